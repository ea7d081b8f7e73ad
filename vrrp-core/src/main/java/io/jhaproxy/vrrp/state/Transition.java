package io.jhaproxy.vrrp.state;

/**
 * A change of state, as the flight recorder keeps it.
 *
 * @param at the machine's clock, nanoseconds
 * @param from state before
 * @param to state after
 * @param priority effective priority at that moment
 * @param cause why
 */
public record Transition(long at, State from, State to, int priority, Cause cause) {}
