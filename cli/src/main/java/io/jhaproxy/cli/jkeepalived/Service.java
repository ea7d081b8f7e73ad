package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.cli.process.Executable;
import io.jhaproxy.cli.process.ProcessName;
import io.jhaproxy.cli.process.Session;
import io.jhaproxy.vrrp.daemon.DaemonLog;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.Scheduling;
import io.jhaproxy.vrrp.state.LogLevel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Running: the command, its background parent, the VRRP process. */
final class Service {
  private static final int NO_FILE = 6;
  private static final int NO_PERMISSION = 4;

  private Service() {}

  /** Does what this process is for, by its role; returns the exit status. */
  static int run(Options options, String[] arguments) {
    ProcessName.set("keepalived");
    String role = System.getenv(ChildLink.ROLE);
    try {
      if (ChildLink.VRRP.equals(role)) {
        return VrrpProcess.run(options);
      }
      if (ChildLink.PARENT.equals(role)) {
        Session.begin();
        return ParentProcess.run(
            options, RunFiles.of(options), arguments, log(options, ProcessHandle.current().pid()));
      }
      return begin(options, arguments);
    } catch (IOException e) {
      log(options, ProcessHandle.current().pid()).log(String.valueOf(e.getMessage()));
      if (role == null && !options.console()) {
        System.err.println(e.getMessage());
      }
      return 1;
    } catch (RuntimeException unexpected) {
      log(options, ProcessHandle.current().pid()).failure(unexpected);
      return 1;
    }
  }

  /** Whether this process may do everything, whatever the account is called. */
  static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private static DaemonLog log(Options options, long pid) {
    return new DaemonLog(
        "Keepalived",
        pid,
        options.facility(),
        options.detail(),
        options.syslog(),
        options.console());
  }

  private static int begin(Options options, String[] arguments) throws IOException {
    DaemonLog log = log(options, ProcessHandle.current().pid());
    if (!isRoot()) {
      System.err.println("(jkeepalived) must be run as root");
      return NO_PERMISSION;
    }
    firstLines(options, arguments, log);
    if (!Files.isRegularFile(Path.of(options.file()))) {
      System.err.println("Config files missing '" + options.file() + "'.");
      log.log("Config files missing '" + options.file() + "'.");
      log.log("Stopped Keepalived " + Options.VERSION);
      return NO_FILE;
    }
    RunFiles files = RunFiles.of(options);
    if (running(files.parent(), log)) {
      log.log("daemon is already running");
      return 0;
    }
    if (options.namespace() != null) {
      enter(options.namespace());
    }
    if (!options.fork()) {
      return ParentProcess.run(options, files, arguments, log);
    }
    long parent = startParent(options, arguments);
    // Whoever reads the file right after the command finds the number there.
    RunFiles.write(files.parent(), parent);
    return 0;
  }

  private static void firstLines(Options options, String[] arguments, DaemonLog log) {
    log.log("Starting Keepalived " + Options.VERSION);
    log.log(
        "Running on "
            + ProgramText.kernel()
            + " (built for Java "
            + System.getProperty("java.version")
            + ")");
    log.log(
        "Command line: 'keepalived' "
            + Arrays.stream(arguments).map(a -> "'" + a + "'").collect(Collectors.joining(" ")));
    nameFile(options, log);
  }

  /** Says which file is read, if it is there. */
  static void nameFile(Options options, DaemonLog log) {
    if (Files.isRegularFile(Path.of(options.file()))) {
      log.log(LogLevel.DETAIL, "Opening file '" + options.file() + "'.");
      log.log("Configuration file " + options.file());
    }
  }

  private static void enter(String namespace) throws KernelException {
    Scheduling.networkNamespace(namespace);
  }

  /** Whether the pid file's process is there and is such a daemon; a stale file is removed. */
  private static boolean running(Path pidFile, DaemonLog log) throws IOException {
    if (!Files.exists(pidFile)) {
      return false;
    }
    try {
      long pid = Long.parseLong(Files.readString(pidFile).strip());
      String name = Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
      if (pid != ProcessHandle.current().pid()
          && List.of("keepalived", "jkeepalived").contains(name)) {
        return true;
      }
    } catch (IOException | NumberFormatException gone) {
      // Nobody of that number: the file was left behind.
    }
    log.log("Remove a zombie pid file " + pidFile);
    Files.deleteIfExists(pidFile);
    return false;
  }

  private static long startParent(Options options, String[] arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Executable.command(Main.class));
    builder.command().addAll(List.of(arguments));
    Executable.cleanEnvironment(builder);
    builder.environment().put(ChildLink.ROLE, ChildLink.PARENT);
    CallTime.passOn(builder.environment(), false);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(
        options.console() ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.DISCARD);
    return builder.start().pid();
  }
}
