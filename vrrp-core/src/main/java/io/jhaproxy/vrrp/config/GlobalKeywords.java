package io.jhaproxy.vrrp.config;

import io.jhaproxy.vrrp.config.ElectionKeywords.GarpReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code global_defs}: mail, defaults of instances, multicast groups, names. */
final class GlobalKeywords {
  static final String BLOCK = "global_defs";
  private static final long MAX_MICROS = 4_294_967_295L;

  private GlobalKeywords() {}

  static void register(Registry registry) {
    Registry.Entries block = registry.block(BLOCK);
    mail(block);
    defaults(block);
    block
        .works("router_id", "STRING", GlobalKeywords::routerId)
        .works("dynamic_interfaces", "[allow_if_changes]", GlobalKeywords::dynamicInterfaces)
        .works(
            "default_interface", "IFNAME", line -> global(line).defaultInterface = line.required(1))
        .works("vrrp_mcast_group4", "ADDR", line -> group(line, Family.INET))
        .works("vrrp_mcast_group6", "ADDR", line -> group(line, Family.INET6))
        .works("vmac_prefix", "STRING", line -> prefix(line, p -> global(line).vmacPrefix = p))
        .noEffect("vmac_addr_prefix", "STRING", VmacKeywords.NO_OWN_VMAC, line -> line.required(1))
        .works("log_unknown_vrids", "-", line -> global(line).logUnknownVrids = true)
        .works("vrrp_startup_delay", "SECS", GlobalKeywords::startupDelay);
    GlobalProcessKeywords.register(block);
    GlobalOtherKeywords.register(block);
  }

  private static void mail(Registry.Entries block) {
    block
        .list(
            "notification_email",
            "{ ADDRESS ... }",
            line -> {},
            GlobalKeywords::recipient,
            GlobalKeywords::recipientsEnd)
        .works(
            "notification_email_from", "ADDRESS", line -> global(line).mailFrom = line.required(1))
        .works("smtp_server", "HOST [PORT]", GlobalKeywords::smtpServer)
        .works("smtp_helo_name", "NAME", line -> global(line).heloName = line.required(1))
        .works("smtp_connect_timeout", "SECS", GlobalKeywords::smtpTimeout)
        .works("smtp_alert", "[BOOL]", flag((g, v) -> g.smtpAlert = v))
        .works("smtp_alert_vrrp", "[BOOL]", flag((g, v) -> g.smtpAlertVrrp = v))
        .noEffect("smtp_alert_checker", "[BOOL]", "there are no checkers", flag((g, v) -> {}))
        .works("no_email_faults", "-", line -> global(line).mailFaults = false);
  }

  private static void defaults(Registry.Entries block) {
    block
        .works("vrrp_garp_master_delay", "SECS", garp(GarpReader::delay))
        .works("vrrp_garp_master_repeat", "N", garp(GarpReader::repeat))
        .works("vrrp_garp_master_refresh", "SECS", garp(GarpReader::refresh))
        .works("vrrp_garp_master_refresh_repeat", "N", garp(GarpReader::refreshRepeat))
        .works("vrrp_garp_lower_prio_delay", "SECS", garp(GarpReader::lowerPriorityDelay))
        .works("vrrp_garp_lower_prio_repeat", "N", garp(GarpReader::lowerPriorityRepeat))
        .noEffect(
            "vrrp_garp_extra_if",
            "[all] SECS",
            GarpReader.NO_EXTRA,
            garp(GarpReader::extraInterface))
        .noEffect(
            "vrrp_vmac_garp_intvl",
            "[all] SECS",
            GarpReader.NO_EXTRA,
            garp(GarpReader::extraInterface))
        .works("vrrp_down_timer_adverts", "1..100", GlobalKeywords::downTimer)
        .works(
            "vrrp_garp_interval",
            "SECS",
            line -> interval(line, d -> global(line).garpInterval = d))
        .works(
            "vrrp_gna_interval", "SECS", line -> interval(line, d -> global(line).gnaInterval = d))
        .works("vrrp_min_garp", "[BOOL]", plainFlag((g, v) -> g.minimalGarp = v))
        .works(
            "vrrp_lower_prio_no_advert", "[BOOL]", plainFlag((g, v) -> g.lowerPriorityNoAdvert = v))
        .works(
            "vrrp_higher_prio_send_advert",
            "[BOOL]",
            plainFlag((g, v) -> g.higherPrioritySendAdvert = v))
        .works("vrrp_version", "2|3", GlobalKeywords::version)
        .works("vrrp_check_unicast_src", "-", line -> global(line).checkUnicastSource = true)
        .works("vrrp_skip_check_adv_addr", "[BOOL]", GlobalKeywords::skipCheck)
        .works("vrrp_strict", "[BOOL]", GlobalKeywords::strict)
        .newer("v3_checksum_as_v2", "vrrp_owner_ignore_adverts", "vrrp_delay_after_boot");
  }

  static GlobalDraft global(Line line) {
    return line.draft().global;
  }

  /** A boolean whose error names the keyword as most of keepalived's do. */
  static Keyword.Reader flag(BiConsumer<GlobalDraft, Boolean> setter) {
    return line ->
        bool(
            line,
            setter,
            "Invalid value '" + line.word(1) + "' for global " + line.keyword() + " specified");
  }

  private static Keyword.Reader plainFlag(BiConsumer<GlobalDraft, Boolean> setter) {
    return line -> bool(line, setter, "Invalid value for " + line.keyword() + " specified");
  }

  static void bool(Line line, BiConsumer<GlobalDraft, Boolean> setter, String complaint) {
    Optional<Boolean> value = line.bool(1);
    if (value.isEmpty()) {
      line.error(complaint);
      return;
    }
    setter.accept(global(line), value.get());
  }

  private static Keyword.Reader garp(BiConsumer<GarpReader, GarpDraft> reader) {
    return line -> reader.accept(new GarpReader(line, ""), global(line).garp);
  }

  private static void routerId(Line line) {
    if (line.size() < 2) {
      line.error("routerid name missing - ignoring");
      return;
    }
    global(line).routerId = line.word(1);
  }

  private static void recipient(Line line) {
    for (int i = 0; i < line.size(); i++) {
      global(line).mailTo.add(line.word(i));
    }
  }

  private static void recipientsEnd(Line line) {
    if (global(line).mailTo.isEmpty()) {
      line.error("Warning - empty notification_email block");
    }
  }

  private static void smtpServer(Line line) {
    String host = line.required(1);
    String port = line.size() > 2 ? line.word(2) : "25";
    OptionalLong number = line.number(port, 1, 65535);
    if (number.isEmpty() || !resolvable(host)) {
      line.error("Invalid smtp server " + host + " " + port);
      return;
    }
    global(line).smtpServer = host;
    global(line).smtpPort = (int) number.getAsLong();
  }

  private static boolean resolvable(String host) {
    if (IpText.parse(host) != null) {
      return true;
    }
    try {
      return InetAddress.getAllByName(host).length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void smtpTimeout(Line line) {
    OptionalLong seconds = line.number(1, 0L, 4_294);
    if (seconds.isEmpty()) {
      line.error("smtp_connect_timeout '" + line.word(1) + "' must be in [0, 4294] - ignoring");
      return;
    }
    if (seconds.getAsLong() == 0) {
      line.error("smtp_conect_timeout must be greater than 0, setting to 1");
    }
    global(line).smtpTimeout = Duration.ofSeconds(Math.max(1, seconds.getAsLong()));
  }

  private static void dynamicInterfaces(Line line) {
    global(line).dynamicInterfaces = true;
    if (line.size() < 2) {
      return;
    }
    // With allow_if_changes an interface may come back as another one: here it always may.
    if (!line.word(1).equals("allow_if_changes")) {
      line.error("Unknown dynamic_interfaces option '" + line.word(1) + "'");
    }
  }

  private static void group(Line line, Family family) {
    InetAddress address = IpText.parse(line.required(1));
    String what = line.keyword() + " [" + line.word(1) + "]";
    if (address == null) {
      line.error("Configuration error: Cant parse " + what + ". Skipping");
    } else if (Family.of(address) != family) {
      line.error(what + " is not " + family.label() + ". Skipping");
    } else if (!address.isMulticastAddress()) {
      line.error(what + " is not multicast. Skipping");
    } else if (family == Family.INET) {
      global(line).group4 = address;
    } else {
      global(line).group6 = address;
    }
  }

  private static void prefix(Line line, Consumer<String> setter) {
    setter.accept(line.required(1));
  }

  private static void startupDelay(Line line) {
    @Nullable Duration delay = line.time(1, 0, MAX_MICROS);
    if (delay == null) {
      line.error("vrrp_startup_delay '" + line.word(1) + "' is invalid");
      return;
    }
    global(line).startupDelay = delay;
  }

  private static void downTimer(Line line) {
    OptionalInt adverts = line.number(1, 1, 100);
    if (adverts.isEmpty()) {
      line.error("Invalid vrrp_down_timer_adverts [1:100] '" + line.word(1) + "'");
      return;
    }
    global(line).downTimerAdverts = adverts.getAsInt();
  }

  private static void interval(Line line, Consumer<Duration> setter) {
    @Nullable Duration interval = line.time(1, 1, MAX_MICROS);
    if (interval == null) {
      line.error(line.keyword() + " '" + line.word(1) + "' is invalid");
      return;
    }
    setter.accept(interval);
  }

  private static void version(Line line) {
    OptionalInt version = line.number(1, 2, 3);
    if (version.isEmpty()) {
      line.error("VRRP Error: Version must be either 2 or 3");
      return;
    }
    global(line).version = version.getAsInt();
  }

  /** keepalived accepts anything here without a word; what is no boolean counts as true. */
  private static void skipCheck(Line line) {
    global(line).skipCheckAdvertAddresses = line.bool(1).orElse(true);
  }

  private static void strict(Line line) {
    global(line).strict = line.bool(1).orElse(true);
  }
}
