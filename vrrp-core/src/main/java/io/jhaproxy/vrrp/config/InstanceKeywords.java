package io.jhaproxy.vrrp.config;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** The keywords of {@code vrrp_instance}. */
final class InstanceKeywords {
  static final String BLOCK = "vrrp_instance";
  private static final String AUTHENTICATION = "vrrp_instance/authentication";

  /** Advert intervals in microseconds. */
  private static final long SHORTEST_INTERVAL = 10_000;

  private static final long LONGEST_INTERVAL = 255_000_000;

  private InstanceKeywords() {}

  static void register(Registry registry) {
    registry
        .root(Keyword.Owner.VRRP)
        .block(BLOCK, "NAME { }", BLOCK, InstanceKeywords::start, InstanceKeywords::end);
    registry
        .block(BLOCK)
        .works("state", "MASTER|BACKUP", on(InstanceKeywords::state))
        .works("interface", "IFNAME", on(InstanceKeywords::interfaceName))
        .works("virtual_router_id", "1..255", on(InstanceKeywords::virtualRouterId))
        .works("priority", "1..255", on(InstanceKeywords::priority))
        .works("advert_int", "SECS", on(InstanceKeywords::advertInterval))
        .works("version", "2|3", on(InstanceKeywords::version))
        .works("native_ipv6", "-", on((line, i) -> nativeIpv6(line, i)))
        .block("authentication", "{ }", AUTHENTICATION, line -> {}, line -> {})
        .noEffect("debug", "0..4", "there are no debug levels", on(InstanceKeywords::debug));
    registry
        .block(AUTHENTICATION)
        .works("auth_type", "PASS|AH", on(InstanceKeywords::authType))
        .works("auth_pass", "STRING", on(InstanceKeywords::authPass));
    ElectionKeywords.register(registry.block(BLOCK));
    TransportKeywords.register(registry.block(BLOCK));
    VmacKeywords.register(registry.block(BLOCK));
    NotifyKeywords.register(registry.block(BLOCK), line -> line.draft().instance().notify, true);
    TrackKeywords.lists(registry.block(BLOCK), line -> line.draft().instance().track);
    AddressKeywords.register(registry.block(BLOCK));
    registry.block(BLOCK).newer("auth_hmac", "no_virtual_ipaddress");
    registry
        .block("vrrp_instance/auth_hmac")
        .newer("active_key", "time_window", "anti_replay", "mode");
  }

  /** A reader that is given the instance being read. */
  static Keyword.Reader on(BiConsumer<Line, InstanceDraft> reader) {
    return line -> reader.accept(line, line.draft().instance());
  }

  private static void start(Line line) {
    if (line.size() != 2) {
      line.error("vrrp_instance must have a name");
      line.skipBlock();
      return;
    }
    String name = line.word(1);
    if (line.draft().instances.stream().anyMatch(i -> i.name.equals(name))) {
      line.error("vrrp instance " + name + " already defined");
      line.skipBlock();
      return;
    }
    line.draft().instances.add(new InstanceDraft(name, line.location()));
    line.draft().inGroup = false;
  }

  /** What keepalived looks at when the block closes. */
  private static void end(Line line) {
    InstanceDraft instance = line.draft().instance();
    boolean unicast = instance.unicastKeyword;
    if (instance.peers.isEmpty() && instance.ttl != null) {
      line.error(
          "(" + instance.name + "): Cannot use unicast_ttl without unicast peers - resetting");
      instance.ttl = null;
    }
    if (instance.vmac == null || !unicast) {
      return;
    }
    if (instance.interfaceName == null) {
      line.error(
          "("
              + instance.name
              + "): Cannot use VMAC/ipvlan with unicast and no interface - clearing use_vmac");
      instance.vmac = null;
    } else if (!instance.transmitOnBase && instance.vmac == VmacOptions.Kind.MACVLAN) {
      line.error("(" + instance.name + ") unicast with use_vmac requires vmac_xmit_base - setting");
      instance.transmitOnBase = true;
    }
  }

  private static void state(Line line, InstanceDraft instance) {
    String word = line.required(1);
    boolean master = word.equals("MASTER");
    if (!master && !word.equals("BACKUP")) {
      line.error("(" + instance.name + ") unknown state '" + word + "', defaulting to BACKUP");
      return;
    }
    if (instance.wantsMaster != null && instance.wantsMaster != master) {
      String before = instance.wantsMaster ? "MASTER" : "BACKUP";
      if (instance.wantsMaster) {
        line.error(
            "(" + instance.name + ") state previously set as " + before + " - ignoring " + word);
        return;
      }
    }
    instance.wantsMaster = master;
  }

  private static void interfaceName(Line line, InstanceDraft instance) {
    String name = line.required(1);
    boolean usable =
        line.draft().interfaces().exists(name) || line.draft().global.dynamicInterfaces;
    instance.interfaceName = usable ? name : null;
    line.draft()
        .needInterface(
            line,
            name,
            "WARNING - interface %s for vrrp_instance " + instance.name + " doesn't exist");
  }

  private static void virtualRouterId(Line line, InstanceDraft instance) {
    OptionalInt id = line.number(1, 1, 255);
    if (id.isEmpty()) {
      line.error(
          "("
              + instance.name
              + "): VRID '"
              + line.word(1)
              + "' not valid - must be between 1 & 255");
      return;
    }
    instance.virtualRouterId = id.getAsInt();
  }

  private static void priority(Line line, InstanceDraft instance) {
    OptionalInt priority = line.number(1, 1, 255);
    if (priority.isEmpty()) {
      line.error(
          "(" + instance.name + ") Priority not valid! must be between 1 & 255. Using default 100");
    }
    instance.priority = priority.orElse(100);
  }

  private static void advertInterval(Line line, InstanceDraft instance) {
    Duration interval = line.time(1, SHORTEST_INTERVAL, LONGEST_INTERVAL);
    if (interval == null) {
      line.error(
          "("
              + instance.name
              + ") Advert interval ("
              + line.word(1)
              + ") not valid! Must be > 0 - ignoring");
      return;
    }
    instance.advertInterval = interval;
  }

  private static void version(Line line, InstanceDraft instance) {
    OptionalInt version = line.number(1, 2, 3);
    if (version.isEmpty()) {
      line.error("(" + instance.name + "): Version must be either 2 or 3");
      return;
    }
    if (version.getAsInt() == 2 && (instance.version == 3 || instance.family == Family.INET6)) {
      line.error(
          "("
              + instance.name
              + ") vrrp_version 2 conflicts with configured or deduced version 3; ignoring.");
      return;
    }
    instance.version = version.getAsInt();
  }

  private static void nativeIpv6(Line line, InstanceDraft instance) {
    if (instance.family == Family.INET) {
      line.error("(" + instance.name + ") Cannot specify native_ipv6 with IPv4 addresses");
      return;
    }
    instance.family = Family.INET6;
    instance.version = 3;
  }

  private static void debug(Line line, InstanceDraft instance) {
    if (line.number(1, 0, 4).isEmpty()) {
      line.error(
          "("
              + instance.name
              + ") Debug value '"
              + line.word(1)
              + "' not valid; must be between 0-4");
    }
  }

  private static void authType(Line line, InstanceDraft instance) {
    switch (line.required(1)) {
      case "PASS" -> instance.authentication = Authentication.Kind.PASS;
      case "AH" -> instance.authentication = Authentication.Kind.AH;
      default ->
          line.error("(" + instance.name + ") unknown authentication type '" + line.word(1) + "'");
    }
  }

  private static void authPass(Line line, InstanceDraft instance) {
    String password = line.required(1);
    if (password.length() > 8) {
      line.error("Truncating auth_pass to 8 characters");
      password = password.substring(0, 8);
    }
    instance.password = password;
  }
}
