package io.jhaproxy.core.backend;

import io.jhaproxy.core.net.Worker;

/** A stream that waits for a server's free slot. */
public interface Waiter {
  /** The worker on which the waiter lives. */
  Worker worker();

  /** Class in queues, -2047 to 2047: lower ones go first. */
  default int priorityClass() {
    return 0;
  }

  /** Milliseconds by which it counts as having come later, or earlier. */
  default int priorityOffset() {
    return 0;
  }

  /**
   * A slot of the server was taken for this waiter, which has to give it back; called on the
   * waiter's worker. If the waiter has given up meanwhile it gives the slot back at once.
   */
  void granted(Server server);
}
