package io.jhaproxy.core.check;

/**
 * How many checks in a row decide (manual 5.2, rise and fall). A server starts up, one failure away
 * from down. Not thread safe.
 */
public final class Health {
  private final int rise;
  private final int fall;
  private int level;

  /** Starts with an unproven, usable server. */
  public Health(int rise, int fall) {
    this.rise = rise;
    this.fall = fall;
    this.level = rise;
  }

  /** Counts a result; true if the server went up or down by it. */
  public boolean count(boolean success) {
    boolean was = isUp();
    if (success) {
      level = level + 1 >= rise ? full() : level + 1;
    } else {
      level = level > rise ? level - 1 : 0;
    }
    return was != isUp();
  }

  /** Sets the server up or down at once. */
  public void force(boolean up) {
    level = up ? full() : 0;
  }

  /** Lets one more failure take the server down. */
  public void endanger() {
    level = Math.min(level, rise + 1);
  }

  /** Lets the next failure take the server down, if it is up. */
  public void condemn() {
    level = Math.min(level, rise);
  }

  /** Takes up what was before: up without a doubt, or on the way up by some checks. */
  public void restore(boolean up, int before) {
    level = up ? full() : Math.max(0, Math.min(rise - 1, before));
  }

  /** Back to the start: up, one failure away from down. */
  public void reset() {
    level = rise;
  }

  /** Goes on from where another count is, as near as rise and fall allow. */
  void recall(int oldRise, int oldFall, int oldLevel) {
    if (rise == oldRise && fall == oldFall) {
      level = oldLevel;
    } else if (oldLevel >= oldRise) {
      int below = oldRise + oldFall - 1 - oldLevel;
      level = Math.min(full(), Math.max(rise, full() - below));
    } else {
      level = Math.min(rise - 1, oldLevel);
    }
  }

  /** Whether enough checks succeeded. */
  public boolean isUp() {
    return level >= rise;
  }

  /** Whether the next results may change {@link #isUp()}. */
  public boolean isChanging() {
    return level > 0 && level < full();
  }

  /** 0 to rise + fall - 1. */
  public int level() {
    return level;
  }

  /** Checks in a row that bring the server up. */
  public int rise() {
    return rise;
  }

  /** Failures in a row that take the server down. */
  public int fall() {
    return fall;
  }

  /** The state as statistics show it, for instance {@code UP 1/3}. */
  public String text() {
    if (isUp()) {
      return level == full() || level == rise && fall == 1
          ? "UP"
          : "UP " + (level - rise + 1) + "/" + fall;
    }
    return level == 0 ? "DOWN" : "DOWN " + level + "/" + rise;
  }

  /** What statistics show of a server that was never found well and is used all the same. */
  public String unprovenText() {
    return "UP " + (level - rise + 1) + "/" + fall;
  }

  private int full() {
    return rise + fall - 1;
  }
}
