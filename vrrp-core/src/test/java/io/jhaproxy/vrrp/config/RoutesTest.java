package io.jhaproxy.vrrp.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.route.Encapsulation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What route and rule lines become; the numbers are those that keepalived 2.2.7 sets. */
class RoutesTest {
  private static KeepalivedModel read(String text) {
    return ConfigReader.readText(Path.of("k.conf"), text, "host", InterfaceNames.of("lo", "eth0"))
        .model();
  }

  private static RouteModel route(String words) {
    return read("static_routes {\n 10.1.0.0/16 dev eth0 " + words + "\n}\n").staticRoutes().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "rtt 300ms,       4, 2400",
    "rtt 2500,        4, 2500",
    "rtt 5ms,         4, 1600",
    "rttvar 2.5s,     5, 10000",
    "rto_min 302,    13, 302",
    "rto_min 1.2345s,13, 1235",
    "rto_min 7ms,    13, 200",
    "mtu lock 1300,   1, 4",
    "mtu lock 1300,   2, 1300",
    "congctl lock reno, 1, 65536",
  })
  void metrics(String words, int number, int value) {
    assertThat(route(words).metrics()).containsEntry(number, value);
  }

  @Test
  void aRuleThatWouldMatchTooMuchIsLeftOut() {
    String rule = "static_rules {\n from 10.0.0.0/8 %s lookup 100 preference 7\n}\n";
    assertThat(read(String.format(rule, "ipproto tcp")).staticRules()).hasSize(1);
    assertThat(read(String.format(rule, "ipproto 300")).staticRules()).isEmpty();
    assertThat(read(String.format(rule, "sport 5")).staticRules()).isEmpty();
    assertThat(read(String.format(rule, "dport 5-70000")).staticRules()).isEmpty();
  }

  @Test
  void theTosOfAWrappingIsDecimal() {
    assertThat(route("encap ip id 1 dst 1.2.3.4 tos 16").options().encapsulation())
        .extracting(Encapsulation::tos)
        .isEqualTo(16);
  }

  @Test
  void aRouteWhoseWrappingIsUnknownIsLeftOut() {
    String route = "static_routes {\n 10.1.0.0/16 dev eth0 encap %s\n}\n";
    assertThat(read(String.format(route, "ip id 1 dst 1.2.3.4")).staticRoutes()).hasSize(1);
    assertThat(read(String.format(route, "mpls 100/x")).staticRoutes()).isEmpty();
    assertThat(read(String.format(route, "foo 4")).staticRoutes()).isEmpty();
  }
}
