package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.config.ProxyKeys;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stats.ServerView;
import io.jhaproxy.core.stats.StatsView;
import io.jhaproxy.core.stats.TimeAverages;
import io.jhaproxy.core.stream.BindPoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One proxy as the statistics see it. */
final class ProxyStats implements StatsView.Proxy {
  private final LiveStats stats;
  private final Proxy proxy;
  private Shown shown = new Shown(List.of(), List.of());

  /** The servers that were there when somebody looked last. */
  private record Shown(
      List<io.jhaproxy.core.backend.Server> servers, List<ServerStats> statistics) {}

  ProxyStats(LiveStats stats, Proxy proxy) {
    this.stats = stats;
    this.proxy = proxy;
  }

  @Override
  public String name() {
    return proxy.model().name();
  }

  @Override
  public int id() {
    return proxy.id();
  }

  @Override
  public String mode() {
    return proxy.model().mode().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable String description() {
    String text = proxy.model().settings().get(ProxyKeys.DESCRIPTION);
    return text.isEmpty() ? null : text;
  }

  @Override
  public StatsView.@Nullable Frontend frontend() {
    io.jhaproxy.core.stream.Frontend frontend = proxy.frontend();
    return frontend == null ? null : new Front(frontend);
  }

  @Override
  public StatsView.@Nullable Backend backend() {
    io.jhaproxy.core.backend.Backend backend = proxy.backend();
    return backend == null ? null : new Back(backend);
  }

  @Override
  public List<? extends StatsView.Listener> listeners() {
    return LiveStats.bindPoints(proxy).stream().map(Listening::new).toList();
  }

  @Override
  public boolean socketStats() {
    return LiveStats.socketStats(proxy);
  }

  /** The servers, of this class; each server always has the same object. */
  synchronized List<ServerStats> serverStats() {
    io.jhaproxy.core.backend.Backend backend = proxy.backend();
    if (backend == null) {
      return List.of();
    }
    List<io.jhaproxy.core.backend.Server> now = backend.servers();
    if (shown.servers() != now) {
      List<ServerStats> statistics = new ArrayList<>();
      for (io.jhaproxy.core.backend.Server server : now) {
        int known = shown.servers().indexOf(server);
        statistics.add(known < 0 ? new ServerStats(stats, server) : shown.statistics().get(known));
      }
      shown = new Shown(now, List.copyOf(statistics));
    }
    return shown.statistics();
  }

  @Override
  public List<? extends ServerView> servers() {
    return serverStats();
  }

  private final class Front extends LiveStats.Counted implements StatsView.Frontend {
    private final io.jhaproxy.core.stream.Frontend frontend;

    Front(io.jhaproxy.core.stream.Frontend frontend) {
      super(frontend.sessionRate());
      this.frontend = frontend;
    }

    @Override
    public void counters(ProxyCounters into) {
      frontend.sumCounters(into);
    }

    @Override
    public String status() {
      if (stats.engine().isStopping()
          || frontend.accepting() == io.jhaproxy.core.stream.Frontend.Accepting.STOPPED) {
        return "STOP";
      }
      if (frontend.accepting() == io.jhaproxy.core.stream.Frontend.Accepting.PAUSED) {
        return "PAUSED";
      }
      return frontend.isFull() ? "FULL" : "OPEN";
    }

    @Override
    public long sessionLimit() {
      int own = frontend.maxconn();
      return own != 0 ? own : stats.engine().load().maxconn();
    }

    @Override
    public long sessionRateLimit() {
      return frontend.settings().sessionRateLimit();
    }

    @Override
    public long requestRate() {
      return frontend.requestRate().now();
    }

    @Override
    public long requestRateMax() {
      return frontend.requestRate().max();
    }

    @Override
    public long connectionRate() {
      return frontend.sessionRate().now();
    }

    @Override
    public long connectionRateMax() {
      return frontend.sessionRate().max();
    }
  }

  private final class Back extends LiveStats.Counted implements StatsView.Backend {
    private final io.jhaproxy.core.backend.Backend backend;

    Back(io.jhaproxy.core.backend.Backend backend) {
      super(backend.sessionRate());
      this.backend = backend;
    }

    @Override
    public void counters(ProxyCounters into) {
      backend.sumCounters(into);
      into.qcur = backend.queueLength();
    }

    @Override
    public String status() {
      return backend.servers().isEmpty() || backend.selection() != null ? "UP" : "DOWN";
    }

    @Override
    public long sessionLimit() {
      return backend.settings().fullconn();
    }

    @Override
    public long queueMax() {
      return backend.queueMax();
    }

    @Override
    public long weight() {
      return backend.servers().stream()
          .filter(this::counts)
          .mapToLong(io.jhaproxy.core.backend.Server::effectiveWeight)
          .sum();
    }

    @Override
    public long userWeight() {
      return weight();
    }

    private boolean counts(io.jhaproxy.core.backend.Server server) {
      boolean backupsWork = activeServers() == 0;
      return server.isUsable() && server.settings().backup() == backupsWork;
    }

    @Override
    public int activeServers() {
      return usable(false);
    }

    @Override
    public int backupServers() {
      return usable(true);
    }

    private int usable(boolean backup) {
      return (int)
          backend.servers().stream()
              .filter(server -> server.isUsable() && server.settings().backup() == backup)
              .count();
    }

    @Override
    public long downTransitions() {
      return backend.downTransitions();
    }

    @Override
    public long lastChangeSeconds() {
      return (stats.nowMillis() - backend.lastChangeMillis()) / 1000;
    }

    @Override
    public long downtimeSeconds() {
      return backend.downtimeMillis(stats.nowMillis()) / 1000;
    }

    @Override
    public long lastSessionSeconds() {
      ProxyCounters sum = new ProxyCounters();
      backend.sumCounters(sum);
      return sum.lastSession == 0 ? -1 : stats.nowMillis() / 1000 - sum.lastSession;
    }

    @Override
    public @Nullable String cookie() {
      String name = proxy.model().settings().get(BackendKeys.COOKIE).name();
      return name.isEmpty() ? null : name;
    }

    @Override
    public String algorithm() {
      return backend.settings().algorithm();
    }

    @Override
    public StatsView.Averages averages() {
      return new Average(backend.averages());
    }

    @Override
    public boolean balances() {
      return !backend.servers().isEmpty();
    }
  }

  /** Moving averages in the statistics' form. */
  record Average(TimeAverages times) implements StatsView.Averages {
    @Override
    public long queue() {
      return times.queue();
    }

    @Override
    public long connect() {
      return times.connect();
    }

    @Override
    public long response() {
      return times.response();
    }

    @Override
    public long total() {
      return times.total();
    }
  }

  private record Listening(BindPoint point) implements StatsView.Listener {
    @Override
    public String name() {
      byte[] name = point.nameBytes();
      return name == null ? "sock-" + point.id() : new String(name, StandardCharsets.UTF_8);
    }

    @Override
    public int id() {
      return point.id();
    }

    @Override
    public String address() {
      return point.address();
    }

    @Override
    public String status() {
      return point.isFull() ? "FULL" : "OPEN";
    }

    @Override
    public long sessionLimit() {
      return point.maxconn();
    }

    @Override
    public void counters(ProxyCounters into) {
      point.sumCounters(into);
    }
  }
}
