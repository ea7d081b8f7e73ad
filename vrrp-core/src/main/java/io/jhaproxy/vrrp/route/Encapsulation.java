package io.jhaproxy.vrrp.route;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What packets of a route are wrapped in (ip-route(8), encap).
 *
 * @param type {@code LWTUNNEL_ENCAP_*}: 1 mpls, 2 ip, 3 ila, 4 ip6
 * @param labels of mpls, outermost first; empty for others
 * @param locator of ila; 0 for others
 * @param id tunnel id of ip and ip6; null if not given
 * @param destination of ip and ip6; null if not given
 * @param source of ip and ip6; null if not given
 * @param ttl or hop limit, 0..255; null if not given
 * @param tos or traffic class, 0..255; null if not given
 * @param flags of ip and ip6; null if not given
 */
public record Encapsulation(
    int type,
    List<Integer> labels,
    long locator,
    @Nullable Long id,
    @Nullable InetAddress destination,
    @Nullable InetAddress source,
    @Nullable Integer ttl,
    @Nullable Integer tos,
    @Nullable Integer flags) {
  /** {@code type} of mpls. */
  public static final int MPLS = 1;

  /** {@code type} of ip. */
  public static final int IP = 2;

  /** {@code type} of ila. */
  public static final int ILA = 3;

  /** {@code type} of ip6. */
  public static final int IP6 = 4;

  /** Copies the labels. */
  public Encapsulation {
    labels = List.copyOf(labels);
  }
}
