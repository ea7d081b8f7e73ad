package io.jhaproxy.vrrp.kernel;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A named pipe that is written without ever waiting for its reader. */
public final class Fifo implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final int O_NOFOLLOW = 0x20000;
  private static final int MODE = 0600;

  private final Path path;
  private final boolean created;
  private int fd;

  private Fifo(Path path, boolean created, int fd) {
    this.path = path;
    this.created = created;
    this.fd = fd;
  }

  /**
   * Opens a named pipe; makes it (mode 0600) where there is nothing of that name.
   *
   * @param uid owner of a new pipe, -1 to leave it
   * @param gid group of a new pipe, -1 to leave it
   */
  public static Fifo open(Path path, int uid, int gid) throws IOException {
    boolean missing = !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (missing) {
      KernelException.check(Libc.mkfifo(path.toString(), MODE), "mkfifo " + path);
      if (uid >= 0 || gid >= 0) {
        KernelException.check(Libc.chown(path.toString(), uid, gid), "chown " + path);
      }
    } else if (!Files.readAttributes(
            path, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new IOException(path + " is not a FIFO");
    }
    // Open for reading too: writing then works, and waits in the pipe, before a reader comes.
    int flags = O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW;
    return new Fifo(
        path, missing, KernelException.check(Libc.open(path.toString(), flags, 0), "open " + path));
  }

  /** Writes one line as a whole; false if the pipe is full, and the line is lost. */
  public boolean write(String line) throws KernelException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    long written = Libc.write(fd, bytes, bytes.length);
    if (written < 0 && Native.getLastError() != Libc.EAGAIN) {
      throw new KernelException("write " + path, Native.getLastError());
    }
    return written == bytes.length;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }

  /** Removes the pipe's name if {@link #open} made it. */
  public void remove() throws IOException {
    if (created) {
      Files.deleteIfExists(path);
    }
  }
}
