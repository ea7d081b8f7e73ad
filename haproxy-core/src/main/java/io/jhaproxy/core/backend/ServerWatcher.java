package io.jhaproxy.core.backend;

/** Hears when a server changes; on the thread that changed it, without a lock. */
@FunctionalInterface
public interface ServerWatcher {
  /** State, administration or weight of the server may be others than before. */
  void changed(Server server);

  /**
   * Whether it goes on to hear of a server that another one has replaced; who tells the world of
   * changes does not, or they would be told twice.
   */
  default boolean staysWithReplaced() {
    return true;
  }
}
