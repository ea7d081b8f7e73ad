package io.jhaproxy.vrrp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.route.Encapsulation;
import io.jhaproxy.vrrp.route.RouteOptions;
import io.jhaproxy.vrrp.route.RouteOptions.Placement;
import io.jhaproxy.vrrp.route.RuleSelectors;
import io.jhaproxy.vrrp.route.RuleSelectors.Range;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Routes and rules as ip(8) shows them, in a network namespace of the test's own. */
class RoutingTest {
  private interface Body {
    void run(Routing routing, int v1) throws Exception;
  }

  private static void inNamespace(Body body) {
    try (Namespace namespace = new Namespace()) {
      namespace.call(
          () -> {
            Namespace.ip("link add v1 type veth peer name v2");
            Namespace.ip("addr add 10.9.0.1/24 dev v1");
            Namespace.ip("addr add fd00:9::1/64 dev v1 nodad");
            Namespace.ip("link set v1 up");
            Namespace.ip("link set v2 up");
            try (Netlink netlink = new Netlink()) {
              body.run(new Routing(netlink), new Interfaces(netlink).link("v1").index());
            }
            return true;
          });
    }
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  private static Route route(
      String net, int prefix, int device, @Nullable String source, RouteOptions options)
      throws UnknownHostException {
    return route(net, prefix, null, device, source, 5, Map.of(), List.of(), options);
  }

  private static Route route(
      String net,
      int prefix,
      @Nullable String via,
      int device,
      @Nullable String source,
      int metric,
      Map<Integer, Integer> metrics,
      List<Route.Hop> hops,
      RouteOptions options)
      throws UnknownHostException {
    return new Route(
        !net.contains(":"),
        address(net),
        prefix,
        via == null ? null : address(via),
        device,
        source == null ? null : address(source),
        254,
        metric,
        0,
        1,
        18,
        0,
        0,
        metrics,
        hops,
        options);
  }

  private static RouteOptions placed(Placement placement) {
    return new RouteOptions(placement, 0, null, null, null, null, null);
  }

  private static Route.Hop hop(String via, int device, int weight, int realms)
      throws UnknownHostException {
    return new Route.Hop(address(via), device, weight, 0, realms, null);
  }

  private static Rule rule(int priority, RuleSelectors selectors) throws UnknownHostException {
    return new Rule(
        true,
        address("10.77.0.0"),
        16,
        null,
        0,
        "",
        "",
        0,
        0,
        0,
        priority,
        1,
        selectors.l3mdev() ? 0 : 100,
        0,
        false,
        18,
        selectors);
  }

  @Test
  void plainAndMultipathRoutes() {
    inNamespace(
        (routing, v1) -> {
          Route plain =
              route(
                  "10.77.0.0",
                  16,
                  "10.9.0.9",
                  0,
                  null,
                  5,
                  Map.of(1, 1 << 2, 2, 1400),
                  List.of(),
                  RouteOptions.NONE);
          Route multi =
              route(
                  "10.78.0.0",
                  16,
                  null,
                  0,
                  null,
                  -1,
                  Map.of(),
                  List.of(hop("10.9.0.9", v1, 1, 3 << 16 | 4), hop("10.9.0.8", v1, 3, 0)),
                  RouteOptions.NONE);
          routing.add(plain);
          routing.add(plain);
          routing.add(multi);
          assertThat(Namespace.ip("route show"))
              .contains(
                  "10.77.0.0/16 via 10.9.0.9 dev v1 proto keepalived metric 5 mtu lock 1400",
                  "10.78.0.0/16 proto keepalived",
                  "nexthop via 10.9.0.9 realms 3/4 dev v1 weight 1",
                  "nexthop via 10.9.0.8 dev v1 weight 3");
          routing.remove(multi);
          routing.remove(plain);
          assertThat(Namespace.ip("route show table all")).doesNotContain("keepalived");
        });
  }

  @Test
  void theRarerOptionsOfRoutes() {
    inNamespace(
        (routing, v1) -> {
          routing.add(
              route(
                  "10.1.0.0",
                  16,
                  v1,
                  null,
                  new RouteOptions(
                      Placement.PREPEND, 1 << 16 | 2, "reno", null, null, true, null)));
          routing.add(
              route(
                  "fd00:1::",
                  64,
                  v1,
                  null,
                  new RouteOptions(Placement.PREPEND, 0, null, 1, 300, null, null)));
          assertThat(Namespace.ip("route show"))
              .contains("10.1.0.0/16 dev v1 proto keepalived metric 5 realms 1/2 congctl reno");
          assertThat(Namespace.ip("-6 route show"))
              .containsPattern(
                  "fd00:1::/64 dev v1 proto keepalived metric 5 expires (300|299)sec pref high");
        });
  }

  @Test
  void wrappedRoutes() {
    inNamespace(
        (routing, v1) -> {
          InetAddress one = address("10.3.0.1");
          Encapsulation ip =
              new Encapsulation(
                  Encapsulation.IP, List.of(), 0, 1L, one, address("10.3.0.2"), 5, 16, null);
          Encapsulation ip6 =
              new Encapsulation(
                  Encapsulation.IP6, List.of(), 0, 7L, address("fd00::1"), null, 3, 4, null);
          routing.add(
              route(
                  "10.4.0.0",
                  16,
                  v1,
                  null,
                  new RouteOptions(Placement.PREPEND, 0, null, null, null, null, ip)));
          routing.add(
              route(
                  "fd00:4::",
                  64,
                  v1,
                  null,
                  new RouteOptions(Placement.PREPEND, 0, null, null, null, null, ip6)));
          assertThat(Namespace.ip("route show"))
              .contains("encap ip id 1 src 10.3.0.2 dst 10.3.0.1 ttl 5 tos 16 dev v1");
          assertThat(Namespace.ip("-6 route show"))
              .contains("encap ip6 id 7 src :: dst fd00::1 hoplimit 3 tc 4 dev v1");
        });
  }

  /** As keepalived 2.2.7: before the others, after them, or only where there is none. */
  @Test
  void whereARouteGoesAmongItsEquals() {
    inNamespace(
        (routing, v1) -> {
          for (Placement placement : Placement.values()) {
            String net = "10." + (10 + placement.ordinal()) + ".0.0";
            routing.add(route(net, 16, v1, null, RouteOptions.NONE));
            routing.add(route(net, 16, v1, "10.9.0.1", placed(placement)));
          }
          assertThat(Namespace.ip("route show proto keepalived").lines().map(String::strip))
              .containsExactly(
                  "10.10.0.0/16 dev v1 src 10.9.0.1 metric 5",
                  "10.10.0.0/16 dev v1 metric 5",
                  "10.11.0.0/16 dev v1 metric 5",
                  "10.11.0.0/16 dev v1 src 10.9.0.1 metric 5",
                  "10.12.0.0/16 dev v1 metric 5");
        });
  }

  @Test
  void rulesWithEverySelector() {
    inNamespace(
        (routing, v1) -> {
          InetAddress net = address("10.77.0.0");
          List<Rule> rules =
              List.of(
                  new Rule(
                      true,
                      net,
                      16,
                      null,
                      0,
                      "",
                      "",
                      7,
                      15,
                      0,
                      1000,
                      1,
                      100,
                      0,
                      false,
                      18,
                      RuleSelectors.NONE),
                  rule(
                      1001,
                      new RuleSelectors(
                          6, new Range(10, 20), new Range(5, 5), null, null, false, 0, null, null)),
                  rule(
                      1002,
                      new RuleSelectors(
                          null, null, null, new Range(5, 10), 77L, false, 3 << 16 | 4, null, null)),
                  rule(1003, new RuleSelectors(null, null, null, null, null, false, 0, 8, 7)),
                  rule(1004, new RuleSelectors(null, null, null, null, null, true, 0, null, null)));
          for (Rule rule : rules) {
            routing.add(rule);
            routing.add(rule);
          }
          assertThat(Namespace.ip("rule show"))
              .contains(
                  "1000:\tfrom 10.77.0.0/16 fwmark 0x7/0xf lookup 100 proto keepalived",
                  "1001:\tfrom 10.77.0.0/16 ipproto tcp sport 10-20 dport 5 lookup 100 proto",
                  "1002:\tfrom 10.77.0.0/16 uidrange 5-10 tun_id 77 lookup 100 realms 3/4 proto",
                  "1003:\tfrom 10.77.0.0/16 lookup 100 suppress_prefixlength 8 suppress_ifgroup 7",
                  "1004:\tfrom 10.77.0.0/16 lookup [l3mdev-table] proto keepalived");
          for (Rule rule : rules) {
            routing.remove(rule);
          }
          assertThat(Namespace.ip("rule show")).doesNotContain("keepalived");
        });
  }
}
