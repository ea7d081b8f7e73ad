package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.cli.process.Daemon;
import io.jhaproxy.cli.process.Descriptors;
import io.jhaproxy.cli.process.Outpost;
import io.jhaproxy.cli.process.PidFile;
import io.jhaproxy.cli.process.Privileges;
import io.jhaproxy.cli.process.ServiceManager;
import io.jhaproxy.cli.process.Session;
import io.jhaproxy.cli.process.Signals;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.config.StatsSocket;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.generation.MasterSocket;
import io.jhaproxy.core.generation.PriorState;
import io.jhaproxy.core.generation.PublicState;
import io.jhaproxy.core.generation.StartException;
import io.jhaproxy.core.generation.StateHeir;
import io.jhaproxy.core.generation.Verdict;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.stream.BindKeys;
import io.jhaproxy.grammar.source.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
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
   * @param files what was read; reloads read it again
   * @return the status to end with
   */
  int run(ConfigFiles files) {
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
      return serve(files);
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

  private int serve(ConfigFiles files)
      throws StartException, Privileges.RefusedException, InterruptedException {
    int maxconn = new ConnectionLimit(options.maxconn, model, console).apply();
    Descriptors descriptors = new Descriptors();
    if (!takeOver(descriptors)) {
      return 1;
    }
    PriorState prior = priorState();
    Engine engine =
        Engine.start(
            model,
            new EngineOptions(
                ProcessHandle.current().pid(),
                maxconn,
                descriptors,
                Clock.SYSTEM,
                console::printServerState,
                this::report));
    boolean master = isMaster();
    if (master || !model.global().list(GlobalKeys.STATS_SOCKETS).isEmpty()) {
      engine.inventory(files.inventory().items());
    }
    engine.warnings().forEach(text -> console.print(Severity.WARNING, text));
    PidFile pidFile = createPidFile();
    if (pidFile == null && pidPath() != null) {
      return 1;
    }
    MasterSocket masterSocket = masterSocket(descriptors);
    if (masterSocket == null && options.masterSocket != null && master) {
      return 1;
    }
    ClassPath.openAll();
    ServiceManager manager =
        options.notifySystemd ? ServiceManager.ofEnvironment() : ServiceManager.nobody();
    boolean dropsRights =
        !model.global().get(GlobalKeys.CHROOT).isEmpty()
            || !model.global().get(GlobalKeys.USER).isEmpty();
    int nowhere = background ? Daemon.prepare() : -1;
    Outpost outpost = master ? Outpost.start(dropsRights) : null;
    Programs programs =
        new Programs(console, background, outpost == null ? Runnable::run : outpost::execute);
    int failed = master ? programs.start(model) : 0;
    if (failed != 0) {
      programs.end();
      return failed;
    }
    Privileges.drop(
        named(model.global().get(GlobalKeys.CHROOT)),
        account(model.global().get(GlobalKeys.GROUP), false),
        account(model.global().get(GlobalKeys.USER), true));
    Reloader reloader = null;
    if (outpost != null) {
      if (dropsRights) {
        outpost.settle();
      }
      reloader = new Reloader(options, files, console, engine, outpost, manager, programs);
    }
    if (outpost != null) {
      engine.running(files.running(console, outpost::execute));
    } else if (!model.global().list(GlobalKeys.STATS_SOCKETS).isEmpty()) {
      engine.running(files.running(console, Runnable::run));
    }
    Stop stop = new Stop(engine, console, options.masterWorker, manager, programs);
    stop.listen(reloader);
    announce(maxconn);
    if (prior != null) {
      engine.inherit(prior, text -> console.print(Severity.WARNING, text));
    }
    engine.serve();
    if (masterSocket != null && reloader != null) {
      masterSocket.serve(engine, reloader);
    }
    ready(pidFile, nowhere);
    manager.ready();
    for (int old : options.oldPids) {
      Signals.send(old, options.oldPidsSignal);
    }
    return stop.await();
  }

  /** Says what is accepted without effect, so that nobody counts on it. */
  private void announceLimits() {
    if (options.masterSocket != null && !isMaster()) {
      console.print(Severity.WARNING, "-S: there is a master socket with -W only.");
    }
    if (options.megabytes > 0) {
      console.print(Severity.WARNING, "-m: the memory limit is not enforced.");
    }
  }

  /**
   * Fetches the listening sockets of the process that this one replaces: over the socket of -x, or
   * with -sf and -st over the stats socket of this configuration that is there for it. Where that
   * is not possible both processes listen for a moment.
   *
   * @return false if -x says where they are and they cannot be had there
   */
  private boolean takeOver(Descriptors descriptors) {
    String path = oldSocket();
    path = path == null && !options.oldPids.isEmpty() ? exposingSocket() : path;
    if (path == null) {
      return true;
    }
    try {
      descriptors.fetch(path);
      return true;
    } catch (IOException refused) {
      if (oldSocket() == null) {
        return true;
      }
      console.print(Severity.WARNING, String.valueOf(refused.getMessage()));
      console.print(Severity.ALERT, "Failed to get the sockets from the old process!");
      return false;
    }
  }

  /** The socket of -x, or null; /dev/null is none, too. */
  private @Nullable String oldSocket() {
    String path = options.transferSocket;
    return path == null || path.equals("/dev/null") ? null : path;
  }

  private @Nullable String exposingSocket() {
    return socket(settings -> settings.get(BindKeys.EXPOSE_LISTENERS));
  }

  /** The first stats socket of this configuration with such settings, or null. */
  private @Nullable String socket(Predicate<Settings> which) {
    for (StatsSocket line : model.global().list(GlobalKeys.STATS_SOCKETS)) {
      if (line.address() instanceof Address.Unix unix && which.test(line.settings())) {
        return unix.path();
      }
    }
    return null;
  }

  /**
   * Meets the process that this one replaces at its stats socket, to ask it for its state when all
   * is ready; null if it is not there. The socket is one that hands out listeners or has the level
   * admin.
   */
  private @Nullable PriorState priorState() {
    String path = oldSocket();
    if (path == null && !options.oldPids.isEmpty()) {
      path = exposingSocket();
      path = path != null ? path : socket(settings -> settings.get(BindKeys.LEVEL).equals("admin"));
    }
    if (path == null) {
      return null;
    }
    try {
      StateHeir heir = StateHeir.meet(path);
      return heir != null ? heir : PublicState.ask(Path.of(path));
    } catch (IOException | RuntimeException refused) {
      if (oldSocket() != null) {
        console.print(
            Severity.WARNING,
            "Failed to get the state of the old process at '"
                + path
                + "' ("
                + refused.getMessage()
                + "); counters, tables and states of servers begin anew.");
      }
      return null;
    }
  }

  private boolean isMaster() {
    return options.masterWorker || model.global().get(GlobalKeys.MASTER_WORKER);
  }

  /** The bound socket of -S; null if there is none or it cannot be bound, which is printed. */
  private @Nullable MasterSocket masterSocket(Descriptors descriptors) {
    String address = options.masterSocket;
    if (address == null || !isMaster()) {
      return null;
    }
    try {
      return MasterSocket.open(address, descriptors);
    } catch (IOException | RuntimeException bad) {
      console.print(Severity.ALERT, "-S: cannot bind '" + address + "': " + bad.getMessage());
      return null;
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

  private void ready(@Nullable PidFile pidFile, int nowhere) {
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
      Daemon.ready(nowhere);
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
      found
          .warnings()
          .forEach(
              text ->
                  console.print(
                      Severity.WARNING, text.startsWith("config : ") ? text : "config : " + text));
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
