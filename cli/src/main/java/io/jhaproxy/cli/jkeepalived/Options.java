package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.cli.jkeepalived.GetOpt.Argument;
import io.jhaproxy.cli.jkeepalived.GetOpt.Option;
import io.jhaproxy.cli.jkeepalived.GetOpt.UsageException;
import io.jhaproxy.vrrp.state.LogStyle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line, by keepalived(8). */
final class Options {
  /** What this program says it is: monitoring and scripts compare it. */
  static final String VERSION = "v2.2.7 (01/16,2022)";

  /** Where the configuration is without {@code -f}. */
  static final String DEFAULT_FILE = "/etc/keepalived/keepalived.conf";

  private static final int FACILITY_DAEMON = 3;
  private static final int FACILITY_USER = 1;
  private static final int FACILITY_LOCAL0 = 16;

  /** What a signal does, to its number. */
  static final Map<String, Integer> SIGNALS =
      Map.of("STOP", 15, "RELOAD", 1, "DATA", 10, "STATS", 12, "STATS_CLEAR", 63, "JSON", 36);

  static final List<Option> ALL =
      List.of(
          new Option('f', "use-file", Argument.REQUIRED),
          new Option('P', "vrrp", Argument.NONE),
          new Option('C', "check", Argument.NONE),
          new Option('B', "no_bfd", Argument.NONE),
          new Option('\0', "all", Argument.NONE),
          new Option('l', "log-console", Argument.NONE),
          new Option('D', "log-detail", Argument.NONE),
          new Option('S', "log-facility", Argument.REQUIRED),
          new Option('G', "no-syslog", Argument.NONE),
          new Option('\0', "log-style", Argument.REQUIRED),
          new Option('u', "umask", Argument.REQUIRED),
          new Option('X', "release-vips", Argument.NONE),
          new Option('V', "dont-release-vrrp", Argument.NONE),
          new Option('I', "dont-release-ipvs", Argument.NONE),
          new Option('R', "dont-respawn", Argument.NONE),
          new Option('n', "dont-fork", Argument.NONE),
          new Option('d', "dump-conf", Argument.NONE),
          new Option('p', "pid", Argument.REQUIRED),
          new Option('r', "vrrp_pid", Argument.REQUIRED),
          new Option('c', "checkers_pid", Argument.REQUIRED),
          new Option('b', "bfd_pid", Argument.REQUIRED),
          new Option('T', "genhash", Argument.NONE),
          new Option('a', "address-monitoring", Argument.NONE),
          new Option('x', "snmp", Argument.NONE),
          new Option('A', "snmp-agent-socket", Argument.REQUIRED),
          new Option('s', "namespace", Argument.REQUIRED),
          new Option('m', "core-dump", Argument.NONE),
          new Option('M', "core-dump-pattern", Argument.OPTIONAL),
          new Option('e', "all-config", Argument.NONE),
          new Option('i', "config-id", Argument.REQUIRED),
          new Option('\0', "config_id", Argument.REQUIRED),
          new Option('\0', "signum", Argument.REQUIRED),
          new Option('t', "config-test", Argument.OPTIONAL),
          new Option('\0', "why", Argument.OPTIONAL),
          new Option('\0', "simulate", Argument.REQUIRED),
          new Option('v', "version", Argument.NONE),
          new Option('h', "help", Argument.NONE));

  /** What is to be done. */
  enum Task {
    RUN,
    TEST,
    VERSION,
    HELP,
    SIGNUM,
    WHY,
    SIMULATE
  }

  private final List<String> others;
  private Task task = Task.RUN;
  private String taskArgument = "";
  private String file = DEFAULT_FILE;
  private boolean vrrpOnly;
  private boolean console;
  private int detail;
  private boolean syslog = true;
  private int facility = FACILITY_DAEMON;
  private LogStyle style = LogStyle.V2_2_7;
  private boolean release = true;
  private boolean respawn = true;
  private boolean fork = true;
  private boolean dump;
  private @Nullable String pidFile;
  private @Nullable String vrrpPidFile;
  private boolean addressMonitoring;
  private @Nullable String namespace;
  private boolean allFilesMustExist;
  private @Nullable String configId;
  private int umask = -1;

  private Options(List<String> others) {
    this.others = others;
  }

  /** Reads a command line. */
  static Options parse(String[] words) throws UsageException {
    GetOpt parsed = GetOpt.parse(ALL, words);
    Options options = new Options(List.copyOf(parsed.others()));
    for (GetOpt.Given given : parsed.given()) {
      options.take(given.option().name(), given.value());
    }
    return options;
  }

  private void take(String name, String value) throws UsageException {
    switch (name) {
      case "use-file" -> file = value;
      case "vrrp" -> vrrpOnly = true;
      case "log-console" -> console = true;
      case "log-detail" -> detail++;
      case "log-facility" -> facility = facility(value);
      case "no-syslog" -> syslog = false;
      case "log-style" -> style = style(value);
      case "dont-release-vrrp" -> release = false;
      case "dont-respawn" -> respawn = false;
      case "dont-fork" -> fork = false;
      case "dump-conf" -> dump = true;
      case "pid" -> pidFile = value;
      case "vrrp_pid" -> vrrpPidFile = value;
      case "address-monitoring" -> addressMonitoring = true;
      case "namespace" -> namespace = value;
      case "all-config" -> allFilesMustExist = true;
      case "config-id", "config_id" -> configId = value;
      case "umask" -> umask = mask(value);
      case "signum" -> task(Task.SIGNUM, value);
      case "config-test" -> task(Task.TEST, value);
      case "why" -> task(Task.WHY, value);
      case "simulate" -> task(Task.SIMULATE, value);
      case "version" -> task(Task.VERSION, "");
      case "help" -> task(Task.HELP, "");
      default -> {
        // Health checkers, BFD, SNMP and core dumps are not here; addresses always go first (-X).
      }
    }
  }

  private void task(Task wanted, String argument) {
    task = wanted;
    taskArgument = argument;
  }

  private static int facility(String value) throws UsageException {
    if (value.matches("[0-7]")) {
      return FACILITY_LOCAL0 + value.charAt(0) - '0';
    }
    if (value.matches("local[0-7]")) {
      return FACILITY_LOCAL0 + value.charAt(5) - '0';
    }
    return switch (value) {
      case "user" -> FACILITY_USER;
      case "daemon" -> FACILITY_DAEMON;
      default -> throw new UsageException("Invalid log facility '" + value + "'");
    };
  }

  private static LogStyle style(String value) throws UsageException {
    return switch (value) {
      case "2.2.7" -> LogStyle.V2_2_7;
      case "1.3.5" -> LogStyle.V1_3_5;
      default -> throw new UsageException("Invalid log style '" + value + "': 2.2.7 or 1.3.5");
    };
  }

  private static int mask(String value) throws UsageException {
    try {
      return Integer.decode(value);
    } catch (NumberFormatException e) {
      throw new UsageException("Invalid --umask option");
    }
  }

  /** What is to be done. */
  Task task() {
    return task;
  }

  /** The argument of the option that says what is to be done; empty for none. */
  String taskArgument() {
    return taskArgument;
  }

  /** Words that are no options: the configurations of a simulation. */
  List<String> others() {
    return others;
  }

  /** The configuration file as it was named. */
  String file() {
    return file;
  }

  /** Whether IPVS was switched off by {@code -P}, so that nothing is to be said about it. */
  boolean vrrpOnly() {
    return vrrpOnly;
  }

  /** Whether the program goes to the background. */
  boolean fork() {
    return fork;
  }

  /** Whether a dead child is replaced. */
  boolean respawn() {
    return respawn;
  }

  /** Whether masters give up their addresses at the end. */
  boolean release() {
    return release;
  }

  /** Whether the configuration is logged at the start. */
  boolean dump() {
    return dump;
  }

  /** Whether every address that comes or goes is logged. */
  boolean addressMonitoring() {
    return addressMonitoring;
  }

  /** How often {@code -D} was given. */
  int detail() {
    return detail;
  }

  /** Whether lines go to standard error. */
  boolean console() {
    return console;
  }

  /** Whether lines go to the system log. */
  boolean syslog() {
    return syslog;
  }

  /** The facility in the system log. */
  int facility() {
    return facility;
  }

  /** Wording of the lines about VRRP. */
  LogStyle style() {
    return style;
  }

  /** Network namespace to run in; null for the present one. */
  @Nullable String namespace() {
    return namespace;
  }

  /** Whether a missing included file is an error. */
  boolean allFilesMustExist() {
    return allFilesMustExist;
  }

  /** What {@code @id} lines are compared with; null for the host name. */
  @Nullable String configId() {
    return configId;
  }

  /** File mode mask, -1 for the default. */
  int umask() {
    return umask;
  }

  /** The parent's pid file; null for the usual place. */
  @Nullable String pidFile() {
    return pidFile;
  }

  /** The VRRP process's pid file; null for the usual place. */
  @Nullable String vrrpPidFile() {
    return vrrpPidFile;
  }
}
