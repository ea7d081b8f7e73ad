package io.jhaproxy.vrrp.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code global_defs} and the statements at the top level that concern the whole process, with all
 * defaults resolved. What instances inherit from here is in their own models already.
 *
 * @param routerId name of this machine in mails and dumps (default the host name)
 * @param instance {@code instance NAME}: part of pid file names; null for none
 * @param networkNamespace {@code net_namespace}; null for the present one
 * @param usePidDirectory {@code use_pid_dir}: pid files below /run/keepalived
 * @param dynamicInterfaces interfaces may come and go
 * @param defaultInterface for static addresses without {@code dev}
 * @param mail how alerts are sent
 * @param scripts accounts and limits of scripts
 * @param fifos who reads state changes through named pipes
 * @param vrrp settings of the VRRP process
 * @param scheduling priority and memory of the VRRP process
 * @param firewall how {@code no_accept} is kept
 * @param process what concerns all processes
 * @param linkDelays {@code interface_up_down_delays} by interface name
 * @param defaults what instances inherit unless they say otherwise, for dumps
 */
public record GlobalDefs(
    String routerId,
    @Nullable String instance,
    @Nullable String networkNamespace,
    boolean usePidDirectory,
    boolean dynamicInterfaces,
    String defaultInterface,
    Mail mail,
    Scripts scripts,
    Fifos fifos,
    Vrrp vrrp,
    Scheduling scheduling,
    Firewall firewall,
    Process process,
    Map<String, LinkDelay> linkDelays,
    Defaults defaults) {
  /** Copies the map. */
  public GlobalDefs {
    linkDelays = Map.copyOf(linkDelays);
  }

  /** What holds when nothing is configured. */
  public static GlobalDefs defaults(String hostName) {
    return new GlobalDefs(
        hostName,
        null,
        null,
        false,
        false,
        "eth0",
        new Mail(
            null, 25, hostName, "keepalived@" + hostName, List.of(), Duration.ofSeconds(30), true),
        new Scripts(null, null, false, null, Duration.ZERO, null, Duration.ZERO),
        new Fifos(null, null),
        new Vrrp(Duration.ZERO, false, NetlinkBuffers.DEFAULTS),
        new Scheduling(0, false, 0, List.of(), 0),
        new Firewall(null, -1),
        Process.DEFAULTS,
        Map.of(),
        Defaults.NONE);
  }

  /**
   * Alerts by e-mail.
   *
   * @param server relay; null when none is configured, and no mail is sent
   * @param port TCP port of the relay
   * @param heloName name given in HELO
   * @param from sender
   * @param to recipients; empty means that no mail is sent
   * @param timeout for connecting
   * @param faults whether FAULT is told ({@code no_email_faults} says no)
   */
  public record Mail(
      @Nullable String server,
      int port,
      String heloName,
      String from,
      List<String> to,
      Duration timeout,
      boolean faults) {
    /** Copies the recipients. */
    public Mail {
      to = List.copyOf(to);
    }
  }

  /**
   * Scripts.
   *
   * @param user {@code script_user}; null for keepalived_script if it exists, else root
   * @param group its group; null for the account's own
   * @param security {@code enable_script_security}
   * @param startup {@code startup_script}; null for none
   * @param startupTimeout its limit; zero for none
   * @param shutdown {@code shutdown_script}; null for none
   * @param shutdownTimeout its limit; zero for none
   */
  public record Scripts(
      @Nullable String user,
      @Nullable String group,
      boolean security,
      @Nullable Command startup,
      Duration startupTimeout,
      @Nullable Command shutdown,
      Duration shutdownTimeout) {}

  /**
   * Named pipes for state changes.
   *
   * @param all {@code notify_fifo}; null for none
   * @param vrrp {@code vrrp_notify_fifo}; null for none
   */
  public record Fifos(@Nullable Fifo all, @Nullable Fifo vrrp) {}

  /**
   * One named pipe.
   *
   * @param path where it is
   * @param user owner if it has to be made; null for ours
   * @param group group if it has to be made; null for ours
   * @param script started with the path as last argument; null for none
   */
  public record Fifo(
      Path path, @Nullable String user, @Nullable String group, @Nullable Command script) {}

  /**
   * The VRRP process.
   *
   * @param startupDelay {@code vrrp_startup_delay}: instances wait so long after the start
   * @param logUnknownVrids {@code log_unknown_vrids}
   * @param buffers receive buffers of the netlink sockets
   */
  public record Vrrp(Duration startupDelay, boolean logUnknownVrids, NetlinkBuffers buffers) {}

  /**
   * Receive buffers in bytes; 0 for the system's default.
   *
   * @param commandForce beyond the system's limit
   * @param monitorForce beyond the system's limit
   */
  public record NetlinkBuffers(
      int command, boolean commandForce, int monitor, boolean monitorForce) {
    /** The system's. */
    public static final NetlinkBuffers DEFAULTS = new NetlinkBuffers(0, false, 0, false);
  }

  /**
   * Scheduling of the VRRP process.
   *
   * @param nice {@code vrrp_priority}, -20..19
   * @param noSwap {@code vrrp_no_swap}
   * @param realtime {@code vrrp_rt_priority}, 1..99; 0 for none
   * @param processors {@code vrrp_cpu_affinity}; empty for all
   * @param realtimeLimitMicros {@code vrrp_rlimit_rttime}; 0 for none
   */
  public record Scheduling(
      int nice, boolean noSwap, int realtime, List<Integer> processors, long realtimeLimitMicros) {
    /** Copies the list. */
    public Scheduling {
      processors = List.copyOf(processors);
    }
  }

  /**
   * Firewall for {@code no_accept} and vmacs.
   *
   * @param table {@code nftables [TABLE]}; null where nothing is configured (keepalived is used)
   * @param priority {@code nftables_priority}
   */
  public record Firewall(@Nullable String table, int priority) {}

  /**
   * All processes.
   *
   * @param childWait {@code child_wait_time}: how long the VRRP process may take to stop
   * @param umask bits that new files do not get; null for those of the command line
   * @param vrrpName {@code vrrp_process_name}; null for the program's
   */
  public record Process(Duration childWait, @Nullable Integer umask, @Nullable String vrrpName) {
    /** keepalived's own. */
    public static final Process DEFAULTS = new Process(Duration.ofSeconds(5), null, null);
  }

  /**
   * What instances inherit, already applied to them; kept for dumps.
   *
   * @param version {@code vrrp_version}
   * @param group4 {@code vrrp_mcast_group4}
   * @param group6 {@code vrrp_mcast_group6}
   * @param garp announcements
   * @param downTimerAdverts missed adverts before take-over
   * @param lowerPriorityNoAdvert a master does not answer lower priority
   * @param higherPrioritySendAdvert a master sends one more advert on higher priority
   * @param checkUnicastSource {@code vrrp_check_unicast_src}
   * @param skipCheckAdvertAddresses {@code vrrp_skip_check_adv_addr}
   * @param strict {@code vrrp_strict}
   * @param smtpAlert {@code smtp_alert}; null if not given
   * @param smtpAlertVrrp {@code smtp_alert_vrrp}; null if not given
   * @param priorityChanges {@code vrrp_notify_priority_changes}
   */
  public record Defaults(
      int version,
      String group4,
      String group6,
      GarpOptions garp,
      int downTimerAdverts,
      boolean lowerPriorityNoAdvert,
      boolean higherPrioritySendAdvert,
      boolean checkUnicastSource,
      boolean skipCheckAdvertAddresses,
      boolean strict,
      @Nullable Boolean smtpAlert,
      @Nullable Boolean smtpAlertVrrp,
      boolean priorityChanges) {
    /** keepalived's own. */
    public static final Defaults NONE =
        new Defaults(
            2,
            "224.0.0.18",
            "ff02::12",
            GarpOptions.DEFAULTS,
            3,
            false,
            false,
            false,
            false,
            false,
            null,
            null,
            false);
  }

  /**
   * How long a change of an interface must last before it counts.
   *
   * @param down before a loss counts
   * @param up before a return counts
   */
  public record LinkDelay(Duration down, Duration up) {}
}
