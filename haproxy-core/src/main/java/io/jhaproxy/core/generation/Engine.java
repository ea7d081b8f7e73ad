package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.PatternReferences;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.Inventory;
import io.jhaproxy.core.net.Pipes;
import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.rule.ProcessVariableKeywords;
import io.jhaproxy.core.rule.RuleKeys;
import io.jhaproxy.core.runtime.RuntimeFrontend;
import io.jhaproxy.core.sample.ProcessEnd;
import io.jhaproxy.core.sample.Shared;
import io.jhaproxy.core.sample.VariableLimits;
import io.jhaproxy.core.sample.VariableNames;
import io.jhaproxy.core.sample.Variables;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.stream.ProcessLoad;
import io.jhaproxy.core.stream.Session;
import io.jhaproxy.core.stream.WorkerTools;
import io.jhaproxy.core.table.TableRegistry;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running proxy: workers, listening sockets and the generation that they serve; a reload puts
 * another generation in its place. Started and stopped by the process; all methods may be called
 * from any thread.
 */
public final class Engine {
  /** How often a soft stop looks whether everybody has left, in milliseconds. */
  private static final long SOFT_STOP_INTERVAL = 50;

  /** How often it is looked whether an older generation has clients left, in milliseconds. */
  private static final long RETIRE_INTERVAL = 500;

  /** How long a worker may take to answer. */
  private static final int PATIENCE_SECONDS = 5;

  /** How long a process that ends tells its successor the rest, milliseconds. */
  private static final long LAST_WORDS = 1000;

  private final EngineOptions options;
  private final List<Worker> workers = new ArrayList<>();
  private final List<WorkerTools> tools = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ProcessLoad load;
  private final Variables variables;
  private final VariableNames variableNames = new VariableNames();
  private final TableRegistry tables;
  private final Listening listening;
  private final CliSockets cli;
  private final LiveRuntime runtime;
  private final long startedMillis;
  private final ServerChanges serverChanges = new ServerChanges(this);
  private final ConfigChanges configChanges = new ConfigChanges(this);
  private final TableSweep sweep;
  private final PeerGroups peers;
  private final List<Running> older = new CopyOnWriteArrayList<>();
  private volatile Running running;
  private final List<StateDonor> donors = new CopyOnWriteArrayList<>();
  private volatile @Nullable StateHeir heir;
  private final AtomicBoolean retiring = new AtomicBoolean();
  private volatile boolean stopping;
  private volatile boolean serving;

  private Engine(ConfigModel model, EngineOptions options) throws StartException {
    this.options = options;
    this.startedMillis = options.clock().wallMillis();
    int count = ProcessSettings.workerCount(model.global());
    this.load = new ProcessLoad(count, options.maxconn());
    VariableLimits limits = ProcessSettings.variableLimits(model);
    this.variables = Variables.ofProcess(limits.process());
    Pipes.Sizer sizer =
        model.global().get(GlobalKeys.NOSPLICE)
            ? Pipes.Sizer.NEVER
            : options.descriptors()::enlargePipe;
    for (int i = 0; i < count; i++) {
      Worker worker =
          new Worker(
              i,
              model.global().get(GlobalKeys.BUFSIZE),
              sizer,
              options.clock(),
              options.failureLog());
      workers.add(worker);
      tools.add(new WorkerTools(worker, load, variables, limits));
    }
    this.tables = new TableRegistry(options.clock());
    this.listening = new Listening(tools, options.descriptors());
    this.cli = new CliSockets(model.global().get(GlobalKeys.STATS_MAXCONN));
    this.running = compile(model, 1, List.of(), null);
    this.peers = new PeerGroups(workers.get(0), options);
    this.sweep = new TableSweep(workers.get(0), tables);
    running.variables().assign(model, List.of());
    running.generation().tables().commit(tables);
    load.limitRate(ProcessSettings.rateLimit(model.global()));
    Succession.watch(running.generation(), tools);
    this.runtime = new LiveRuntime(this, cli.sockets());
    offerServices(running.generation());
  }

  /** Makes a generation that nobody uses yet. */
  private Running compile(
      ConfigModel model, int number, List<Inventory.Item> items, @Nullable Running known)
      throws StartException {
    List<String> errors = new ArrayList<>();
    RuntimeNames names =
        new RuntimeNames(
            model,
            variableNames,
            workers.size(),
            known == null ? null : known.generation().caches());
    LiveStats stats = new LiveStats(options, model, workers, load, names, startedMillis);
    Generation made =
        new GenerationCompiler(model, workers, options, names, stats, tables, errors).compile();
    stats.attach(this, made);
    ProcessVariables processVariables =
        new ProcessVariables(names, variables, options.clock(), options.pid());
    processVariables.check(model, errors);
    if (!errors.isEmpty()) {
      made.logs().close(workers);
      throw new StartException(errors);
    }
    if (number == 1) {
      StateFiles.load(made, options.clock().wallMillis(), names.warnings());
    }
    return new Running(
        number,
        options.clock().wallMillis(),
        made,
        stats,
        processVariables,
        names.warnings(),
        names.unfinished(),
        List.copyOf(items));
  }

  /**
   * Compiles a valid model, binds its addresses and serves. Returns when all listeners accept.
   *
   * @throws StartException if an address cannot be bound or a name is unknown; nothing runs then
   */
  public static Engine start(ConfigModel model, EngineOptions options) throws StartException {
    Engine engine = new Engine(model, options);
    try {
      if (!engine.running.unfinished().isEmpty()) {
        throw new StartException(engine.running.unfinished());
      }
      engine.listening.commit(engine.bind(engine.running));
      engine.cli.commit();
      engine.peers.commit();
    } catch (StartException refused) {
      engine.workers.forEach(Worker::stop);
      throw refused;
    }
    return engine;
  }

  /** Binds what a generation needs beyond what is bound; if that fails, all is as before. */
  private Listening.Plan bind(Running wanted) throws StartException {
    List<String> errors = new ArrayList<>();
    Generation generation = wanted.generation();
    Listening.Plan plan = listening.plan(generation, errors, wanted.warnings());
    cli.plan(generation.model(), errors);
    peers.plan(generation.model(), generation.tables(), errors);
    if (!errors.isEmpty()) {
      listening.abort();
      cli.abort();
      peers.abort();
      throw new StartException(errors);
    }
    return plan;
  }

  /**
   * Puts another configuration in place of the running one. Sockets whose {@code bind} lines did
   * not change stay bound; clients that are there go on, HTTP clients go over between two requests;
   * health, counters, queues, idle server connections and what was changed at run time go on under
   * the same names.
   *
   * @param model a valid model
   * @param items what its files have by name
   * @param maxconn client connections of the process, at least 1
   * @return what works but deserves a look, as the text of WARNING lines
   * @throws StartException if it cannot be used; then nothing has changed
   */
  public List<String> reload(ConfigModel model, List<Inventory.Item> items, int maxconn)
      throws StartException {
    return reload(model, items, maxconn, false);
  }

  /**
   * The same for a configuration that was changed at run time: what servers came and went holds.
   */
  List<String> edit(ConfigModel model, List<Inventory.Item> items, int maxconn)
      throws StartException {
    return reload(model, items, maxconn, true);
  }

  private synchronized List<String> reload(
      ConfigModel model, List<Inventory.Item> items, int maxconn, boolean edited)
      throws StartException {
    Running current = running;
    ConfigModel before = current.generation().model();
    inheritPatterns(model, before);
    Running next = compile(model, current.number() + 1, items, current);
    Listening.Plan plan;
    try {
      if (!next.unfinished().isEmpty()) {
        throw new StartException(next.unfinished());
      }
      plan = bind(next);
    } catch (StartException refused) {
      next.generation().logs().close(workers);
      throw refused;
    }
    List<String> warnings = new ArrayList<>(next.warnings());
    warnings.addAll(ProcessSettings.unchangeable(model, before));
    if (edited) {
      ServerChanges.carry(current.generation(), next.generation());
      long compressed = current.generation().compressionLoad().rateLimit();
      next.generation().compressionLoad().rateLimit(compressed);
    }
    replace(current, next, plan);
    next.variables().assign(model, before.global().list(ProcessVariableKeywords.ASSIGNMENTS));
    if (!edited) {
      load.limitRate(ProcessSettings.rateLimit(model.global()));
      load.maxconn(maxconn);
    }
    return warnings;
  }

  /** What rules of a generation may let answer. */
  private void offerServices(Generation generation) {
    generation.services().put("prometheus-exporter", new PrometheusService(runtime));
  }

  /** Maps and ACLs go on with what was changed in them, as far as their files did not change. */
  private static void inheritPatterns(ConfigModel model, ConfigModel before) {
    Shared own = model.global().get(RuleKeys.SHARED).orElse(null);
    Shared others = before.global().get(RuleKeys.SHARED).orElse(null);
    if (own != null && others != null) {
      own.get(PatternReferences.class, PatternReferences::new)
          .inherit(others.get(PatternReferences.class, PatternReferences::new));
    }
  }

  private void replace(Running current, Running next, Listening.Plan plan) {
    Generation old = current.generation();
    old.stopChecks();
    List<Generation> others = older.stream().map(Running::generation).toList();
    Succession.take(next.generation(), old, others, options.clock().wallMillis());
    Succession.watch(next.generation(), tools);
    offerServices(next.generation());
    older.add(current);
    running = next;
    next.generation().tables().commit(tables);
    listening.commit(plan);
    cli.commit();
    peers.commit();
    if (serving) {
      serve();
    }
    VariableLimits limits = ProcessSettings.variableLimits(next.generation().model());
    CountDownLatch renewed = new CountDownLatch(tools.size());
    for (WorkerTools each : tools) {
      each.worker()
          .execute(
              () -> {
                each.variableLimits(limits);
                new ArrayList<>(each.sessions()).forEach(Session::renew);
                renewed.countDown();
              });
    }
    await(renewed);
    old.closeIdle(workers);
    if (retiring.compareAndSet(false, true)) {
      later(RETIRE_INTERVAL, this::retireUnused);
    }
  }

  /** Waits until all workers know the new generation, so that whoever comes now gets it. */
  private static void await(CountDownLatch renewed) {
    try {
      if (!renewed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a worker does not answer");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets go of the generations whose last client has left. */
  private void retireUnused() {
    for (Running each : older) {
      if (each.generation().sessions() == 0) {
        older.remove(each);
        each.generation().retire(workers);
        each.generation().lives().entries().forEach(entry -> runtime.forget(entry.server()));
        each.generation().caches().clearExcept(generation().caches());
      }
    }
    retiring.set(false);
    if (!older.isEmpty() && retiring.compareAndSet(false, true)) {
      later(RETIRE_INTERVAL, this::retireUnused);
    }
  }

  /**
   * Compiles a model without binding anything.
   *
   * @return what deserves a look
   * @throws StartException if a rule, format or name cannot be used
   */
  public static Findings check(ConfigModel model, EngineOptions options) throws StartException {
    Engine engine = new Engine(model, options);
    engine.workers.forEach(Worker::stop);
    return new Findings(engine.running.warnings(), engine.running.unfinished());
  }

  /**
   * What is found in a model that compiles.
   *
   * @param warnings what works but deserves a look, as the text of WARNING lines
   * @param unfinished what is right but not implemented, so that a start is refused
   */
  public record Findings(List<String> warnings, List<String> unfinished) {}

  /** Variables of the process, for the runtime API. */
  ProcessVariables processVariables() {
    return running.variables();
  }

  /** What the configuration has by name, as its files say. */
  List<Inventory.Item> inventory() {
    return running.inventory();
  }

  /** Keeps what the configuration has by name, for the runtime API. */
  public synchronized void inventory(List<Inventory.Item> items) {
    Running now = running;
    running =
        new Running(
            now.number(),
            now.sinceMillis(),
            now.generation(),
            now.stats(),
            now.variables(),
            now.warnings(),
            now.unfinished(),
            List.copyOf(items));
  }

  /** Keeps the text of the running configuration, which the runtime API can change then. */
  public void running(RunningText text) {
    configChanges.running(text);
  }

  /** How the configuration is changed by the runtime API. */
  ConfigChanges configChanges() {
    return configChanges;
  }

  /** How servers come and go. */
  ServerChanges serverChanges() {
    return serverChanges;
  }

  /** What the runtime API sees. */
  LiveRuntime runtime() {
    return runtime;
  }

  /** Hands the listening sockets to another process, which takes this one's place. */
  void handListeners(SocketChannel to) throws IOException {
    List<EngineOptions.Handed> all;
    synchronized (this) {
      all = listening.handed();
    }
    options.descriptors().hand(to, all);
  }

  /** Tells another process, which takes this one's place, what is known here, until it has gone. */
  void handState(SocketChannel to) throws IOException {
    StateDonor donor = new StateDonor(this, to);
    donors.add(donor);
    try {
      donor.serve();
    } finally {
      donors.remove(donor);
    }
  }

  /** Clients of the stats sockets so far. */
  long cliConnections() {
    return cli.sockets().accepted();
  }

  /** Tells the processes that take this one's place the last of it; waits a moment at most. */
  private void endDonors() {
    for (StateDonor donor : donors) {
      Thread last =
          new Thread(
              () -> {
                try {
                  donor.end();
                } catch (IOException gone) {
                  donors.remove(donor);
                }
              },
              "state-end");
      last.setDaemon(true);
      last.start();
      try {
        last.join(LAST_WORDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Goes on with the state of another process; before {@link #serve}.
   *
   * @param warnings told what cannot be used
   */
  public void inherit(PriorState state, Consumer<String> warnings) {
    state.take(this, warnings);
  }

  /** Another process, whose place this one takes, goes on counting for this one. */
  void follows(StateHeir from) {
    heir = from;
  }

  /** Counters are to be those of this moment, also of the process whose place this one takes. */
  void catchUp() {
    StateHeir following = heir;
    if (following != null) {
      following.catchUp();
    }
  }

  /** Says something to the log targets of the global section, with its syslog level. */
  public void say(String text, int level) {
    generation().logs().say(text, level);
  }

  /** What runs. */
  public Generation generation() {
    return running.generation();
  }

  /** All generations with clients, the oldest first and the current one last. */
  List<Running> generations() {
    List<Running> all = new ArrayList<>(older);
    all.add(running);
    return all;
  }

  /** Connections and requests of the process. */
  public ProcessLoad load() {
    return load;
  }

  /** The event loops. */
  public List<Worker> workers() {
    return workers;
  }

  /** The peers sections at work. */
  PeerGroups peers() {
    return peers;
  }

  /** What the streams of each worker share. */
  List<WorkerTools> tools() {
    return tools;
  }

  /** The engine as statistics see it. */
  public LiveStats stats() {
    return running.stats();
  }

  /** Wall clock of the process's start, milliseconds. */
  long startedMillis() {
    return startedMillis;
  }

  /** What works but deserves a look, as the text of WARNING lines. */
  public List<String> warnings() {
    return List.copyOf(running.warnings());
  }

  /** What the process decided. */
  public EngineOptions options() {
    return options;
  }

  /** Whether a soft stop is under way. */
  public boolean isStopping() {
    return stopping;
  }

  /**
   * Begins to accept and to check, on all workers; call it after privileges were dropped. Returns
   * when every listener is registered.
   */
  public synchronized void serve() {
    serving = true;
    try {
      listening.start();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    running.generation().startChecks();
    sweep.start();
    peers.serve();
    cli.serve(running.generation().model(), runtime, options.failureLog());
  }

  /**
   * Lets all frontends refuse clients for the time being; sessions go on.
   *
   * @return those that did not refuse them already: {@code frontend NAME}, {@code proxy NAME}
   */
  public List<String> pauseFrontends() {
    return eachFrontend(RuntimeFrontend.State.OPEN, RuntimeFrontend::pause);
  }

  /**
   * Lets frontends that were paused take clients again.
   *
   * @return which ones
   */
  public List<String> resumeFrontends() {
    return eachFrontend(RuntimeFrontend.State.PAUSED, RuntimeFrontend::resume);
  }

  private List<String> eachFrontend(RuntimeFrontend.State which, Consumer<RuntimeFrontend> change) {
    List<String> names = new ArrayList<>();
    for (Proxy proxy : generation().proxies()) {
      Frontend frontend = proxy.frontend();
      LiveFrontend live = frontend == null ? null : new LiveFrontend(proxy, frontend);
      if (live != null && live.state() == which) {
        change.accept(live);
        names.add((proxy.backend() == null ? "frontend " : "proxy ") + live.name());
      }
    }
    return names;
  }

  /** Lets rules know that the process will end ({@code stopping}); nothing else changes yet. */
  public void announceEnd() {
    generation()
        .model()
        .global()
        .get(RuleKeys.SHARED)
        .ifPresent(shared -> ProcessEnd.of(shared).begin());
  }

  /** Stops accepting and ends at once; connections are closed. */
  public void stopNow() {
    stopping = true;
    peers.stop();
    cli.sockets().stopAccepting();
    generation().stopChecks();
    for (Worker worker : workers) {
      worker.stop();
    }
    endDonors();
    cli.sockets().close();
    generation().caches().clear();
    ended.countDown();
  }

  /**
   * Stops accepting; idle clients are let go, running exchanges and tunnels finish.
   *
   * @param done called when nobody is left
   */
  public void stopSoftly(Runnable done) {
    stopping = true;
    announceEnd();
    cli.sockets().stopAccepting();
    AtomicInteger busy = new AtomicInteger(workers.size() + 1);
    Runnable left =
        () -> {
          if (busy.decrementAndGet() == 0) {
            done.run();
          }
        };
    peers.handOver(left);
    synchronized (this) {
      listening.close();
    }
    for (WorkerTools each : tools) {
      each.worker()
          .execute(
              () ->
                  new Departure(each) {
                    @Override
                    void everybodyLeft() {
                      left.run();
                    }
                  }.look());
    }
  }

  /** Closes every client, each on its own worker; their streams end with state K. */
  public void killSessions() {
    for (WorkerTools each : tools) {
      each.worker().execute(() -> new ArrayList<>(each.sessions()).forEach(Session::kill));
    }
  }

  /** Runs a task on the first worker, {@code delay} milliseconds from now. */
  public void later(long delay, Runnable task) {
    Worker first = workers.get(0);
    Timer timer =
        new Timer() {
          @Override
          protected void expire() {
            task.run();
          }
        };
    first.execute(() -> first.schedule(timer, delay));
  }

  /** Waits until the engine has ended. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Marks the engine as ended without stopping it further. */
  public void end() {
    endDonors();
    ended.countDown();
  }

  /** One worker's part of a soft stop. */
  private abstract static class Departure extends Timer {
    private final WorkerTools tools;
    private @Nullable Boolean asked;

    Departure(WorkerTools tools) {
      this.tools = tools;
    }

    abstract void everybodyLeft();

    void look() {
      if (asked == null) {
        asked = true;
        new ArrayList<>(tools.sessions()).forEach(Session::leave);
      }
      if (tools.sessions().isEmpty()) {
        everybodyLeft();
      } else {
        tools.worker().schedule(this, SOFT_STOP_INTERVAL);
      }
    }

    @Override
    protected void expire() {
      look();
    }
  }
}
