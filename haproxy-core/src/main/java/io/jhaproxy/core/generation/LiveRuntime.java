package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.PatternReferences;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.cache.Caches;
import io.jhaproxy.core.config.Inventory;
import io.jhaproxy.core.config.TuningKeywords;
import io.jhaproxy.core.http.CompressionLoad;
import io.jhaproxy.core.http.HttpBackend;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.runtime.Profiling;
import io.jhaproxy.core.runtime.RefusedException;
import io.jhaproxy.core.runtime.RuntimeBackend;
import io.jhaproxy.core.runtime.RuntimeConfiguration;
import io.jhaproxy.core.runtime.RuntimeFrontend;
import io.jhaproxy.core.runtime.RuntimeGeneration;
import io.jhaproxy.core.runtime.RuntimeRing;
import io.jhaproxy.core.runtime.RuntimeServer;
import io.jhaproxy.core.runtime.RuntimeSession;
import io.jhaproxy.core.runtime.RuntimeView;
import io.jhaproxy.core.runtime.StatsSockets;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stats.StatsView;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.table.StickTable;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The running engine as the runtime API sees it. */
final class LiveRuntime implements RuntimeView {
  /** A syslog level. */
  private static final int NOTICE = 5;

  private final Engine engine;
  private final LiveWorkers workers;
  private final LiveSessions sessions;
  private final StatsSockets sockets;
  private final long startMillis;
  private final int hardLimit;
  private final Map<Server, LiveServer> servers = new ConcurrentHashMap<>();
  private long changes;
  private final Profiling profiling;
  private volatile int connectionRate;
  private volatile int sessionRate;

  LiveRuntime(Engine engine, StatsSockets sockets) {
    this.engine = engine;
    this.workers = new LiveWorkers(engine);
    this.sessions = new LiveSessions(workers);
    this.sockets = sockets;
    this.startMillis = engine.startedMillis();
    this.hardLimit = engine.load().maxconn();
    this.connectionRate = limit("maxconnrate");
    this.sessionRate = limit("maxsessrate");
    this.profiling = new Profiling(configured(), this::workerThreads, this::acceptedPerWorker);
  }

  private Profiling.Tasks configured() {
    String word = engine.generation().model().global().get(TuningKeywords.word("profiling.tasks"));
    return switch (word) {
      case "on" -> Profiling.Tasks.ON;
      case "off" -> Profiling.Tasks.OFF;
      default -> Profiling.Tasks.AUTO_OFF;
    };
  }

  @Override
  public StatsView stats() {
    return engine.stats();
  }

  @Override
  public String peers(String section, boolean names) throws RefusedException {
    return engine.peers().describe(section, names);
  }

  @Override
  public Collection<StickTable> tables() {
    return engine.generation().tables().all();
  }

  @Override
  public long startMillis() {
    return startMillis;
  }

  @Override
  public long nowMillis() {
    return engine.options().clock().wallMillis();
  }

  @Override
  public long acceptedConnections() {
    return engine.load().accepted() + sockets.accepted();
  }

  @Override
  public long requests() {
    return engine.load().requests();
  }

  @Override
  public long connectionRateMax() {
    return engine.load().rate().max();
  }

  @Override
  public long connectionRateLimit() {
    return connectionRate;
  }

  @Override
  public long sessionRateLimit() {
    return sessionRate;
  }

  private int limit(String name) {
    return (int) Math.max(0, engine.generation().model().global().get(TuningKeywords.number(name)));
  }

  @Override
  public long hardConnectionLimit() {
    return hardLimit;
  }

  @Override
  public int listeners() {
    int count = sockets.count();
    for (Proxy proxy : engine.generation().proxies()) {
      Frontend frontend = proxy.frontend();
      boolean open = frontend != null && frontend.accepting() != Frontend.Accepting.STOPPED;
      count += open ? proxy.bindPoints().size() : 0;
    }
    return count;
  }

  @Override
  public long bytesOut() {
    ProxyCounters sum = new ProxyCounters();
    for (Proxy proxy : engine.generation().proxies()) {
      if (proxy.frontend() != null) {
        proxy.frontend().sumCounters(sum);
      }
    }
    return sum.bout;
  }

  @Override
  public List<String> environment() {
    List<String> lines = new ArrayList<>();
    System.getenv().forEach((name, value) -> lines.add(name + "=" + value));
    lines.add("HAPROXY_STARTUP_VERSION=" + LiveStats.VERSION);
    List<String> places =
        sockets.lines().stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    lines.add("HAPROXY_CLI=" + String.join(";", places));
    return lines;
  }

  @Override
  public List<Inventory.Item> inventory() {
    return engine.inventory();
  }

  @Override
  public @Nullable String processVariable(String name) {
    return engine.processVariables().get(name);
  }

  @Override
  public void setProcessVariable(String name, String text, boolean format) throws RefusedException {
    engine.processVariables().set(name, text, format);
  }

  @Override
  public List<InvalidMessages> invalidMessages() {
    List<InvalidMessages> all = new ArrayList<>();
    for (Proxy proxy : engine.generation().proxies()) {
      all.add(
          new InvalidMessages(
              proxy.model().name(),
              proxy.id(),
              proxy.frontend() != null,
              proxy.frontend() == null ? null : proxy.frontend().lastInvalid(),
              proxy.backend() instanceof HttpBackend http ? http.lastInvalid() : null));
    }
    return all;
  }

  @Override
  public long invalidCount() {
    return engine.load().invalid();
  }

  @Override
  public CompressionView compression() {
    CompressionLoad load = engine.generation().compressionLoad();
    return new CompressionView() {
      @Override
      public long bytesIn() {
        return load.bytesIn();
      }

      @Override
      public long bytesOut() {
        return load.bytesOut();
      }

      @Override
      public long rateLimit() {
        return load.rateLimit();
      }

      @Override
      public void rateLimit(long bytesPerSecond) {
        load.rateLimit(bytesPerSecond);
      }
    };
  }

  @Override
  public Caches caches() {
    return engine.generation().caches();
  }

  @Override
  public PatternReferences patterns() {
    return engine.generation().patterns();
  }

  @Override
  public List<RuntimeServer> servers() {
    List<RuntimeServer> all = new ArrayList<>();
    for (Proxy proxy : engine.generation().proxies()) {
      Backend backend = proxy.backend();
      if (backend != null) {
        backend.servers().forEach(server -> all.add(live(proxy, server)));
      }
    }
    return all;
  }

  private LiveServer live(Proxy proxy, Server server) {
    return servers.computeIfAbsent(
        server,
        s -> new LiveServer(engine, proxy, s, engine.stats().view(proxy, s), workers::settle));
  }

  @Override
  public RuntimeServer server(String backendName, String name) throws RefusedException {
    Proxy proxy = engine.generation().backend(backendName);
    Backend backend = proxy == null ? null : proxy.backend();
    if (proxy == null || backend == null) {
      throw new RefusedException("No such backend.");
    }
    Server server = backend.server(name);
    if (server == null) {
      throw new RefusedException("No such server.");
    }
    return live(proxy, server);
  }

  @Override
  public void addServer(String backend, String name, List<String> words) throws RefusedException {
    engine.serverChanges().add(backend, name, words);
  }

  @Override
  public void deleteServer(String backend, String name) throws RefusedException {
    workers.settle();
    engine.serverChanges().delete(backend, name);
  }

  /** A server is no more. */
  void forget(Server server) {
    servers.remove(server);
  }

  @Override
  public @Nullable RuntimeBackend backend(String name) {
    Proxy proxy = engine.generation().backend(name);
    Backend backend = proxy == null ? null : proxy.backend();
    return backend == null ? null : new LiveBackend(backend);
  }

  @Override
  public RuntimeConfiguration configuration() {
    return engine.configChanges();
  }

  @Override
  public void console(String text, int level) {
    engine.options().console().accept(text, level);
  }

  @Override
  public synchronized void audit(String who, String command, String result) {
    changes++;
    engine.say("CLI change #" + changes + " by " + who + ": " + command + ": " + result, NOTICE);
  }

  @Override
  public List<Long> taskLatencies() {
    return workers.latencies();
  }

  @Override
  public void occupy(long millis) {
    workers.occupy(millis);
  }

  @Override
  public Profiling profiling() {
    return profiling;
  }

  @Override
  public void log(String text, int level) {
    engine.say(text, level);
  }

  @Override
  public @Nullable RuntimeFrontend frontend(String name) {
    for (Proxy proxy : engine.generation().proxies()) {
      if (proxy.frontend() != null && proxy.model().name().equals(name)) {
        return new LiveFrontend(proxy, proxy.frontend());
      }
    }
    return null;
  }

  @Override
  public List<RuntimeSession> sessions() {
    return sessions.all();
  }

  @Override
  public boolean endSession(long id) {
    return sessions.end(id);
  }

  @Override
  public void handListeners(SocketChannel to) throws IOException {
    engine.handListeners(to);
  }

  @Override
  public void handState(SocketChannel to) throws IOException {
    engine.handState(to);
  }

  @Override
  public void catchUp() {
    engine.catchUp();
  }

  @Override
  public List<RuntimeGeneration> generations() {
    List<Running> all = engine.generations();
    List<RuntimeGeneration> told = new ArrayList<>();
    for (Running each : all) {
      boolean current = each == all.get(all.size() - 1);
      List<RuntimeGeneration.Holder> holders = new ArrayList<>();
      for (Proxy proxy : each.generation().proxies()) {
        Frontend frontend = proxy.frontend();
        if (frontend != null && frontend.attached() > 0) {
          holders.add(new RuntimeGeneration.Holder(proxy.model().name(), frontend.attached()));
        }
      }
      told.add(
          new RuntimeGeneration(
              each.number(), current, each.sinceMillis(), each.generation().sessions(), holders));
    }
    return told;
  }

  @Override
  public void maxConnections(int limit) {
    engine.load().maxconn(limit);
  }

  @Override
  public void connectionRateLimit(int limit) {
    connectionRate = limit;
    limitRate();
  }

  @Override
  public void sessionRateLimit(int limit) {
    sessionRate = limit;
    limitRate();
  }

  /** Every connection is one session here, so the smaller of the two counts. */
  private void limitRate() {
    int one = connectionRate;
    int other = sessionRate;
    engine.load().limitRate(one == 0 ? other : other == 0 ? one : Math.min(one, other));
  }

  @Override
  public void clearCounters(boolean all) {
    engine.load().rate().clearMax();
    workers.each(tools -> clear(tools.worker(), all));
    for (Proxy proxy : engine.generation().proxies()) {
      clearInherited(proxy, all);
    }
  }

  private static void clearInherited(Proxy proxy, boolean all) {
    if (proxy.frontend() != null) {
      proxy.frontend().inherited().clear(all);
      proxy.bindPoints().forEach(bind -> bind.inherited().clear(all));
    }
    if (proxy.backend() != null) {
      proxy.backend().inherited().clear(all);
      proxy.backend().servers().forEach(server -> server.inherited().clear(all));
    }
  }

  private void clear(Worker worker, boolean all) {
    for (Proxy proxy : engine.generation().proxies()) {
      Frontend frontend = proxy.frontend();
      if (frontend != null) {
        frontend.counters(worker).clear(all);
        frontend.sessionRate().clearMax();
        frontend.requestRate().clearMax();
        proxy.bindPoints().forEach(bind -> bind.counters(worker).clear(all));
      }
      Backend backend = proxy.backend();
      if (backend != null) {
        backend.counters(worker).clear(all);
        backend.sessionRate().clearMax();
        for (Server server : backend.servers()) {
          server.counters(worker).clear(all);
          server.sessionRate().clearMax();
        }
      }
    }
  }

  @Override
  public long[] acceptedPerWorker() {
    return engine.workers().stream().mapToLong(w -> engine.load().accepted(w.index())).toArray();
  }

  @Override
  public long[] sessionsPerWorker() {
    return engine.workers().stream().mapToLong(w -> engine.load().connections(w.index())).toArray();
  }

  @Override
  public List<OpenFile> openFiles() {
    List<OpenFile> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path entry : entries) {
        String target;
        try {
          target = Files.readSymbolicLink(entry).toString();
        } catch (IOException closedMeanwhile) {
          continue;
        }
        files.add(new OpenFile(Integer.parseInt(entry.getFileName().toString()), target));
      }
    } catch (IOException hidden) {
      // After chroot, or with other rights, the system does not tell.
      return files;
    }
    files.sort(Comparator.comparingInt(OpenFile::number));
    return files;
  }

  @Override
  public List<Thread> workerThreads() {
    return workers.threads();
  }

  @Override
  public long directMemory() {
    return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
  }

  @Override
  public List<String> startupLog() {
    return engine.warnings();
  }

  @Override
  public List<RuntimeRing> rings() {
    return engine.generation().logs().rings().all().stream()
        .<RuntimeRing>map(LiveRing::new)
        .toList();
  }
}
