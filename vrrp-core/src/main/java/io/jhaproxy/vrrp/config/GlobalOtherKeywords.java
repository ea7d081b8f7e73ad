package io.jhaproxy.vrrp.config;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** {@code global_defs}: what is read and checked without an effect here. */
final class GlobalOtherKeywords {
  private static final String NO_IPVS = "there is no IPVS";
  private static final String NO_CHECKERS = "there are no checkers";
  private static final String NO_SNMP = "there is no SNMP agent";

  private GlobalOtherKeywords() {}

  static void register(Registry.Entries block) {
    String onePath = "all files are written as documented";
    String oneName = "killall and the check of the pid file look for keepalived";
    block
        .noEffect(oneName, "process_name")
        .works("process_names", "-", line -> line.draft().global.processName = "keepalived_vrrp")
        .works(
            "vrrp_process_name", "NAME", line -> line.draft().global.processName = line.required(1))
        .noEffect(oneName, "checker_process_name", "lvs_process_name", "bfd_process_name")
        .noEffect(
            "checker_log_all_failures",
            "[BOOL]",
            NO_CHECKERS,
            line ->
                GlobalKeywords.bool(
                    line, (g, v) -> {}, "Invalid value for checker_log_all_failures specified"))
        .noEffect("the kernel reports its groups as usual", "disable_local_igmp")
        .noEffect(
            "lvs_timeouts", "[tcp N] [tcpfin N] [udp N]", NO_IPVS, GlobalOtherKeywords::timeouts)
        .noEffect(NO_IPVS, "lvs_flush")
        .noEffect("lvs_flush_on_stop", "[VS]", NO_IPVS, GlobalOtherKeywords::flushOnStop)
        .noEffect("lvs_flush_onstop", "[VS]", NO_IPVS, GlobalOtherKeywords::flushOnStop)
        .noEffect(
            "lvs_sync_daemon", "IFNAME INSTANCE ...", NO_IPVS, GlobalOtherKeywords::syncDaemon)
        .noEffect(NO_IPVS, "nftables_ipvs", "nftables_ipvs_priority", "nftables_ipvs_start_fwmark")
        .noEffect("snmp_socket", "SPEC", NO_SNMP, line -> {})
        .noEffect(NO_SNMP, "enable_traps", "enable_snmp_vrrp", "enable_snmp_keepalived")
        .noEffect(NO_SNMP, "enable_snmp_rfc", "enable_snmp_rfcv2", "enable_snmp_rfcv3")
        .noEffect(NO_SNMP, "enable_snmp_checker")
        .noEffect("there is no D-Bus interface", "enable_dbus", "dbus_service_name")
        .noEffect("random_seed", "N", "only $_RANDOM uses it", GlobalOtherKeywords::randomSeed)
        .works("umask", "MASK", GlobalOtherKeywords::umask)
        .noEffect("rs_init_notifies", "[BOOL]", NO_CHECKERS, GlobalKeywords.flag((g, v) -> {}))
        .noEffect(NO_CHECKERS, "no_checker_emails")
        .works("vrrp_rx_bufs_policy", "MTU|ADVERT|NO or BYTES", GlobalOtherKeywords::receivePolicy)
        .noEffect(
            "vrrp_rx_bufs_multiplier",
            "N",
            "vrrp_rx_bufs_policy takes bytes here",
            GlobalOtherKeywords::receiveMultiplier)
        .noEffect("include_check", "[keyword...]", "use -e", GlobalOtherKeywords::includeCheck)
        .noEffect("a reload is never planned", "reload_repeat", "reload_file")
        .noEffect("no copies are kept", "config_save_dir", "tmp_config_directory")
        .noEffect(
            "data_use_instance",
            "[BOOL]",
            onePath,
            line ->
                GlobalKeywords.bool(
                    line,
                    (g, v) -> {},
                    "Invalid value '" + line.word(1) + "' for global date_use_instance specified"))
        .newer("use_symlink_paths", "snmp_vs_stats_update_interval")
        .newer("snmp_rs_stats_update_interval", "dbus_no_interface_name", "json_version")
        .newer("iproute_usr_dir", "iproute_etc_dir")
        .newer("state_dump_file", "stats_dump_file", "json_dump_file");
    for (String name :
        new String[] {
          "lvs_netlink_cmd_rcv_bufs", "lvs_netlink_monitor_rcv_bufs", "process_monitor_rcv_bufs"
        }) {
      block.noEffect(name, "BYTES", NO_CHECKERS, GlobalOtherKeywords::buffer);
      block.noEffect(name + "_force", "[BOOL]", NO_CHECKERS, GlobalKeywords.flag((g, v) -> {}));
    }
    // The reference is built without iptables: it does not know this one either.
    block.newer("vrrp_ipsets");
  }

  private static void syncDaemon(Line line) {
    GlobalDraft global = line.draft().global;
    String device = line.required(1);
    String before = global.syncDaemon;
    if (before != null) {
      line.error("lvs_sync_daemon has already been specified as " + before + "  - ignoring");
      return;
    }
    global.syncDaemon = device;
  }

  private static void timeouts(Line line) {
    line.required(1);
    for (int i = 1; i < line.size(); i++) {
      String kind = line.word(i);
      switch (kind) {
        case "tcp", "tcpfin", "udp" -> {
          if (i + 1 >= line.size()) {
            line.error("No value specified for lvs_timeout " + kind + " - ignoring");
          } else if (line.number(++i, 0L, 31 * 86_400L).isEmpty()) {
            line.error("Invalid lvs_timeout " + kind + " (" + line.word(i) + ") - ignoring");
          }
        }
        default -> line.error("Unknown option " + kind + " specified for lvs_timeouts");
      }
    }
  }

  private static void flushOnStop(Line line) {
    if (line.size() > 1 && !line.word(1).equals("VS")) {
      line.error("Unknown lvs_flush_on_stop type " + line.word(1));
    }
  }

  private static void buffer(Line line) {
    if (line.number(1, 0L, Integer.MAX_VALUE).isEmpty()) {
      line.error(line.keyword() + " size (" + line.word(1) + ") invalid");
    }
  }

  private static void randomSeed(Line line) {
    if (line.number(1, 0L, 4_294_967_295L).isEmpty()) {
      line.error("random_seed " + line.word(1) + " invalid");
    }
  }

  private static void umask(Line line) {
    String mask = line.required(1);
    if (Character.isDigit(mask.charAt(0))) {
      if (!mask.matches("0*[0-7]{1,3}")) {
        line.error("invalid umask value " + mask);
        return;
      }
      line.draft().global.umask = Integer.parseInt(mask, mask.startsWith("0") ? 8 : 10);
      return;
    }
    int bits = 0;
    for (String bit : mask.split("\\|")) {
      if (!bit.strip().matches("I[RWX](USR|GRP|OTH)")) {
        line.error("Unknown umask bit " + bit.strip());
        return;
      }
      bits |= bit(bit.strip());
    }
    line.draft().global.umask = bits;
  }

  /** For example {@code IWGRP}. */
  private static int bit(String name) {
    int permission = name.charAt(1) == 'R' ? 4 : name.charAt(1) == 'W' ? 2 : 1;
    return switch (name.substring(2)) {
      case "USR" -> permission << 6;
      case "GRP" -> permission << 3;
      default -> permission;
    };
  }

  private static void receivePolicy(Line line) {
    String policy = line.required(1);
    switch (policy) {
      case "NO" -> {
        // The system's default.
      }
      case "MTU", "ADVERT" ->
          line.draft()
              .messages()
              .atStart(
                  "vrrp_rx_bufs_policy "
                      + policy
                      + " has no effect here: the system's default is larger");
      default -> {
        OptionalLong size = line.number(1, 0L, Integer.MAX_VALUE);
        if (size.isEmpty()) {
          line.error("Invalid vrrp_rx_bufs_policy " + policy);
        }
        line.draft().global.receiveBuffer = (int) size.orElse(0);
      }
    }
  }

  private static void receiveMultiplier(Line line) {
    OptionalInt factor = line.number(1, 1, Integer.MAX_VALUE);
    if (factor.isEmpty()) {
      line.error("Invalid vrrp_rx_bufs_multiplier " + line.word(1));
    }
  }

  private static void includeCheck(Line line) {
    for (int i = 1; i < line.size(); i++) {
      switch (line.word(i)) {
        case "readable", "match", "wildcard_match", "brace_match" -> {
          // The option -e does all of these.
        }
        default -> line.error("Unknown include_check type '" + line.word(i) + "' - ignoring");
      }
    }
  }
}
