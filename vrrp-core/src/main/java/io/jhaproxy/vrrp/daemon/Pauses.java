package io.jhaproxy.vrrp.daemon;

/**
 * How late the daemon's own thread was: pauses of the virtual machine, a busy or stopped host. The
 * state machine is not told; that everything received is read before any timer runs makes a late
 * process a silent one, never one that claims what is not its own.
 */
public final class Pauses {
  private long count;
  private long worst;

  void add(long nanos) {
    count++;
    worst = Math.max(worst, nanos);
  }

  /** How often the thread was late by more than 100 ms. */
  public long count() {
    return count;
  }

  /** The longest delay, in nanoseconds. */
  public long worstNanos() {
    return worst;
  }
}
