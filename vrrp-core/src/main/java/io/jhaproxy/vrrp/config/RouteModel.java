package io.jhaproxy.vrrp.config;

import io.jhaproxy.vrrp.route.Encapsulation;
import io.jhaproxy.vrrp.route.RouteOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code virtual_routes} or {@code static_routes}.
 *
 * @param family family of the destination
 * @param destination network; null for {@code default}
 * @param prefixLength of the destination, 0 for {@code default}
 * @param via gateway; null for none
 * @param device outgoing interface; null for none
 * @param source preferred source address; null for none
 * @param table routing table, 254 is main
 * @param metric -1 for the kernel's default
 * @param scope rtnetlink scope
 * @param type {@code RTN_*}: 1 unicast, 6 blackhole, 7 unreachable, 8 prohibit, 9 throw
 * @param protocol {@code RTPROT_*}, 18 (keepalived) unless given
 * @param tos type of service, 0 for none
 * @param onLink the gateway is reachable although no address of the interface says so
 * @param metrics {@code RTAX_*} number (1 which of them are locked, 2 MTU, 3 window, 4 RTT ...) to
 *     value
 * @param hops next hops of a multipath route; empty for a plain one
 * @param options the rarer options
 * @param track whether its removal by somebody else is noticed
 * @param trackGroup for static routes: whose instances go to FAULT; null if none
 * @param text the line as it was configured, for dumps
 */
public record RouteModel(
    Family family,
    @Nullable InetAddress destination,
    int prefixLength,
    @Nullable InetAddress via,
    @Nullable String device,
    @Nullable InetAddress source,
    int table,
    int metric,
    int scope,
    int type,
    int protocol,
    int tos,
    boolean onLink,
    Map<Integer, Integer> metrics,
    List<Hop> hops,
    RouteOptions options,
    boolean track,
    @Nullable String trackGroup,
    String text) {
  /** Copies the collections. */
  public RouteModel {
    metrics = Map.copyOf(metrics);
    hops = List.copyOf(hops);
  }

  /**
   * One of several next hops.
   *
   * @param weight 1..256
   * @param realms as in {@link RouteOptions}; 0 for none
   * @param encapsulation what packets are wrapped in; null for nothing
   */
  public record Hop(
      @Nullable InetAddress via,
      @Nullable String device,
      int weight,
      boolean onLink,
      int realms,
      @Nullable Encapsulation encapsulation) {}
}
