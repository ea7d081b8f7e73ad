package io.jhaproxy.vrrp.config;

import io.jhaproxy.vrrp.config.VirtualServerDraft.RealServer;
import java.util.List;
import java.util.OptionalLong;

/** {@code real_server}: read and checked; there is no IPVS here. */
final class RealServerKeywords {
  static final String BLOCK = "real_server";
  private static final String NO_IPVS = VirtualServerKeywords.NO_IPVS;
  private static final long UNSIGNED = 4_294_967_295L;

  private RealServerKeywords() {}

  static void register(Registry registry) {
    registry
        .block("virtual_server")
        .unsupported(
            BLOCK,
            "ADDR PORT { }",
            NO_IPVS,
            RealServerKeywords::start,
            new Keyword.Body(BLOCK, null, line -> {}));
    registry
        .block(BLOCK)
        .noEffect("weight", "N", NO_IPVS, RealServerKeywords::weight)
        .noEffect("lvs_method", "NAT|DR|TUN", NO_IPVS, RealServerKeywords::method)
        .noEffect(
            "uthreshold",
            "N",
            NO_IPVS,
            line -> number(line, 0, "Invalid real_server uthreshold '%s' - ignoring"))
        .noEffect(
            "lthreshold",
            "N",
            NO_IPVS,
            line -> number(line, 0, "Invalid real_server lthreshold '%s' - ignoring"))
        .noEffect(
            "inhibit_on_failure",
            "[BOOL]",
            NO_IPVS,
            line -> VirtualServerKeywords.bool(line, "Invalid inhibit_on_failure parameter %s"))
        .noEffect("notify_up", "CMD [user [group]]", NO_IPVS, line -> line.required(1))
        .noEffect("notify_down", "CMD [user [group]]", NO_IPVS, line -> line.required(1))
        .noEffect(
            "alpha",
            "[BOOL]",
            NO_IPVS,
            line -> VirtualServerKeywords.bool(line, "Invalid alpha parameter %s"))
        .noEffect("retry", "N", NO_IPVS, line -> number(line, 1, "retry value invalid - %s"))
        .noEffect("delay_before_retry", "SECS", NO_IPVS, line -> line.time(1, 0, UNSIGNED))
        .noEffect("warmup", "SECS", NO_IPVS, line -> line.time(1, 0, UNSIGNED))
        .noEffect(
            "connect_timeout",
            "SECS",
            NO_IPVS,
            line ->
                VirtualServerKeywords.time(
                    line, "real server connect_timeout %s invalid - ignoring"))
        .noEffect(
            "delay_loop",
            "SECS",
            NO_IPVS,
            line ->
                VirtualServerKeywords.time(line, "real server delay_loop '%s' invalid - ignoring"))
        .noEffect(
            "smtp_alert",
            "[BOOL]",
            NO_IPVS,
            line -> VirtualServerKeywords.bool(line, "Invalid real_server smtp_alert parameter %s"))
        .noEffect("virtualhost", "NAME", NO_IPVS, line -> line.required(1))
        .noEffect("snmp_name", "NAME", NO_IPVS, line -> line.required(1));
    CheckerKeywords.register(registry);
  }

  private static void start(Line line) {
    String address = line.required(1);
    String port = line.word(2);
    if (!VirtualServerKeywords.address(line, address, port)) {
      line.error("Invalid real server ip address/port " + address + "/" + port + " - skipping");
      line.skipBlock();
      return;
    }
    VirtualServerDraft service = line.draft().virtualServer();
    service.servers.add(new RealServer(address, port, service.weight));
  }

  private static void weight(Line line) {
    OptionalLong weight = line.number(1, 0L, Integer.MAX_VALUE);
    if (weight.isEmpty()) {
      line.error("Real server weight " + line.word(1) + " is outside range 0-2147483647");
      return;
    }
    List<RealServer> servers = line.draft().virtualServer().servers;
    servers.get(servers.size() - 1).weight = (int) weight.getAsLong();
  }

  private static void method(Line line) {
    if (!List.of("NAT", "DR", "TUN").contains(line.required(1))) {
      line.error("PARSER : unknown [" + line.word(1) + "] routing method for real server.");
    }
  }

  private static void number(Line line, long low, String complaint) {
    VirtualServerKeywords.number(line, low, UNSIGNED, complaint);
  }
}
