package io.jhaproxy.cli.process;

import com.sun.jna.LastErrorException;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.generation.EngineOptions.Handed;
import io.jhaproxy.core.net.NetworkNamespace;
import io.jhaproxy.core.net.Pipes;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operations on file descriptors by number. */
public final class Descriptors implements EngineOptions.Descriptors {
  private final Map<String, NetworkNamespace> namespaces = new HashMap<>();
  private List<Handed> inherited = List.of();

  /** Creates the operations; the C library is loaded by the first that is used. */
  public Descriptors() {}

  /**
   * Fetches the listening sockets of a running process, for the engine to go on with.
   *
   * @param path its stats socket with {@code expose-fd listeners}
   * @return how many there are
   * @throws IOException if nobody is there or sockets are not handed out
   */
  public int fetch(String path) throws IOException {
    inherited = SocketTransfer.fetch(path);
    return inherited.size();
  }

  @Override
  public synchronized List<Handed> inherited() {
    List<Handed> taken = inherited;
    inherited = List.of();
    return taken;
  }

  @Override
  public void hand(SocketChannel to, List<Handed> sockets) throws IOException {
    SocketTransfer.send(to, sockets);
  }

  @Override
  public void enlargePipe(int fd) throws IOException {
    try {
      LibC.fcntl(fd, LibC.F_SETPIPE_SZ, Pipes.SIZE);
    } catch (LastErrorException refused) {
      throw new IOException(refused);
    }
  }

  /** The descriptors stay open as long as the process lives: after chroot there are no paths. */
  @Override
  public synchronized NetworkNamespace namespace(String name) throws IOException {
    NetworkNamespace known = namespaces.get(name);
    if (known != null) {
      return known;
    }
    try {
      int there = LibC.open("/var/run/netns/" + name, LibC.O_RDONLY | LibC.O_CLOEXEC);
      int home = LibC.open("/proc/self/ns/net", LibC.O_RDONLY | LibC.O_CLOEXEC);
      NetworkNamespace opened =
          () -> {
            enter(there);
            return () -> LibC.setns(home, LibC.CLONE_NEWNET);
          };
      namespaces.put(name, opened);
      return opened;
    } catch (LastErrorException refused) {
      throw new IOException(refused);
    }
  }

  private static void enter(int namespace) throws IOException {
    try {
      LibC.setns(namespace, LibC.CLONE_NEWNET);
    } catch (LastErrorException refused) {
      throw new IOException(refused);
    }
  }

  @Override
  public ServerSocketChannel adopt(int fd) throws IOException {
    return AdoptedSocket.open(fd);
  }

  @Override
  public void nonBlocking(int fd) {
    LibC.fcntl(fd, LibC.F_SETFL, LibC.fcntl(fd, LibC.F_GETFL, 0) | LibC.O_NONBLOCK);
  }

  /** Opens /dev/null; it must be done before chroot. */
  static int openNowhere() {
    return LibC.open("/dev/null", LibC.O_RDWR);
  }

  /** Points the three standard descriptors to {@link #openNowhere}. */
  static void closeStandard(int nowhere) {
    for (int fd = 0; fd <= 2; fd++) {
      LibC.dup2(nowhere, fd);
    }
  }
}
