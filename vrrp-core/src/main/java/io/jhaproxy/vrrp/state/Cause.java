package io.jhaproxy.vrrp.state;

/**
 * Why an instance changed state.
 *
 * @param kind kind of event
 * @param text one sentence for people: who, what, since when
 */
public record Cause(Kind kind, String text) {
  /** Kinds of event. */
  public enum Kind {
    /** The daemon started, or a reload added the instance. */
    START,
    /** The master was not heard any more. */
    ADVERTS_MISSED,
    /** The master said that it stops (priority 0). */
    MASTER_STOPPED,
    /** The master's priority is lower than ours. */
    PREEMPTION,
    /** Another master's priority or address is higher. */
    HIGHER_PRIORITY,
    /** Address owner (priority 255). */
    OWNER,
    /** An interface, or its address. */
    INTERFACE,
    /** A tracked script. */
    SCRIPT,
    /** A tracked file. */
    FILE,
    /** A tracked process. */
    PROCESS,
    /** Somebody removed a virtual address. */
    ADDRESS_REMOVED,
    /** Another member of the sync group. */
    GROUP,
    /** All faults are gone. */
    RECOVERED,
    /** A reload. */
    RELOAD,
    /** The daemon stops. */
    SHUTDOWN
  }
}
