package io.jhaproxy.core.generation;

import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.net.NetworkNamespace;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * What the process decides for the engine.
 *
 * @param pid process id, for log lines
 * @param maxconn client connections of the process, at least 1
 * @param descriptors what only the C library can do with a file descriptor
 * @param console gets texts about servers with their syslog level, for the standard error output
 * @param failureLog told of every exception that escapes the engine's handlers
 */
public record EngineOptions(
    long pid,
    int maxconn,
    Descriptors descriptors,
    Clock clock,
    ObjIntConsumer<String> console,
    Consumer<Throwable> failureLog) {
  /**
   * A listening socket on its way from one process to another.
   *
   * @param place {@code ADDRESS:PORT} with the address as numbers, the path of a unix socket, or
   *     {@code @NAME} of an abstract one
   * @param device the interface it is bound to, or empty
   */
  public record Handed(int fd, String place, String device) {}

  /** Operations on descriptors that the transport library does not offer. */
  public interface Descriptors {
    /**
     * Listening sockets that another process handed over. They belong to the engine from the first
     * call on, which gets them; later ones get none.
     */
    default List<Handed> inherited() {
      return List.of();
    }

    /**
     * Hands listening sockets to the process at the other end; they stay open here.
     *
     * @throws IOException if the system refuses, or the other end has gone
     */
    default void hand(SocketChannel to, List<Handed> sockets) throws IOException {
      throw new IOException("descriptors cannot be passed here");
    }

    /**
     * A network namespace by its name, opened now.
     *
     * @throws IOException if there is none, or the system does not allow it
     */
    default NetworkNamespace namespace(String name) throws IOException {
      throw new IOException("namespaces cannot be entered here");
    }

    /**
     * A channel over an inherited socket that is bound; it listens then.
     *
     * @throws IOException if the descriptor is none of a stream socket
     */
    default ServerSocketChannel adopt(int fd) throws IOException {
      throw new IOException("descriptors cannot be adopted here");
    }

    /** Makes an inherited descriptor non-blocking. */
    void nonBlocking(int fd);

    /**
     * Sets the capacity of a pipe to {@link io.jhaproxy.core.net.Pipes#SIZE} bytes.
     *
     * @throws IOException if the system does not allow it; then bulk data is read and written
     */
    default void enlargePipe(int fd) throws IOException {
      throw new IOException("pipes keep the size that the kernel gives them");
    }
  }
}
