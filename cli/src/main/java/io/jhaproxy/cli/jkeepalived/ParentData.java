package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.vrrp.daemon.DaemonLog;
import io.jhaproxy.vrrp.daemon.DumpFiles;

/** The parent's own part of the DATA dump. */
final class ParentData {
  private ParentData() {}

  /** Writes {@code keepalived_parent.data}. */
  static void write(DaemonLog log) {
    long pid = ProcessHandle.current().pid();
    log.log("Printing parent data for process(" + pid + ") on signal");
    StringBuilder text = new StringBuilder("------< Parent process >------\n");
    text.append(" PID = ").append(pid).append('\n');
    text.append(" Version = ").append(Options.VERSION).append('\n');
    ProcessHandle.current()
        .children()
        .forEach(child -> text.append(" Child = ").append(child.pid()).append('\n'));
    DumpFiles.write("keepalived_parent.data", text.toString(), log);
  }
}
