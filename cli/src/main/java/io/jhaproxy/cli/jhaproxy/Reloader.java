package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.cli.process.Outpost;
import io.jhaproxy.cli.process.ServiceManager;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.StartException;
import io.jhaproxy.core.generation.Verdict;
import io.jhaproxy.core.runtime.MasterView;
import io.jhaproxy.grammar.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the configuration again and puts it in place of the running one (USR2, HUP and the master
 * socket in master-worker mode). If it cannot be used nothing changes, and the reasons go to the
 * standard error output, the log and whoever asked.
 */
final class Reloader implements MasterView {
  /** Syslog levels. */
  private static final int WARNING = 4;

  private static final int NOTICE = 5;

  private final CommandLine options;
  private final ConfigFiles files;
  private final Console console;
  private final Engine engine;
  private final Outpost outpost;
  private final ServiceManager manager;
  private final Programs programs;
  private final long startMillis = System.currentTimeMillis();
  private volatile int reloads;
  private volatile int failures;

  Reloader(
      CommandLine options,
      ConfigFiles files,
      Console console,
      Engine engine,
      Outpost outpost,
      ServiceManager manager,
      Programs programs) {
    this.options = options;
    this.files = files;
    this.console = console;
    this.engine = engine;
    this.outpost = outpost;
    this.manager = manager;
    this.programs = programs;
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public int reloads() {
    return reloads;
  }

  @Override
  public int failedReloads() {
    return failures;
  }

  @Override
  public long startMillis() {
    return startMillis;
  }

  @Override
  public String version() {
    return ProgramText.VERSION;
  }

  @Override
  public List<Program> programs() {
    return programs.list(false);
  }

  @Override
  public List<Program> formerPrograms() {
    return programs.list(true);
  }

  /** Reloads some time soon, behind a reload that is under way. */
  void request() {
    outpost.execute(this::now);
  }

  @Override
  public Reload reload() {
    CompletableFuture<Reload> done = new CompletableFuture<>();
    outpost.execute(() -> done.complete(now()));
    return done.join();
  }

  private Reload now() {
    List<String> heard = new ArrayList<>();
    manager.reloading();
    console.listen(heard);
    console.print(Severity.NOTICE, "Reloading HAProxy");
    boolean good = false;
    try {
      good = attempt();
    } catch (RuntimeException | Error unexpected) {
      console.print(Severity.ALERT, "unexpected failure: " + unexpected);
    }
    reloads++;
    failures = good ? 0 : failures + 1;
    if (good) {
      console.print(Severity.NOTICE, "Loading success.");
    } else {
      console.print(Severity.WARNING, "Loading failure!");
    }
    console.listen(null);
    int level = good ? NOTICE : WARNING;
    heard.forEach(line -> engine.say(line, level));
    manager.ready();
    return new Reload(good, heard);
  }

  private boolean attempt() {
    ConfigModel model = files.read(console);
    if (model == null) {
      return false;
    }
    model.diagnostics().forEach(console::print);
    if (model.hasErrors()) {
      return false;
    }
    if (!Main.permits(model.unfinished(), options, console)
        || !Service.checkAccounts(model, console)) {
      return false;
    }
    if (!Verdict.listensForClients(model)) {
      console.print(
          Severity.ALERT,
          "[haproxy.main()] No enabled listener found (check for 'bind' directives) ! Exiting.");
      return false;
    }
    try {
      int maxconn = new ConnectionLimit(options.maxconn, model, console).apply();
      engine
          .reload(model, files.inventory().items(), maxconn)
          .forEach(text -> console.print(Severity.WARNING, text));
      engine.running(files.running(console, outpost::execute));
      programs.reload(model);
      return true;
    } catch (StartException refused) {
      refused.lines().forEach(line -> console.print(Severity.ALERT, line));
      return false;
    }
  }
}
