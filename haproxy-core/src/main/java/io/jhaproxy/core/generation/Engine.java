package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.Inventory;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.config.TuningKeywords;
import io.jhaproxy.core.http.HttpFrontend;
import io.jhaproxy.core.http.HttpStream;
import io.jhaproxy.core.net.KeepAlive;
import io.jhaproxy.core.net.Listener;
import io.jhaproxy.core.net.Pipes;
import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.rule.ProcessVariableKeywords;
import io.jhaproxy.core.runtime.RefusedException;
import io.jhaproxy.core.sample.VariableLimits;
import io.jhaproxy.core.sample.Variables;
import io.jhaproxy.core.stream.BindKeys;
import io.jhaproxy.core.stream.BindModel;
import io.jhaproxy.core.stream.BindPoint;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.stream.FrontendAcceptor;
import io.jhaproxy.core.stream.ProcessLoad;
import io.jhaproxy.core.stream.Session;
import io.jhaproxy.core.stream.StreamKeys;
import io.jhaproxy.core.stream.TcpStream;
import io.jhaproxy.core.stream.WorkerTools;
import io.netty.channel.epoll.LinuxSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running proxy: workers, listeners and the generation that they serve. Started and stopped by
 * the process; all methods may be called from any thread.
 */
public final class Engine {
  /** Connections that wait for accept at most where nothing is configured. */
  private static final int DEFAULT_BACKLOG = 4096;

  /** How often a soft stop looks whether everybody has left, in milliseconds. */
  private static final long SOFT_STOP_INTERVAL = 50;

  private final EngineOptions options;
  private final List<Worker> workers = new ArrayList<>();
  private final List<WorkerTools> tools = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ProcessLoad load;
  private final Generation generation;
  private final LiveStats stats;
  private final List<String> warnings;
  private final List<String> unfinished;
  private final CliSockets cli;
  private final ProcessVariables processVariables;
  private volatile List<Inventory.Item> inventory = List.of();
  private volatile boolean stopping;

  /** A limit of tune.vars, 0 for none. */
  private static long limit(ConfigModel model, String scope) {
    String name = "tune.vars." + scope + "-max-size";
    return Math.max(0, model.global().get(TuningKeywords.number(name)));
  }

  private Engine(ConfigModel model, EngineOptions options) throws StartException {
    this.options = options;
    int count = workerCount(model.global());
    this.load = new ProcessLoad(count, options.maxconn());
    load.limitRate(rateLimit(model.global()));
    VariableLimits limits =
        new VariableLimits(
            limit(model, "proc"),
            limit(model, "sess"),
            limit(model, "txn"),
            limit(model, "reqres"));
    Variables shared = Variables.ofProcess(limits.process());
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
      tools.add(new WorkerTools(worker, load, shared, limits));
    }
    List<String> errors = new ArrayList<>();
    RuntimeNames names = new RuntimeNames(model);
    this.stats = new LiveStats(options, model, workers, load, names);
    GenerationCompiler compiler =
        new GenerationCompiler(model, workers, options, names, stats, errors);
    this.generation = compiler.compile();
    this.warnings = names.warnings();
    stats.attach(this);
    watchServers();
    this.cli = new CliSockets(model);
    this.processVariables = new ProcessVariables(names, shared, options.clock(), options.pid());
    for (var line : model.global().list(ProcessVariableKeywords.ASSIGNMENTS)) {
      try {
        processVariables.set(line.name(), line.text(), line.format());
      } catch (RefusedException refused) {
        errors.add(String.valueOf(refused.getMessage()));
      }
    }
    this.unfinished = names.unfinished();
    if (!errors.isEmpty()) {
      throw new StartException(errors);
    }
  }

  /** What follows from changes of servers: sessions that end, servers that follow or grow. */
  private void watchServers() {
    Worker first = workers.get(0);
    ServerTracking.connect(generation, first);
    for (Proxy proxy : generation.proxies()) {
      if (proxy.backend() != null) {
        for (Server server : proxy.backend().servers()) {
          ServerSessions.watch(tools, server);
          SlowStart.watch(server, first);
        }
      }
    }
  }

  /**
   * Compiles a valid model, binds its addresses and serves. Returns when all listeners accept.
   *
   * @throws StartException if an address cannot be bound or a name is unknown; nothing runs then
   */
  public static Engine start(ConfigModel model, EngineOptions options) throws StartException {
    Engine engine = new Engine(model, options);
    try {
      if (!engine.unfinished.isEmpty()) {
        throw new StartException(engine.unfinished);
      }
      engine.bindAll();
    } catch (StartException refused) {
      engine.workers.forEach(Worker::stop);
      engine.cli.sockets().close();
      throw refused;
    }
    return engine;
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
    return new Findings(engine.warnings, engine.unfinished);
  }

  /**
   * What is found in a model that compiles.
   *
   * @param warnings what works but deserves a look, as the text of WARNING lines
   * @param unfinished what is right but not implemented, so that a start is refused
   */
  public record Findings(List<String> warnings, List<String> unfinished) {}

  /** Every connection is one session here, so the smaller of the two rates counts. */
  private static int rateLimit(Settings global) {
    long connections = global.get(TuningKeywords.number("maxconnrate"));
    long sessions = global.get(TuningKeywords.number("maxsessrate"));
    long limit =
        connections <= 0 ? sessions : sessions <= 0 ? connections : Math.min(connections, sessions);
    return (int) Math.min(Math.max(0, limit), Integer.MAX_VALUE);
  }

  private static int workerCount(Settings global) {
    int configured = global.get(GlobalKeys.NBTHREAD);
    return configured > 0 ? configured : Runtime.getRuntime().availableProcessors();
  }

  /** Variables of the process, for the runtime API. */
  ProcessVariables processVariables() {
    return processVariables;
  }

  /** What the configuration has by name, as its files say. */
  List<Inventory.Item> inventory() {
    return inventory;
  }

  /** Keeps what the configuration has by name, for the runtime API. */
  public void inventory(List<Inventory.Item> items) {
    inventory = List.copyOf(items);
  }

  /** What runs. */
  public Generation generation() {
    return generation;
  }

  /** Connections and requests of the process. */
  public ProcessLoad load() {
    return load;
  }

  /** The event loops. */
  public List<Worker> workers() {
    return workers;
  }

  /** What the streams of each worker share. */
  List<WorkerTools> tools() {
    return tools;
  }

  /** The engine as statistics see it. */
  public LiveStats stats() {
    return stats;
  }

  /** What works but deserves a look, as the text of WARNING lines. */
  public List<String> warnings() {
    return List.copyOf(warnings);
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
  public void serve() {
    CountDownLatch started = new CountDownLatch(listeners.size());
    for (Listener listener : listeners) {
      listener
          .worker()
          .execute(
              () -> {
                listener.start();
                started.countDown();
              });
    }
    try {
      started.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    generation.startChecks();
    cli.serve(new LiveRuntime(this, cli.sockets()), options.failureLog());
  }

  private void bindAll() throws StartException {
    List<String> errors = new ArrayList<>();
    ListenSockets sockets = new ListenSockets(workers.size(), options.descriptors());
    for (Proxy proxy : generation.proxies()) {
      Frontend frontend = proxy.frontend();
      if (frontend != null) {
        bind(proxy, frontend, sockets, errors);
      }
    }
    cli.open(errors);
    if (!errors.isEmpty()) {
      sockets.closeAll();
      throw new StartException(errors);
    }
  }

  private void bind(Proxy proxy, Frontend frontend, ListenSockets sockets, List<String> errors) {
    Settings front = proxy.model().settings();
    KeepAlive keepAlive =
        front.get(StreamKeys.CLITCPKA) ? front.get(StreamKeys.CLIENT_PROBES) : null;
    for (BindModel bind : proxy.model().settings().list(StreamKeys.BINDS)) {
      ListenOptions how = new ListenOptions(bind.settings(), keepAlive, backlog(proxy, bind));
      String place =
          "Binding ["
              + bind.location()
              + "] for "
              + (proxy.backend() == null ? "frontend " : "proxy ")
              + proxy.model().name()
              + ": ";
      for (Address address : bind.addresses()) {
        ListenSockets.Complaints complaints = new ListenSockets.Complaints();
        List<ListenSockets.Bound> bound = sockets.open(address, how, complaints);
        complaints.errors().forEach(text -> errors.add(place + text));
        complaints.warnings().forEach(text -> warnings.add(place + text));
        for (ListenSockets.Bound each : bound) {
          listen(proxy, frontend, bind, each);
        }
      }
    }
  }

  private static int backlog(Proxy proxy, BindModel bind) {
    int own = bind.settings().get(BindKeys.BACKLOG);
    int common = proxy.model().settings().get(StreamKeys.BACKLOG);
    if (own != 0 || common != 0) {
      return own != 0 ? own : common;
    }
    int maxconn = proxy.model().settings().get(StreamKeys.MAXCONN);
    return maxconn != 0 ? maxconn : DEFAULT_BACKLOG;
  }

  private void listen(Proxy proxy, Frontend frontend, BindModel bind, ListenSockets.Bound bound) {
    Settings settings = bind.settings();
    String name = settings.get(BindKeys.NAME);
    int id = settings.get(BindKeys.ID);
    BindPoint point =
        new BindPoint(
            id != 0 ? id : proxy.bindPoints().size() + 1,
            name.isEmpty() ? null : name,
            bound.text(),
            settings.get(BindKeys.MAXCONN),
            workers.size());
    point.acceptsProxy(settings.get(BindKeys.ACCEPT_PROXY));
    proxy.bindPoints().add(point);
    Consumer<Session> starter =
        frontend instanceof HttpFrontend ? HttpStream::start : TcpStream::start;
    List<LinuxSocket> sockets = bound.sockets();
    for (int i = 0; i < sockets.size(); i++) {
      FrontendAcceptor acceptor = new FrontendAcceptor(frontend, point, tools.get(i), starter);
      Listener listener = new Listener(workers.get(i), sockets.get(i), acceptor);
      listeners.add(listener);
      frontend.listeners().add(listener);
    }
  }

  /** Stops accepting and ends at once; connections are closed. */
  public void stopNow() {
    stopping = true;
    cli.sockets().close();
    generation.stopChecks();
    for (Worker worker : workers) {
      worker.stop();
    }
    ended.countDown();
  }

  /**
   * Stops accepting; idle clients are let go, running exchanges and tunnels finish.
   *
   * @param done called when nobody is left
   */
  public void stopSoftly(Runnable done) {
    stopping = true;
    cli.sockets().stopAccepting();
    AtomicInteger busy = new AtomicInteger(workers.size());
    for (Listener listener : listeners) {
      listener.worker().execute(listener::close);
    }
    for (WorkerTools each : tools) {
      each.worker()
          .execute(
              () ->
                  new Departure(each) {
                    @Override
                    void everybodyLeft() {
                      if (busy.decrementAndGet() == 0) {
                        done.run();
                      }
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
