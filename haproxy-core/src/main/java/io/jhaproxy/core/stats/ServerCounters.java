package io.jhaproxy.core.stats;

/** Counters of one server on one worker. */
public final class ServerCounters extends TrafficCounters {
  /** Creates counters at zero. */
  public ServerCounters() {}

  /** Resets maxima, and with {@code all} sums too; what is going on now stays. On the worker. */
  public void clear(boolean all) {
    clearShared(all);
  }

  /** Adds every sum to {@code sum}; takes the larger one of maxima and time stamps. */
  public void addTo(ServerCounters sum) {
    addShared(sum);
  }
}
