package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.cli.process.ProcessName;
import io.jhaproxy.cli.process.Signals;
import io.jhaproxy.vrrp.daemon.DaemonLog;
import io.jhaproxy.vrrp.kernel.EventLoop;
import io.jhaproxy.vrrp.kernel.IgnoredSignals;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.RealtimeSignal;
import io.jhaproxy.vrrp.kernel.ServiceNotice;
import io.jhaproxy.vrrp.state.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The process that init scripts know: holds the pid file, takes the signals, starts the VRRP
 * process and starts it again when it dies.
 */
final class ParentProcess {
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;
  private static final int JSON_SIGNAL = 36;
  private static final int CLEAR_SIGNAL = 63;

  /** Exit status of a child whose configuration cannot run at all. */
  static final int CONFIGURATION = 2;

  /** Exit status of a child that lacks a permission or hit what no restart mends. */
  static final int FATAL = 4;

  /** The child's word for {@code child_wait_time}, with the seconds after it. */
  static final String CHILD_WAIT = "child-wait ";

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long SHORT_LIFE_NANOS = 10 * SECOND_NANOS;
  private static final int LONGEST_DELAY_SECONDS = 15;

  private final Options options;
  private final String[] arguments;
  private final DaemonLog log;
  private final EventLoop loop;
  private @Nullable ChildLink child;
  private long childStarted;
  private int respawnDelay;
  private boolean ready;
  private boolean stopping;

  /** A child that does not stop in this time is killed. */
  private long stopNanos = 5 * SECOND_NANOS;

  private int status;

  private ParentProcess(Options options, String[] arguments, DaemonLog log) throws KernelException {
    this.options = options;
    this.arguments = arguments;
    this.log = log;
    this.loop = new EventLoop(stall -> {}, log::failure);
  }

  /** Runs until a signal or the child's final end; returns the exit status. */
  static int run(Options options, RunFiles files, String[] arguments, DaemonLog log)
      throws IOException {
    ParentProcess parent = new ParentProcess(options, arguments, log);
    ProcessName.set("keepalived");
    parent.signals();
    RunFiles.write(files.parent(), ProcessHandle.current().pid());
    parent.startChild(false);
    parent.loop.run(EventLoop.NOTHING_TIMED);
    Files.deleteIfExists(files.parent());
    Files.deleteIfExists(files.why());
    log.log(LogLevel.DETAIL, "CPU usage (self/children) " + ProcessTime.ownAndChildren());
    log.log("Stopped Keepalived " + Options.VERSION);
    return parent.status;
  }

  private void signals() {
    IgnoredSignals.restore(SIGHUP, SIGINT, SIGTERM);
    Signals.on("HUP", () -> loop.post(this::reload));
    Signals.on("TERM", () -> loop.post(this::stop));
    Signals.on("INT", () -> loop.post(this::stop));
    Signals.on("USR1", () -> loop.post(this::data));
    Signals.on("USR2", () -> loop.post(() -> tell("stats")));
    realtime(JSON_SIGNAL, "json");
    realtime(CLEAR_SIGNAL, "clear");
    realtime(Why.SIGNAL, "why");
  }

  private void realtime(int signal, String command) {
    try {
      int fd = RealtimeSignal.watch(signal);
      loop.watch(
          fd,
          () -> {
            RealtimeSignal.clear(fd);
            tell(command);
          });
    } catch (KernelException e) {
      log.log("Signal " + signal + " is not available: " + e.getMessage());
    }
  }

  private void startChild(boolean respawned) {
    try {
      ChildLink link =
          ChildLink.start(
              arguments,
              respawned,
              line -> loop.post(() -> heard(line)),
              exit -> loop.post(() -> ended(exit)));
      child = link;
      childStarted = loop.now();
      log.log("Starting VRRP child process, pid=" + link.pid());
    } catch (IOException e) {
      log.log("Cannot start the VRRP child process: " + e.getMessage());
      finish(1);
    }
  }

  private void heard(String line) {
    if (line.startsWith(CHILD_WAIT)) {
      stopNanos = Long.parseLong(line.substring(CHILD_WAIT.length())) * SECOND_NANOS;
    } else if (line.equals("ready") && !ready) {
      ready = true;
      log.log("Startup complete");
      ServiceNotice.send("READY=1\nMAINPID=" + ProcessHandle.current().pid());
    } else if (line.equals("reloaded") || line.equals("refused")) {
      log.log(line.equals("reloaded") ? "Reload complete" : "Reload refused");
      ServiceNotice.send("READY=1");
    }
  }

  private void reload() {
    log.log("Reloading ...");
    Service.nameFile(options, log);
    ServiceNotice.send("RELOADING=1");
    tell("reload");
  }

  private void data() {
    ParentData.write(log);
    tell("data");
  }

  private void tell(String command) {
    if (child != null) {
      child.send(command);
    }
  }

  private void stop() {
    if (stopping) {
      return;
    }
    stopping = true;
    log.log(LogLevel.DETAIL, "Stopping");
    ServiceNotice.send("STOPPING=1");
    ChildLink link = child;
    if (link == null) {
      finish(0);
      return;
    }
    link.send("stop");
    loop.after(stopNanos, link::kill);
  }

  private void finish(int exitStatus) {
    status = exitStatus;
    loop.stop();
  }

  private void ended(int exit) {
    long pid = child == null ? 0 : child.pid();
    child = null;
    if (stopping) {
      finish(0);
    } else if (exit == CONFIGURATION || exit == FATAL) {
      String kind = exit == CONFIGURATION ? "CONFIG" : "FATAL";
      log.log("pid " + pid + " exited with permanent error " + kind + ". Terminating");
      finish(exit);
    } else {
      died(pid, exit);
    }
  }

  private void died(long pid, int exit) {
    if (exit > 128) {
      int signal = exit - 128;
      log.log("pid " + pid + " exited due to signal " + signal + SignalText.of(signal));
    } else {
      log.log("pid " + pid + " exited with status " + exit);
    }
    if (!options.respawn()) {
      log.log("VRRP child process(" + pid + ") died: Exiting");
      finish(0);
      return;
    }
    log.log("VRRP child process(" + pid + ") died: Respawning");
    boolean shortLived = loop.now() - childStarted < SHORT_LIFE_NANOS;
    int delay = respawnDelay;
    respawnDelay = shortLived ? Math.min(LONGEST_DELAY_SECONDS, Math.max(1, respawnDelay * 2)) : 0;
    log.log("Restart of VRRP process delayed " + delay + " seconds to limit respawn rate");
    loop.after(
        delay * SECOND_NANOS,
        () -> {
          if (!stopping) {
            startChild(true);
          }
        });
  }
}
