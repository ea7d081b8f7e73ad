package io.jhaproxy.vrrp.route;

import org.jspecify.annotations.Nullable;

/**
 * The rarer options of a route (ip-route(8)).
 *
 * @param placement where it goes among routes that match it
 * @param realms source realm in the upper 16 bits, destination realm in the lower; 0 for none
 * @param congestionControl TCP's algorithm; null for the system's
 * @param preference of routers, IPv6 only: 0 medium, 1 high, 3 low; null for none
 * @param expires seconds of life, IPv6 only; null for ever
 * @param propagateTtl MPLS: whether the TTL is taken over; null for the system's way
 * @param encapsulation what packets are wrapped in; null for nothing
 */
public record RouteOptions(
    Placement placement,
    int realms,
    @Nullable String congestionControl,
    @Nullable Integer preference,
    @Nullable Integer expires,
    @Nullable Boolean propagateTtl,
    @Nullable Encapsulation encapsulation) {
  /** None of them. */
  public static final RouteOptions NONE =
      new RouteOptions(Placement.PREPEND, 0, null, null, null, null, null);

  /** Where a route goes among routes that match it. */
  public enum Placement {
    /** Before them. */
    PREPEND,
    /** After them. */
    APPEND,
    /** Only if there is none. */
    ADD
  }
}
