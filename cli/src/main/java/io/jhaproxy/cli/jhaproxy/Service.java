package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.cli.process.Daemon;
import io.jhaproxy.cli.process.Descriptors;
import io.jhaproxy.cli.process.PidFile;
import io.jhaproxy.cli.process.Privileges;
import io.jhaproxy.cli.process.Session;
import io.jhaproxy.cli.process.Signals;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.Inventory;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.generation.StartException;
import io.jhaproxy.core.generation.Verdict;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.grammar.source.Severity;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A valid configuration in service, in HAProxy's order: file limit, bind, pid file, chroot, group,
 * user, serve. Ends by a signal.
 */
final class Service {
  private final CommandLine options;
  private final ConfigModel model;
  private final Console console;
  private final boolean background = Daemon.isChild();

  Service(CommandLine options, ConfigModel model, Console console) {
    this.options = options;
    this.model = model;
    this.console = console;
  }

  /**
   * Serves until a signal ends it.
   *
   * @param inventory what the files have by name
   * @return the status to end with
   */
  int run(Inventory inventory) {
    if (model.global().get(GlobalKeys.QUIET) && !options.verbose && !options.debug) {
      console.quiet(true);
    }
    announceLimits();
    if (background) {
      Session.begin();
    }
    if (!checkAccounts(model, console)) {
      return 1;
    }
    if (!Verdict.listensForClients(model)) {
      console.print(
          Severity.ALERT,
          "[haproxy.main()] No enabled listener found (check for 'bind' directives) ! Exiting.");
      return 1;
    }
    try {
      return serve(inventory);
    } catch (StartException e) {
      e.lines().forEach(line -> console.print(Severity.ALERT, line));
      console.print(
          Severity.ALERT,
          "[haproxy.main()] Some protocols failed to start their listeners! Exiting.");
    } catch (Privileges.RefusedException e) {
      console.print(Severity.ALERT, "[haproxy.main()] " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  private int serve(Inventory inventory)
      throws StartException, Privileges.RefusedException, InterruptedException {
    int maxconn = new ConnectionLimit(options.maxconn, model, console).apply();
    Engine engine =
        Engine.start(
            model,
            new EngineOptions(
                ProcessHandle.current().pid(),
                maxconn,
                new Descriptors(),
                Clock.SYSTEM,
                console::printServerState,
                this::report));
    if (!model.global().list(GlobalKeys.STATS_SOCKETS).isEmpty()) {
      engine.inventory(inventory.items());
    }
    engine.warnings().forEach(text -> console.print(Severity.WARNING, text));
    PidFile pidFile = createPidFile();
    if (pidFile == null && pidPath() != null) {
      return 1;
    }
    ClassPath.openAll();
    Privileges.drop(
        named(model.global().get(GlobalKeys.CHROOT)),
        account(model.global().get(GlobalKeys.GROUP), false),
        account(model.global().get(GlobalKeys.USER), true));
    Stop stop = new Stop(engine, console, options.masterWorker);
    stop.listen();
    announce(maxconn);
    engine.serve();
    ready(pidFile);
    for (int old : options.oldPids) {
      Signals.send(old, options.oldPidsSignal);
    }
    return stop.await();
  }

  /** Says what is accepted without effect, so that nobody counts on it. */
  private void announceLimits() {
    if (options.masterWorker || model.global().get(GlobalKeys.MASTER_WORKER)) {
      console.print(
          Severity.NOTICE, "master-worker mode: one process serves here, there is no master.");
    }
    if (options.masterSocket != null) {
      console.print(Severity.WARNING, "-S: the master socket is not available yet.");
    }
    if (options.transferSocket != null) {
      console.print(
          Severity.NOTICE, "-x: listening sockets are not fetched; both processes listen.");
    }
    if (options.megabytes > 0) {
      console.print(Severity.WARNING, "-m: the memory limit is not enforced.");
    }
  }

  private void announce(int maxconn) {
    if (options.debug || options.verbose) {
      if (model.global().get(GlobalKeys.MAXCONN) == 0) {
        console.raw("Note: setting global.maxconn to " + maxconn + ".\n");
      }
      console.raw("Available polling systems :\n" + ProgramText.POLLERS + "\n");
      System.out.print("Using epoll() as the polling mechanism.\n");
      System.out.flush();
    }
  }

  private void ready(@Nullable PidFile pidFile) {
    console.started();
    if (pidFile != null) {
      try {
        pidFile.write(ProcessHandle.current().pid());
      } catch (IOException e) {
        console.print(Severity.ALERT, "[haproxy.main()] Cannot write pidfile " + pidPath());
      }
    }
    if (background) {
      console.quiet(true);
      Daemon.ready();
    }
  }

  /** The pid file is for background and master-worker mode only. */
  private @Nullable String pidPath() {
    if (!background && !options.masterWorker) {
      return null;
    }
    return options.pidFile != null
        ? options.pidFile
        : named(model.global().get(GlobalKeys.PIDFILE));
  }

  private @Nullable PidFile createPidFile() {
    String path = pidPath();
    if (path == null) {
      return null;
    }
    try {
      return PidFile.create(base().resolve(path));
    } catch (IOException e) {
      console.print(Severity.ALERT, "[haproxy.main()] Cannot create pidfile " + path);
      return null;
    }
  }

  private Path base() {
    return Path.of(options.directory == null ? "" : options.directory);
  }

  private void report(Throwable failure) {
    java.io.StringWriter stack = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(stack));
    console.print(Severity.ALERT, "unexpected failure: " + stack);
  }

  /** Whether the model can be compiled to run-time objects; prints what cannot. */
  boolean compiles() {
    EngineOptions engineOptions =
        new EngineOptions(
            ProcessHandle.current().pid(),
            1,
            new Descriptors(),
            Clock.SYSTEM,
            (text, level) -> {},
            this::report);
    try {
      Engine.Findings found = Engine.check(model, engineOptions);
      found.warnings().forEach(text -> console.print(Severity.WARNING, "config : " + text));
      found.unfinished().forEach(text -> console.print(Severity.WARNING, text));
      return true;
    } catch (StartException e) {
      e.lines().forEach(line -> console.print(Severity.ALERT, line));
      return false;
    }
  }

  /** Whether the configured user and group exist; prints what does not. */
  static boolean checkAccounts(ConfigModel model, Console console) {
    String user = model.global().get(GlobalKeys.USER);
    String group = model.global().get(GlobalKeys.GROUP);
    boolean userKnown = user.isEmpty() || Privileges.userId(user) != Privileges.UNKNOWN;
    boolean groupKnown = group.isEmpty() || Privileges.groupId(group) != Privileges.UNKNOWN;
    if (!userKnown) {
      console.print(Severity.ALERT, "config : cannot find user id for '" + user + "'");
    }
    if (!groupKnown) {
      console.print(Severity.ALERT, "config : cannot find group id for '" + group + "'");
    }
    return userKnown && groupKnown;
  }

  private static @Nullable Integer account(String name, boolean user) {
    if (name.isEmpty()) {
      return null;
    }
    return user ? Privileges.userId(name) : Privileges.groupId(name);
  }

  private static @Nullable String named(String value) {
    return value.isEmpty() ? null : value;
  }
}
