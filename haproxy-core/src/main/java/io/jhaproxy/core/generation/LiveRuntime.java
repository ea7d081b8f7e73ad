package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.TuningKeywords;
import io.jhaproxy.core.runtime.RuntimeView;
import io.jhaproxy.core.runtime.StatsSockets;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stats.StatsView;
import java.util.ArrayList;
import java.util.List;

/** The running engine as the runtime API sees it. */
final class LiveRuntime implements RuntimeView {
  private final Engine engine;
  private final StatsSockets sockets;
  private final long startMillis;
  private final int hardLimit;

  LiveRuntime(Engine engine, StatsSockets sockets) {
    this.engine = engine;
    this.sockets = sockets;
    this.startMillis = engine.stats().startedMillis();
    this.hardLimit = engine.load().maxconn();
  }

  @Override
  public StatsView stats() {
    return engine.stats();
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
    return limit("maxconnrate");
  }

  @Override
  public long sessionRateLimit() {
    return limit("maxsessrate");
  }

  private long limit(String name) {
    return Math.max(0, engine.generation().model().global().get(TuningKeywords.number(name)));
  }

  @Override
  public long hardConnectionLimit() {
    return hardLimit;
  }

  @Override
  public int listeners() {
    int count = sockets.count();
    for (Proxy proxy : engine.generation().proxies()) {
      count += proxy.bindPoints().size();
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
}
