package io.jhaproxy.core.net;

import org.jspecify.annotations.Nullable;

/**
 * Moves bulk data from one connection to another through a kernel pipe. One object per direction,
 * made when the direction has shown that it is bulk; on the connections' worker only.
 */
public final class Splice {
  private final Connection from;
  private final Connection to;
  private Pipes.@Nullable Pipe pipe;

  /** What {@link #move} did. */
  public enum Outcome {
    /** Bytes went through and there may be more. */
    MOVED,
    /** The sink takes no more for now; the pipe holds the rest. */
    BLOCKED,
    /** The source has nothing now, or has ended: read it to find out. */
    EMPTY,
    /** The sink is broken. */
    BROKEN,
    /** There is no pipe yet, or splicing is off. */
    UNAVAILABLE
  }

  /** A direction between two connections of the same worker. */
  public Splice(Connection from, Connection to) {
    this.from = from;
    this.to = to;
  }

  /** Whether bytes are in the pipe. */
  public boolean isHolding() {
    Pipes.Pipe used = pipe;
    return used != null && used.held > 0;
  }

  /**
   * Moves what can be moved with one pair of calls.
   *
   * @param moved gets the bytes taken from the source in its first element
   */
  public Outcome move(long[] moved) {
    moved[0] = 0;
    Pipes.Pipe used = pipe;
    if (used == null) {
      used = from.worker().pipes().take();
      if (used == null) {
        return Outcome.UNAVAILABLE;
      }
      pipe = used;
    }
    if (used.held == 0) {
      int taken = from.spliceTo(used);
      if (taken <= 0) {
        return Outcome.EMPTY;
      }
      used.held = taken;
      moved[0] = taken;
    }
    int passed = to.spliceFrom(used);
    if (passed == Connection.BROKEN) {
      return Outcome.BROKEN;
    }
    used.held -= passed;
    return used.held > 0 ? Outcome.BLOCKED : Outcome.MOVED;
  }

  /** Gives the pipe back. */
  public void release() {
    Pipes.Pipe used = pipe;
    if (used != null) {
      pipe = null;
      from.worker().pipes().give(used);
    }
  }
}
