package io.jhaproxy.core.config;

/**
 * How far a keyword, parameter, fetch, converter or action is implemented, and in which versions of
 * HAProxy it exists.
 *
 * @param status whether it has an effect here
 * @param note why it has none, or the feature it belongs to; empty where that goes without saying
 * @param since first version that has it; empty = before 1.5 or unknown
 * @param until last version that has it; empty = 2.6 has it
 */
public record State(Status status, String note, String since, String until) {
  /** It does what the manual says. */
  public static final State WORKING = new State(Status.WORKS, "", "", "");

  /** Whether a keyword does what the manual says. */
  public enum Status {
    /** It does. */
    WORKS,
    /** It is accepted and there is nothing to do for it here; shown with {@code -dD}. */
    NO_EFFECT,
    /**
     * It only tunes a feature that is not implemented yet and that has a keyword of its own, which
     * is refused where it is used; shown with {@code -dD}.
     */
    DORMANT,
    /** It is not implemented yet: checked, and refused at start unless {@code --lenient}. */
    NOT_YET,
    /**
     * It is not implemented yet and ignoring it would change what is on the wire: checked, and
     * refused at start even with {@code --lenient}.
     */
    REFUSED
  }

  /** A state with nothing known but the status. */
  public static State of(Status status) {
    return new State(status, "", "", "");
  }

  /** Accepted without effect, for a reason. */
  public State noEffect(String reason) {
    return new State(Status.NO_EFFECT, reason, since, until);
  }

  /** Not implemented. */
  public State notYet() {
    return new State(Status.NOT_YET, note, since, until);
  }

  /** Not implemented, as the feature that it tunes. */
  public State partOf(String feature) {
    return new State(Status.DORMANT, "it belongs to " + feature, since, until);
  }

  /** With the first version that has it. */
  public State since(String version) {
    return new State(status, note, version, until);
  }

  /** With the last version that has it. */
  public State until(String version) {
    return new State(status, note, since, version);
  }
}
