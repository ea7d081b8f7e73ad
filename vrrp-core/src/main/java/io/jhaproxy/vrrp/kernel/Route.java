package io.jhaproxy.vrrp.kernel;

import io.jhaproxy.vrrp.route.Encapsulation;
import io.jhaproxy.vrrp.route.RouteOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route as rtnetlink takes it (rtnetlink(7), ip-route(8)).
 *
 * @param ipv4 its family
 * @param destination network, null for the default route
 * @param prefixLength of the destination, 0 for the default route
 * @param via gateway, null for none
 * @param device outgoing interface, 0 for none
 * @param source preferred source address, null for none
 * @param metric priority, -1 for the kernel's default
 * @param scope {@code RT_SCOPE_*}
 * @param type {@code RTN_*}: 1 unicast, 6 blackhole, 7 unreachable, 8 prohibit
 * @param protocol {@code RTPROT_*}; 18 is keepalived
 * @param flags {@code RTNH_F_*}: 4 onlink
 * @param metrics values of {@code RTAX_*} by number, for example 2 the MTU
 * @param hops next hops of a multipath route, empty for a plain one
 * @param options the rarer options
 */
public record Route(
    boolean ipv4,
    @Nullable InetAddress destination,
    int prefixLength,
    @Nullable InetAddress via,
    int device,
    @Nullable InetAddress source,
    int table,
    int metric,
    int scope,
    int type,
    int protocol,
    int tos,
    int flags,
    Map<Integer, Integer> metrics,
    List<Hop> hops,
    RouteOptions options) {
  /**
   * One of several next hops.
   *
   * @param weight 1..256
   * @param realms as in {@link RouteOptions}; 0 for none
   * @param encapsulation what packets are wrapped in; null for nothing
   */
  public record Hop(
      @Nullable InetAddress via,
      int device,
      int weight,
      int flags,
      int realms,
      @Nullable Encapsulation encapsulation) {}
}
