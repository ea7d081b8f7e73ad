package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.cli.process.ProcessName;
import io.jhaproxy.cli.process.Signals;
import io.jhaproxy.vrrp.config.ConfigReader;
import io.jhaproxy.vrrp.config.ConfigResult;
import io.jhaproxy.vrrp.config.GlobalDefs;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.UnsupportedBlock;
import io.jhaproxy.vrrp.daemon.DaemonLog;
import io.jhaproxy.vrrp.daemon.SystemInterfaces;
import io.jhaproxy.vrrp.daemon.VrrpDaemon;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.Scheduling;
import io.jhaproxy.vrrp.state.LogStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The VRRP process: reads the configuration, runs the daemon, obeys its parent. */
final class VrrpProcess {
  /** Signals, and the parent's commands that mean the same. */
  private static final Map<String, String> SIGNALS =
      Map.of("TERM", "stop", "INT", "stop", "HUP", "reload", "USR1", "data", "USR2", "stats");

  private final Options options;
  private final DaemonLog log;
  private final VrrpDaemon daemon;
  private final Dumps dumps;
  private ConfigResult configuration;

  private VrrpProcess(
      Options options,
      RunFiles files,
      DaemonLog log,
      VrrpDaemon daemon,
      ConfigResult configuration) {
    this.options = options;
    this.log = log;
    this.daemon = daemon;
    this.dumps = new Dumps(daemon, log, files.why());
    this.configuration = configuration;
  }

  /** Runs until the parent says stop or is gone; returns the exit status. */
  static int run(Options options) throws IOException {
    // Not before the start is over; whoever signals all processes is obeyed by the parent.
    SIGNALS.keySet().forEach(name -> Signals.on(name, () -> {}));
    DaemonLog log =
        new DaemonLog(
            "Keepalived_vrrp",
            ProcessHandle.current().pid(),
            options.facility(),
            options.detail(),
            options.syslog(),
            options.console());
    if (options.umask() >= 0) {
      Scheduling.fileModeMask(options.umask());
    }
    ConfigResult configuration = readInNamespace(options);
    configuration.messages().forEach(message -> log.log(message.text()));
    KeepalivedModel model = configuration.model();
    GlobalDefs.Process settings = model.global().process();
    if (settings.umask() != null && options.umask() < 0) {
      Scheduling.fileModeMask(settings.umask());
    }
    if (settings.vrrpName() != null) {
      ProcessName.set(settings.vrrpName());
    }
    if (model.instances().isEmpty() && configuration.configTestStatus() != 0) {
      log.log("Stopped");
      return ParentProcess.CONFIGURATION;
    }
    if (!options.vrrpOnly()) {
      unsupported(model, log);
    }
    GlobalDefs.Scripts scripts = model.global().scripts();
    if (System.getenv(ChildLink.RESPAWNED) == null) {
      LifeScript.run("startup_script", scripts.startup(), scripts.startupTimeout(), log);
    }
    RunFiles files = RunFiles.of(options);
    try {
      RunFiles.write(files.vrrp(), ProcessHandle.current().pid());
    } catch (IOException e) {
      log.log(String.valueOf(e.getMessage()));
      return ParentProcess.FATAL;
    }
    schedule(model.global().scheduling(), log);
    VrrpDaemon daemon = new VrrpDaemon(model, options.style(), log, options.release());
    VrrpProcess process = new VrrpProcess(options, files, log, daemon, configuration);
    if (options.addressMonitoring()) {
      daemon.monitorAddresses();
    }
    daemon.obey(process::command);
    process.signals();
    daemon.run(
        CallTime::elapsedNanos,
        () -> {
          if (options.dump()) {
            process.dumps.configuration(process.configuration.model());
          }
          say(ParentProcess.CHILD_WAIT + settings.childWait().toSeconds());
          say("ready");
        });
    LifeScript.run("shutdown_script", scripts.shutdown(), scripts.shutdownTimeout(), log);
    Files.deleteIfExists(files.vrrp());
    boolean old = options.style() == LogStyle.V1_3_5;
    log.log(old ? "Stopped" : "Stopped - used " + ProcessTime.own());
    return 0;
  }

  /** Interfaces are looked up where they will be used: in the namespace that the file names. */
  private static ConfigResult readInNamespace(Options options) throws IOException {
    ConfigResult first = read(options);
    String namespace = first.model().global().networkNamespace();
    if (namespace == null || options.namespace() != null) {
      return first;
    }
    Scheduling.networkNamespace(namespace);
    return read(options);
  }

  private static void unsupported(KeepalivedModel model, DaemonLog log) {
    if (model.unsupported().isEmpty()) {
      return;
    }
    UnsupportedBlock first = model.unsupported().get(0);
    int others = model.unsupported().size() - 1;
    log.log(
        first.keyword()
            + " "
            + first.name()
            + (others > 0 ? " and " + others + " more blocks" : "")
            + ": IPVS, its health checkers and BFD are not available here; VRRP runs. Use -P to run"
            + " VRRP only");
  }

  private static ConfigResult read(Options options) throws IOException {
    return ConfigReader.read(
        Path.of(options.file()),
        options.configId(),
        options.allFilesMustExist(),
        SystemInterfaces.now());
  }

  private static void schedule(GlobalDefs.Scheduling wanted, DaemonLog log) {
    try {
      if (wanted.nice() != 0) {
        Scheduling.nice(wanted.nice());
      }
      if (!wanted.processors().isEmpty()) {
        Scheduling.affinity(wanted.processors());
      }
      if (wanted.realtimeLimitMicros() > 0) {
        Scheduling.realtimeLimit(wanted.realtimeLimitMicros());
      }
      if (wanted.realtime() > 0) {
        Scheduling.realtime(wanted.realtime());
      }
      if (wanted.noSwap()) {
        Scheduling.lockMemory();
      }
    } catch (KernelException e) {
      log.log("Unable to set scheduling: " + e.getMessage());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /**
   * What reaches this process directly, as a terminal's Ctrl-C or an init system does that signals
   * the whole group, means what it means to the parent: a master never ends without a goodbye.
   */
  private void signals() {
    SIGNALS.forEach((name, wanted) -> Signals.on(name, () -> daemon.post(() -> command(wanted))));
  }

  private void command(String wanted) {
    switch (wanted) {
      case "stop" -> daemon.stop();
      case "reload" -> reload();
      case "data" -> dumps.data(configuration.model());
      case "stats" -> dumps.stats();
      case "json" -> dumps.json();
      case "why" -> dumps.why();
      case "clear" -> dumps.clear();
      default -> log.log("Unknown command of the parent: " + wanted);
    }
  }

  private void reload() {
    log.log("Reloading");
    ConfigResult next;
    try {
      next = read(options);
    } catch (IOException e) {
      log.log("The new configuration cannot be checked: " + e.getMessage());
      say("refused");
      return;
    }
    boolean broken = Reloads.broken(configuration, next);
    if (broken) {
      log.log("The new configuration has errors, the running one is kept:");
    }
    next.messages().forEach(message -> log.log(message.text()));
    if (!broken) {
      configuration = next;
      daemon.reload(next.model());
    }
    say(broken ? "refused" : "reloaded");
  }
}
