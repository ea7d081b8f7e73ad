package io.jhaproxy.vrrp.config;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code global_defs}: scripts, FIFOs, scheduling, buffers, firewall and reload. */
final class GlobalProcessKeywords {
  private static final String NO_CHECKERS = "there are no checkers";
  private static final String NO_BFD = "there is no BFD";

  private GlobalProcessKeywords() {}

  static void register(Registry.Entries block) {
    scripts(block);
    scheduling(block);
    block
        .works("nftables", "[TABLE]", GlobalProcessKeywords::nftables)
        .works("nftables_priority", "N", GlobalProcessKeywords::nftablesPriority)
        .noEffect("the rules count nothing", "nftables_counters")
        .works("vrrp_iptables", "[CHAIN_IN [CHAIN_OUT]]", GlobalProcessKeywords::iptables)
        .noEffect("the rules match by name", "nftables_ifindex")
        .works("vrrp_netlink_cmd_rcv_bufs", "BYTES", buffer((g, size) -> g.commandBuffer = size))
        .works(
            "vrrp_netlink_cmd_rcv_bufs_force",
            "[BOOL]",
            GlobalKeywords.flag((g, v) -> g.commandBufferForce = v))
        .works(
            "vrrp_netlink_monitor_rcv_bufs", "BYTES", buffer((g, size) -> g.monitorBuffer = size))
        .works(
            "vrrp_netlink_monitor_rcv_bufs_force",
            "[BOOL]",
            GlobalKeywords.flag((g, v) -> g.monitorBufferForce = v))
        .noEffect(
            "reload_check_config",
            "[LOGFILE]",
            "every reload is checked, and the log says what is wrong",
            line -> {})
        .noEffect(
            "reload_time_file", "FILE", "a reload is never planned", line -> line.required(1));
  }

  private static GlobalDraft global(Line line) {
    return line.draft().global;
  }

  private static void scripts(Registry.Entries block) {
    block
        .works("script_user", "USER [GROUP]", GlobalProcessKeywords::scriptUser)
        .works("enable_script_security", "-", line -> global(line).scriptSecurity = true)
        .works(
            "startup_script",
            "CMD [user [group]]",
            line -> global(line).startup = script(line, "Invalid startup script"))
        .works(
            "startup_script_timeout",
            "SECS",
            line -> scriptTimeout(line, d -> global(line).startupTimeout = d))
        .works(
            "shutdown_script",
            "CMD [user [group]]",
            line -> global(line).shutdown = script(line, "Invalid shutdown script"))
        .works(
            "shutdown_script_timeout",
            "SECS",
            line -> scriptTimeout(line, d -> global(line).shutdownTimeout = d))
        .works("notify_fifo", "PATH [user [group]]", line -> fifo(line, global(line).fifo))
        .works(
            "notify_fifo_script", "CMD [user [group]]", line -> fifoScript(line, global(line).fifo))
        .works("vrrp_notify_fifo", "PATH [user [group]]", line -> fifo(line, global(line).vrrpFifo))
        .works(
            "vrrp_notify_fifo_script",
            "CMD [user [group]]",
            line -> fifoScript(line, global(line).vrrpFifo))
        .noEffect("lvs_notify_fifo", "PATH", "there is no IPVS", line -> line.required(1))
        .noEffect("lvs_notify_fifo_script", "CMD", "there is no IPVS", line -> line.required(1))
        .works(
            "vrrp_notify_priority_changes",
            "[BOOL]",
            GlobalKeywords.flag((g, v) -> g.priorityChanges = v))
        .noEffect("FIFOs are told of changes only", "fifo_write_vrrp_states_on_reload");
  }

  private static void scheduling(Registry.Entries block) {
    for (String process : new String[] {"vrrp", "checker", "bfd"}) {
      boolean ours = process.equals("vrrp");
      String reason = process.equals("bfd") ? NO_BFD : NO_CHECKERS;
      add(block, ours, reason, process + "_priority", "-20..19", line -> nice(line, process));
      add(block, ours, reason, process + "_no_swap", "-", line -> noSwap(line, ours));
      add(block, ours, reason, process + "_rt_priority", "1..99", line -> realtime(line, process));
      add(block, ours, reason, process + "_cpu_affinity", "CPU ...", line -> cpus(line, process));
      for (String name : new String[] {"_rlimit_rttime", "_rlimit_rtime"}) {
        add(block, ours, reason, process + name, "USECS", line -> realtimeLimit(line, process));
      }
    }
    String never = "this program does not raise its priority by itself";
    block
        .noEffect("max_auto_priority", "[-1..99]", never, GlobalProcessKeywords::maxAutoPriority)
        .noEffect(
            "min_auto_priority_delay", "USECS", never, GlobalProcessKeywords::minAutoPriority);
  }

  private static void add(
      Registry.Entries block,
      boolean works,
      String reason,
      String name,
      String arguments,
      Keyword.Reader reader) {
    if (works) {
      block.works(name, arguments, reader);
    } else {
      block.noEffect(name, arguments, reason, reader);
    }
  }

  private static void scriptUser(Line line) {
    String user = line.required(1);
    Accounts accounts = line.draft().accounts();
    if (!accounts.user(user) || (line.size() > 2 && !accounts.group(line.word(2)))) {
      line.error("Error setting global script uid/gid");
      return;
    }
    global(line).scriptUser = user;
    global(line).scriptGroup = line.size() > 2 ? line.word(2) : null;
  }

  private static @Nullable Command script(Line line, String complaint) {
    line.required(1);
    Command command = CommandText.read(line);
    if (ScriptPath.find(command.words().get(0)) == null) {
      line.error(complaint);
      return null;
    }
    return command;
  }

  private static void scriptTimeout(Line line, Consumer<Duration> setter) {
    OptionalInt seconds = line.number(1, 1, 1000);
    if (seconds.isEmpty()) {
      line.error(line.keyword() + " '" + line.word(1) + "' must be in [1, 1000] - ignoring");
      return;
    }
    setter.accept(Duration.ofSeconds(seconds.getAsInt()));
  }

  private static void fifo(Line line, GlobalDraft.FifoDraft fifo) {
    String path = line.required(1);
    if (fifo.path != null) {
      line.error("FIFO " + path + " already specified - ignoring");
      return;
    }
    fifo.path = path;
    fifo.user = line.size() > 2 ? line.word(2) : null;
    fifo.group = line.size() > 3 ? line.word(3) : null;
  }

  private static void fifoScript(Line line, GlobalDraft.FifoDraft fifo) {
    line.required(1);
    fifo.script = CommandText.read(line);
  }

  private static void nice(Line line, String process) {
    OptionalInt value = line.number(1, -20, 19);
    if (value.isEmpty()) {
      line.error("Invalid " + process + " process priority specified");
    } else if (process.equals("vrrp")) {
      global(line).nice = value.getAsInt();
    }
  }

  private static void noSwap(Line line, boolean ours) {
    if (ours) {
      global(line).noSwap = true;
    }
  }

  private static void realtime(Line line, String process) {
    OptionalInt value = line.number(1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    String what = process + " process real-time priority ";
    if (value.isEmpty()) {
      line.error("Invalid " + what + "specified");
      return;
    }
    int priority = value.getAsInt();
    if (priority > 99) {
      line.error(what + priority + " greater than maximum 99 - setting to maximum");
      priority = 99;
    } else if (priority < 1) {
      line.error(what + priority + " less than minimum 1 - setting to minimum");
      priority = 1;
    }
    if (process.equals("vrrp")) {
      global(line).realtime = priority;
    }
  }

  private static void cpus(Line line, String process) {
    line.required(1);
    for (int i = 1; i < line.size(); i++) {
      OptionalInt cpu = line.number(i, 0, 1023);
      if (cpu.isEmpty()) {
        line.error("Invalid cpu_id:0 specified for " + process + " process");
      } else if (process.equals("vrrp")) {
        global(line).processors.add(cpu.getAsInt());
      }
    }
  }

  private static void realtimeLimit(Line line, String process) {
    OptionalLong micros = line.number(1, 1L, 4_294_967_295L);
    if (micros.isEmpty()) {
      line.error("Invalid " + process + " real-time limit - " + line.word(1));
    } else if (process.equals("vrrp")) {
      global(line).realtimeLimit = micros.getAsLong();
    }
  }

  private static void maxAutoPriority(Line line) {
    if (line.size() > 1 && line.number(1, -1, 99).isEmpty()) {
      line.error(
          "max_auto_priority '"
              + line.word(1)
              + "' must be in [0, 99] (or -1 to disable) - ignoring");
    }
  }

  private static void minAutoPriority(Line line) {
    if (line.number(1, 1, 10_000_000).isEmpty()) {
      line.error(
          "min_auto_priority_delay '" + line.word(1) + "' must be in [1, 10000000] - ignoring");
    }
  }

  private static void nftables(Line line) {
    if (global(line).nftables != null) {
      line.error("nftables already specified - ignoring");
      return;
    }
    global(line).nftables = line.size() > 1 ? line.word(1) : "keepalived";
  }

  private static void nftablesPriority(Line line) {
    OptionalInt priority = line.number(1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    if (priority.isEmpty()) {
      line.error("invalid nftables chain priority '" + line.word(1) + "'");
      return;
    }
    global(line).nftablesPriority = priority.getAsInt();
  }

  private static void iptables(Line line) {
    line.error(
        "iptables not supported, using nftables instead."
            + " Please replace 'vrrp_iptables and 'vrrp_ipsets' with 'nftables' config option");
    if (global(line).nftables == null) {
      global(line).nftables = "keepalived";
    }
  }

  private static Keyword.Reader buffer(BiConsumer<GlobalDraft, Integer> setter) {
    return line -> {
      OptionalLong size = line.number(1, 0L, Integer.MAX_VALUE);
      if (size.isEmpty()) {
        line.error(line.keyword() + " size (" + line.word(1) + ") invalid");
        return;
      }
      setter.accept(global(line), (int) size.getAsLong());
    };
  }
}
