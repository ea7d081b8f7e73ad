package io.jhaproxy.vrrp.state;

/**
 * How one run of a tracked script ended.
 *
 * @param kind how
 * @param value exit status of {@code EXITED}, signal number of {@code KILLED}; else 0
 */
public record ScriptResult(Kind kind, int value) {
  /** Success. */
  public static final ScriptResult OK = new ScriptResult(Kind.EXITED, 0);

  /** Ways to end. */
  public enum Kind {
    /** Ended by itself. */
    EXITED,
    /** Ended by a signal that was not ours. */
    KILLED,
    /** Killed by us after its timeout. */
    TIMED_OUT,
    /** Could not be started. */
    NOT_STARTED
  }

  /** A script that ended by itself. */
  public static ScriptResult exited(int status) {
    return new ScriptResult(Kind.EXITED, status);
  }

  /** Whether the run counts as a success. */
  public boolean ok() {
    return kind == Kind.EXITED && value == 0;
  }
}
