package io.jhaproxy.vrrp.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells when one of some files was written, replaced, created or removed (inotify). */
public final class FileWatch implements AutoCloseable {
  private static final int IN_CLOSE_WRITE = 8;
  private static final int IN_MOVED_FROM = 0x40;
  private static final int IN_MOVED_TO = 0x80;
  private static final int IN_DELETE = 0x200;
  private static final int EVENTS = IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE;
  private static final int EVENT_HEADER = 16;

  private final int fd;
  private final Map<Integer, Map<String, List<Runnable>>> watched = new HashMap<>();

  /** A watch without files. */
  public FileWatch() throws KernelException {
    fd =
        KernelException.check(
            Libc.inotify_init1(Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK), "inotify_init");
  }

  /** The descriptor, for {@link Poller}. */
  public int fd() {
    return fd;
  }

  /** Watches a file that may not exist yet; its folder must exist. */
  public void add(Path file, Runnable changed) throws KernelException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null) {
      throw new KernelException("watch " + file, 22);
    }
    int watch =
        KernelException.check(
            Libc.inotify_add_watch(fd, folder.toString(), EVENTS), "watch " + folder);
    watched
        .computeIfAbsent(watch, w -> new HashMap<>())
        .computeIfAbsent(name.toString(), n -> new ArrayList<>())
        .add(changed);
  }

  /** Runs what was registered for each file that changed. */
  public void drain() {
    byte[] bytes = new byte[8192];
    long length;
    while ((length = Libc.read(fd, bytes, bytes.length)) >= EVENT_HEADER) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, (int) length).order(ByteOrder.nativeOrder());
      while (buffer.remaining() >= EVENT_HEADER) {
        int watch = buffer.getInt();
        buffer.position(buffer.position() + 8);
        byte[] name = new byte[buffer.getInt()];
        buffer.get(name);
        String text = new String(name, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        List<Runnable> found =
            watched
                .getOrDefault(watch, Map.of())
                .getOrDefault(end < 0 ? text : text.substring(0, end), List.of());
        found.forEach(Runnable::run);
      }
    }
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
