package io.jhaproxy.core.generation;

import io.jhaproxy.core.net.Clock;
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
  /** Operations on descriptors that the transport library does not offer. */
  public interface Descriptors {
    /** Makes an inherited descriptor non-blocking. */
    void nonBlocking(int fd);
  }
}
