package io.jhaproxy.vrrp.config;

import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Keywords outside of blocks that concern the whole process, and interfaces. */
final class ProcessKeywords {
  private static final String NO_IPVS = "there is no IPVS";
  private static final String LINKS_ARE_TOLD = "the kernel tells the state of every link";
  private static final long MAX_MICROS = 4_294_967_295L;

  private ProcessKeywords() {}

  static void register(Registry registry) {
    registry
        .root(Keyword.Owner.PARENT)
        .block("global_defs", "{ }", "global_defs", line -> {}, line -> {})
        .works("net_namespace", "NAME [allow-if-changes]", ProcessKeywords::netNamespace)
        .noEffect("net_namespace_ipvs", "NAME", NO_IPVS, line -> line.required(1))
        .noEffect("namespace_with_ipsets", "-", "ipsets are not used", line -> {})
        .works("use_pid_dir", "-", line -> line.draft().global.usePidDirectory = true)
        .works("instance", "NAME", ProcessKeywords::instance)
        .works("child_wait_time", "SECS", ProcessKeywords::childWaitTime);
    registry
        .root(Keyword.Owner.VRRP)
        .noEffect("linkbeat_use_polling", "-", LINKS_ARE_TOLD, line -> {})
        .unsupported(
            "linkbeat_interfaces",
            "{ IFNAME [MII|ETHTOOL|IOCTL] ... }",
            LINKS_ARE_TOLD,
            line -> {},
            new Keyword.Body(null, ProcessKeywords::linkbeat, line -> {}))
        .list(
            "interface_up_down_delays",
            "{ IFNAME down_delay [up_delay] }",
            ProcessKeywords::upDownDelays);
  }

  private static void netNamespace(Line line) {
    GlobalDraft global = line.draft().global;
    String name = line.required(1);
    if (global.networkNamespace != null) {
      line.error("Duplicate net_namespace definition " + name + " - ignoring");
      return;
    }
    global.networkNamespace = name;
  }

  private static void instance(Line line) {
    GlobalDraft global = line.draft().global;
    String name = line.required(1);
    if (global.instance != null) {
      line.error("Duplicate instance definition " + name + " - ignoring");
      return;
    }
    global.instance = name;
  }

  private static void childWaitTime(Line line) {
    OptionalLong seconds = line.number(1, 0L, Integer.MAX_VALUE);
    if (seconds.isEmpty()) {
      line.error("Invalid child_wait_time " + line.word(1));
      return;
    }
    line.draft().global.childWait = Duration.ofSeconds(seconds.getAsLong());
  }

  private static void linkbeat(Line line) {
    for (int i = 1; i < line.size(); i++) {
      switch (line.word(i)) {
        case "MII", "ETHTOOL", "IOCTL" -> {
          // This program asks the kernel in one way that works for all drivers.
        }
        default -> line.error("extra characters " + line.word(i) + " in linkbeat interface");
      }
    }
  }

  private static void upDownDelays(Line line) {
    if (line.size() < 2) {
      return;
    }
    @Nullable Duration down = line.time(1, 0, MAX_MICROS);
    @Nullable Duration up = line.size() > 2 ? line.time(2, 0, MAX_MICROS) : down;
    if (down != null && up != null) {
      line.draft().global.linkDelays.put(line.word(0), new GlobalDefs.LinkDelay(down, up));
    }
  }
}
