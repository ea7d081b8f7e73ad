package io.jhaproxy.core.generation;

import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.EventRate;
import io.jhaproxy.core.stats.ServerView;
import io.jhaproxy.core.stats.StatsView;
import io.jhaproxy.core.stream.BindPoint;
import io.jhaproxy.core.stream.ProcessLoad;
import io.jhaproxy.core.stream.StreamKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The running engine as the statistics see it. */
public final class LiveStats implements StatsView {
  /** The version that this program stands in for; scripts compare it. */
  public static final String VERSION = "2.6.12";

  private static final String RELEASE_DATE = "2026/11/21";

  private final EngineOptions options;
  private final ConfigModel model;
  private final List<Worker> workers;
  private final ProcessLoad load;
  private final RuntimeNames names;
  private volatile @Nullable Engine engine;
  private volatile @Nullable Generation generation;
  private final long startedMillis;
  private @Nullable Map<io.jhaproxy.core.generation.Proxy, ProxyStats> proxies;

  LiveStats(
      EngineOptions options,
      ConfigModel model,
      List<Worker> workers,
      ProcessLoad load,
      RuntimeNames names,
      long startedMillis) {
    this.options = options;
    this.model = model;
    this.workers = workers;
    this.load = load;
    this.names = names;
    this.startedMillis = startedMillis;
  }

  /** The generation is complete: its proxies may be looked at from now on. */
  void attach(Engine running, Generation complete) {
    this.engine = running;
    this.generation = complete;
  }

  private Generation generation() {
    Generation attached = generation;
    if (attached == null) {
      throw new IllegalStateException("not compiled");
    }
    return attached;
  }

  /** Wall clock of the start, milliseconds. */
  long startedMillis() {
    return startedMillis;
  }

  long nowMillis() {
    return options.clock().wallMillis();
  }

  Engine engine() {
    Engine attached = engine;
    if (attached == null) {
      throw new IllegalStateException("not started");
    }
    return attached;
  }

  /** The health check of a server, if it runs. */
  @Nullable ServerCheck check(io.jhaproxy.core.backend.Server server) {
    ServerCheck check = generation().lives().check(server);
    return check == null || !check.isEnabled() ? null : check;
  }

  @Override
  public List<? extends Proxy> proxies() {
    return List.copyOf(known().values());
  }

  private synchronized Map<io.jhaproxy.core.generation.Proxy, ProxyStats> known() {
    Map<io.jhaproxy.core.generation.Proxy, ProxyStats> known = proxies;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (io.jhaproxy.core.generation.Proxy proxy : generation().proxies()) {
        known.put(proxy, new ProxyStats(this, proxy));
      }
      proxies = known;
    }
    return known;
  }

  /** A server of {@link #proxies}. */
  ServerView view(io.jhaproxy.core.generation.Proxy proxy, io.jhaproxy.core.backend.Server server) {
    ProxyStats statistics = known().get(proxy);
    if (statistics != null) {
      for (ServerStats each : statistics.serverStats()) {
        if (each.server() == server) {
          return each;
        }
      }
    }
    return new ServerStats(this, server);
  }

  @Override
  public Admin admin() {
    return new ServerOperations(engine(), "changed from Web interface");
  }

  @Override
  public Process process() {
    return new ProcessStats();
  }

  private final class ProcessStats implements Process {
    @Override
    public long pid() {
      return options.pid();
    }

    @Override
    public String node() {
      String node = model.global().get(GlobalKeys.NODE);
      return node.isEmpty() ? names.hostName() : node;
    }

    @Override
    public @Nullable String description() {
      String text = model.global().get(GlobalKeys.DESCRIPTION);
      return text.isEmpty() ? null : text;
    }

    @Override
    public String version() {
      return VERSION;
    }

    @Override
    public String releaseDate() {
      return RELEASE_DATE;
    }

    @Override
    public long uptimeSeconds() {
      return (nowMillis() - startedMillis) / 1000;
    }

    @Override
    public int threads() {
      return workers.size();
    }

    @Override
    public long memoryLimitMegabytes() {
      return 0;
    }

    @Override
    public long maxFileDescriptors() {
      return 2L * load.maxconn() + 100;
    }

    @Override
    public long maxSockets() {
      return maxFileDescriptors();
    }

    @Override
    public long maxConnections() {
      return load.maxconn();
    }

    @Override
    public long maxPipes() {
      return 0;
    }

    @Override
    public long connections() {
      return load.connections();
    }

    @Override
    public long pipes() {
      return 0;
    }

    @Override
    public long connectionRate() {
      long sum = 0;
      for (io.jhaproxy.core.generation.Proxy proxy : generation().proxies()) {
        io.jhaproxy.core.stream.Frontend frontend = proxy.frontend();
        sum += frontend == null ? 0 : frontend.sessionRate().now();
      }
      return sum;
    }

    @Override
    public long bitRate() {
      return 0;
    }

    @Override
    public long runningTasks() {
      return 0;
    }

    @Override
    public long tasks() {
      return load.connections();
    }

    @Override
    public int idlePercent() {
      return 100;
    }

    @Override
    public boolean stopping() {
      return engine().isStopping();
    }
  }

  /** Rates that a run-time object counts. */
  abstract static class Counted implements Rates {
    private final EventRate rate;

    Counted(EventRate rate) {
      this.rate = rate;
    }

    @Override
    public long sessionRate() {
      return rate.now();
    }

    @Override
    public long sessionRateMax() {
      return rate.max();
    }
  }

  static boolean socketStats(io.jhaproxy.core.generation.Proxy proxy) {
    return proxy.model().settings().get(StreamKeys.SOCKET_STATS);
  }

  static List<BindPoint> bindPoints(io.jhaproxy.core.generation.Proxy proxy) {
    return proxy.bindPoints();
  }
}
