package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.daemon.DaemonLog;
import io.jhaproxy.vrrp.daemon.DumpFiles;
import io.jhaproxy.vrrp.daemon.VrrpDaemon;
import io.jhaproxy.vrrp.kernel.PrivateFile;
import io.jhaproxy.vrrp.report.DataDump;
import io.jhaproxy.vrrp.report.JsonDump;
import io.jhaproxy.vrrp.report.StatisticsText;
import io.jhaproxy.vrrp.report.WallClock;
import io.jhaproxy.vrrp.report.WhyText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;

/** What signals make the VRRP process write down. Daemon thread. */
final class Dumps {
  private final VrrpDaemon daemon;
  private final DaemonLog log;
  private final Path whyFile;

  Dumps(VrrpDaemon daemon, DaemonLog log, Path whyFile) {
    this.daemon = daemon;
    this.log = log;
    this.whyFile = whyFile;
  }

  /** {@code keepalived.stats}. */
  void stats() {
    say("stats");
    String text = StatisticsText.of(daemon.machine()) + pauses();
    DumpFiles.write("keepalived.stats", text, log);
  }

  private String pauses() {
    long count = daemon.pauses().count();
    return count == 0
        ? ""
        : "Pauses over 100 ms: "
            + count
            + ", the longest "
            + daemon.pauses().worstNanos() / 1_000_000
            + " ms\n";
  }

  /** {@code keepalived.data}, the VRRP process's part. */
  void data(KeepalivedModel model) {
    say("data");
    DumpFiles.write("keepalived.data", DataDump.of(model, daemon.machine(), clock()), log);
  }

  /** {@code -d}: the same, into the log. */
  void configuration(KeepalivedModel model) {
    DataDump.of(model, daemon.machine(), clock()).lines().forEach(log::log);
  }

  /** {@code keepalived.json}. */
  void json() {
    DumpFiles.write("keepalived.json", JsonDump.of(daemon.machine(), clock()), log);
  }

  /** The text for {@code --why}. */
  void why() {
    try {
      PrivateFile.write(whyFile, WhyText.of(daemon.machine(), null, clock()));
    } catch (IOException e) {
      log.log("Cannot write " + whyFile + ": " + e.getMessage());
    }
  }

  /** Sets the counters to zero. */
  void clear() {
    log.log("Clearing VRRP stats for process(" + ProcessHandle.current().pid() + ") on signal");
    daemon.machine().clearCounters();
  }

  private void say(String what) {
    long pid = ProcessHandle.current().pid();
    log.log("Printing VRRP " + what + " for process(" + pid + ") on signal");
  }

  private static WallClock clock() {
    Instant now = Instant.now();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    return new WallClock(System.nanoTime(), micros, ZoneId.systemDefault());
  }
}
