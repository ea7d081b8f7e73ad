package io.jhaproxy.cli.jkeepalived;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code -v} and {@code -h} print; both to standard error, as keepalived does. */
final class ProgramText {
  private static final List<String> HELP =
      List.of(
          "Usage: jkeepalived [OPTION...]",
          "  -f, --use-file=FILE          configuration (default " + Options.DEFAULT_FILE + ")",
          "  -P, --vrrp                   run VRRP only (this program runs nothing else)",
          "  -C, --check                  health checkers only: nothing to run here",
          "  -n, --dont-fork              stay in the foreground",
          "  -l, --log-console            log to standard error",
          "  -D, --log-detail             more lines; twice: still more",
          "  -S, --log-facility=NAME      0-7, local0-local7, user or daemon (default)",
          "  -G, --no-syslog              do not log to the system log",
          "      --log-style=VERSION      wording of VRRP lines: 2.2.7 (default) or 1.3.5",
          "  -u, --umask=MASK             mask of the modes of created files",
          "  -X, --release-vips           drop addresses first when told to stop",
          "  -V, --dont-release-vrrp      keep addresses and routes when stopping",
          "  -R, --dont-respawn           end when the VRRP process dies",
          "  -d, --dump-conf              log the configuration at the start",
          "  -p, --pid=FILE               pid file of the parent",
          "  -r, --vrrp_pid=FILE          pid file of the VRRP process",
          "  -a, --address-monitoring     log all changes of addresses",
          "  -s, --namespace=NAME         run in this network namespace",
          "  -e, --all-config             a missing included file is an error",
          "  -i, --config-id=ID           lines @ID count (default the host name)",
          "  -t, --config-test[=FILE]     check the configuration; messages to FILE or stderr",
          "      --signum=NAME            number of STOP, RELOAD, DATA, STATS, STATS_CLEAR, JSON",
          "      --why[=INSTANCE]         why the running daemon's instances are what they are",
          "      --simulate=SCENARIO CONF...  run nodes with these files on virtual time",
          "  -v, --version                version",
          "  -h, --help                   this text",
          "  -B -I -T -x -A -b -c -m -M --all are accepted and have no effect.");

  private ProgramText() {}

  static int version() {
    System.err.println("Keepalived " + Options.VERSION);
    System.err.println();
    System.err.println("jkeepalived on Java " + System.getProperty("java.version"));
    System.err.println("Running on " + kernel());
    return 0;
  }

  /** The lines of the answer to {@code -h}. */
  static List<String> helpLines() {
    return HELP;
  }

  static int help() {
    HELP.forEach(System.err::println);
    return 0;
  }

  /** Name, release and version of the kernel as uname(1) says them. */
  static String kernel() {
    return "Linux " + read("osrelease") + " " + read("version");
  }

  private static String read(String name) {
    try {
      return Files.readString(Path.of("/proc/sys/kernel", name)).strip();
    } catch (IOException noProc) {
      return "";
    }
  }
}
