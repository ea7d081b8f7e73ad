package io.jhaproxy.vrrp.config;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/** IPVS services: read and checked completely; there is no IPVS here. */
final class VirtualServerKeywords {
  static final String NO_IPVS = "there is no IPVS";
  private static final String BLOCK = "virtual_server";
  private static final String GROUP = "virtual_server_group";
  private static final long UNSIGNED = 4_294_967_295L;
  private static final Set<String> SCHEDULERS =
      Set.of(
          "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "mh", "dh", "fo", "ovf", "sed", "nq",
          "twos");
  private static final Set<String> METHODS = Set.of("NAT", "DR", "TUN");

  private VirtualServerKeywords() {}

  static void register(Registry registry) {
    registry
        .root(Keyword.Owner.CHECKER)
        .unsupported(
            BLOCK,
            "ADDR PORT | fwmark N | group NAME { }",
            NO_IPVS,
            VirtualServerKeywords::start,
            new Keyword.Body(BLOCK, null, line -> {}))
        .unsupported(
            GROUP,
            "NAME { ADDR[-RANGE] PORT | fwmark N }",
            NO_IPVS,
            VirtualServerKeywords::startGroup,
            new Keyword.Body(null, VirtualServerKeywords::groupEntry, line -> {}))
        .unsupported("SSL", "{ }", NO_IPVS, line -> {}, new Keyword.Body("SSL", null, line -> {}));
    registry
        .block("SSL")
        .noEffect("password", "STRING", NO_IPVS, line -> line.required(1))
        .noEffect("ca", "FILE", NO_IPVS, line -> line.required(1))
        .noEffect("certificate", "FILE", NO_IPVS, line -> line.required(1))
        .noEffect("key", "FILE", NO_IPVS, line -> line.required(1));
    registry.block(GROUP).noEffect("there is no IPVS: an entry of the list", "ADDR PORT", "fwmark");
    service(registry.block(BLOCK));
    RealServerKeywords.register(registry);
  }

  private static void service(Registry.Entries block) {
    add(block, "ip_family", "inet|inet6", VirtualServerKeywords::family);
    add(
        block,
        "delay_loop",
        "SECS",
        (l, v) -> time(l, "virtual server delay loop '%s' invalid - ignoring"));
    add(block, "lb_algo", "SCHEDULER", VirtualServerKeywords::scheduler);
    add(block, "lvs_sched", "SCHEDULER", VirtualServerKeywords::scheduler);
    add(block, "lb_kind", "NAT|DR|TUN [type ...]", VirtualServerKeywords::method);
    add(block, "lvs_method", "NAT|DR|TUN [type ...]", VirtualServerKeywords::method);
    add(block, "persistence_timeout", "SECS", VirtualServerKeywords::persistence);
    add(block, "persistence_granularity", "MASK|PREFIXLEN", VirtualServerKeywords::granularity);
    add(block, "protocol", "TCP|UDP|SCTP", VirtualServerKeywords::protocol);
    add(
        block,
        "smtp_alert",
        "[BOOL]",
        (l, v) -> bool(l, "Invalid virtual_server smtp_alert parameter %s"));
    add(block, "quorum", "N", VirtualServerKeywords::quorum);
    add(block, "hysteresis", "N", VirtualServerKeywords::hysteresis);
    add(block, "quorum_up", "CMD", (l, v) -> l.required(1));
    add(block, "quorum_down", "CMD", (l, v) -> l.required(1));
    add(block, "retry", "N", (l, v) -> number(l, 1, UNSIGNED, "retry value invalid - %s"));
    add(block, "delay_before_retry", "SECS", (l, v) -> l.time(1, 0, UNSIGNED));
    add(block, "warmup", "SECS", (l, v) -> l.time(1, 0, UNSIGNED));
    add(
        block,
        "connect_timeout",
        "SECS",
        (l, v) -> time(l, "virtual server connect_timeout %s invalid - ignoring"));
    add(block, "weight", "N", VirtualServerKeywords::weight);
    add(block, "sorry_server", "ADDR PORT", VirtualServerKeywords::sorryServer);
    add(block, "sorry_server_lvs_method", "NAT|DR|TUN", VirtualServerKeywords::sorryMethod);
    add(block, "virtualhost", "NAME", (l, v) -> l.required(1));
    add(block, "snmp_name", "NAME", (l, v) -> l.required(1));
    add(block, "persistence_engine", "NAME", (l, v) -> l.required(1));
    block.noEffect(NO_IPVS, "hashed", "ops", "flag-1", "flag-2", "flag-3", "sh-port");
    block.noEffect(NO_IPVS, "sh-fallback", "mh-port", "mh-fallback", "ha_suspend", "alpha");
    block.noEffect(NO_IPVS, "omega", "inhibit_on_failure", "sorry_server_inhibit");
  }

  private static void add(
      Registry.Entries block,
      String name,
      String arguments,
      BiConsumer<Line, VirtualServerDraft> reader) {
    block.noEffect(
        name, arguments, NO_IPVS, line -> reader.accept(line, line.draft().virtualServer()));
  }

  /** A number with keepalived's complaint, where {@code %s} is the word. */
  static OptionalLong number(Line line, long low, long high, String complaint) {
    OptionalLong value = line.number(1, low, high);
    if (value.isEmpty()) {
      line.error(complaint.replace("%s", line.word(1)));
    }
    return value;
  }

  /** A time with keepalived's complaint, where {@code %s} is the word. */
  static void time(Line line, String complaint) {
    if (line.time(1, 1, UNSIGNED) == null) {
      line.error(complaint.replace("%s", line.word(1)));
    }
  }

  /** A boolean with keepalived's complaint, where {@code %s} is the word. */
  static void bool(Line line, String complaint) {
    if (line.bool(1).isEmpty()) {
      line.error(complaint.replace("%s", line.word(1)));
    }
  }

  private static void start(Line line) {
    String first = line.required(1);
    String second = line.word(2);
    boolean mark = first.equals("fwmark");
    boolean group = first.equals("group");
    if (mark || group) {
      line.required(2);
    }
    if (mark && number(line, second)) {
      line.skipBlock();
      return;
    }
    if (!mark && !group && !address(line, first, second)) {
      line.error("Invalid virtual server IP address/port " + first + "/" + second + " - skipping");
      line.skipBlock();
      return;
    }
    ConfigDraft draft = line.draft();
    String port = group ? "" : second.isEmpty() ? "0" : second;
    draft.virtualServers.add(new VirtualServerDraft(mark || group ? second : first, port, mark));
    draft.unsupported.add(
        new UnsupportedBlock(BLOCK, (first + " " + second).strip(), line.location()));
  }

  /** Whether a firewall mark is wrong, which was told. */
  private static boolean number(Line line, String mark) {
    if (line.number(mark, 0, UNSIGNED).isPresent()) {
      return false;
    }
    line.error("virtual server fwmark '" + mark + "' must be in [0, 4294967295] - ignoring");
    return true;
  }

  /** Whether an address and a port are right; a missing port is. */
  static boolean address(Line line, String address, String port) {
    return IpText.parse(address) != null
        && (port.isEmpty() || line.number(port, 1, 65535).isPresent());
  }

  private static void startGroup(Line line) {
    String name = line.required(1);
    line.draft().unsupported.add(new UnsupportedBlock(GROUP, name, line.location()));
  }

  private static void groupEntry(Line line) {
    if (line.word(0).equals("fwmark")) {
      line.number(1, 1L, UNSIGNED);
      return;
    }
    String[] range = line.word(0).split("-", 2);
    boolean end = range.length < 2 || range[1].matches("[0-9a-fA-F.:]+");
    String port = line.word(1);
    if (!end || !address(line, range[0], port)) {
      line.error(
          "Invalid virtual server group IP address "
              + line.word(0)
              + " /port/"
              + port
              + " - skipping");
    }
  }

  private static void family(Line line, VirtualServerDraft service) {
    if (!List.of("inet", "inet6").contains(line.required(1))) {
      line.error("unknown address family " + line.word(1));
    }
  }

  private static void scheduler(Line line, VirtualServerDraft service) {
    if (!SCHEDULERS.contains(line.required(1))) {
      line.error("Invalid lvs_scheduler '" + line.word(1) + "' - ignoring");
      return;
    }
    service.scheduler = true;
  }

  private static void method(Line line, VirtualServerDraft service) {
    if (!METHODS.contains(line.required(1))) {
      line.error("PARSER : unknown [" + line.word(1) + "] routing method for virtual server.");
      return;
    }
    service.forwarding = line.word(1);
  }

  private static void persistence(Line line, VirtualServerDraft service) {
    if (line.size() > 1) {
      number(line, 1, 2_678_400, "persistence_timeout invalid");
    }
  }

  private static void granularity(Line line, VirtualServerDraft service) {
    String mask = line.required(1);
    if (IpText.parse(mask) == null && !mask.matches("[0-9]{1,3}")) {
      line.error("Invalid IPv4 persistence_granularity specified - " + mask);
    }
  }

  private static void protocol(Line line, VirtualServerDraft service) {
    String protocol = line.required(1);
    if (!List.of("TCP", "UDP", "SCTP").contains(protocol)) {
      line.error("Unknown protocol " + protocol + " - ignoring");
      return;
    }
    service.protocol = protocol.toLowerCase(Locale.ROOT);
  }

  private static void quorum(Line line, VirtualServerDraft service) {
    OptionalLong quorum =
        number(line, 1, UNSIGNED, "Quorum %s must be in [1, 4294967295]. Setting to 1.");
    service.quorum = quorum.orElse(1);
  }

  private static void hysteresis(Line line, VirtualServerDraft service) {
    OptionalLong value =
        number(line, 0, UNSIGNED, "Hysteresis %s must be in [0, 4294967295] - ignoring");
    service.hysteresis = value.orElse(service.hysteresis);
  }

  private static void weight(Line line, VirtualServerDraft service) {
    OptionalLong weight =
        number(
            line, 1, Integer.MAX_VALUE, "Virtual server weight %s is outside range 1-2147483647");
    service.weight = (int) weight.orElse(service.weight);
  }

  private static void sorryServer(Line line, VirtualServerDraft service) {
    String address = line.required(1);
    if (!address(line, address, line.word(2))) {
      line.error("Invalid sorry server IP address " + address + " - skipping");
      return;
    }
    service.sorryServer = true;
  }

  private static void sorryMethod(Line line, VirtualServerDraft service) {
    if (!service.sorryServer) {
      line.error("sorry_server forwarding used without sorry_server");
    } else if (!METHODS.contains(line.required(1))) {
      line.error("PARSER : unknown [" + line.word(1) + "] routing method for sorry server.");
    }
  }
}
