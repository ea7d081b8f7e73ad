package io.jhaproxy.core.net;

import java.io.IOException;

/** A network namespace of the system in which sockets can be made (manual 5.1, 5.2, namespace). */
@FunctionalInterface
public interface NetworkNamespace {
  /**
   * Lets the calling thread make sockets there until the visit is closed.
   *
   * @throws IOException if the system does not allow it
   */
  Visit enter() throws IOException;

  /** A stay of one thread; closing it goes back. */
  interface Visit extends AutoCloseable {
    @Override
    void close();
  }
}
