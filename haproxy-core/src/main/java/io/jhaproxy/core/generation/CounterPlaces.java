package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.stats.CounterFields;
import io.jhaproxy.core.stats.EventRate;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stats.ServerCounters;
import io.jhaproxy.core.stats.TrafficCounters;
import io.jhaproxy.core.stream.BindPoint;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.stream.ProcessLoad;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All that a generation counts, by name: read in one process, added in another. */
final class CounterPlaces {
  private final Map<String, Place> places = new LinkedHashMap<>();

  /**
   * Looks at a generation.
   *
   * @param cliConnections connections of the stats sockets, which are connections of the process
   *     too
   */
  CounterPlaces(Generation generation, ProcessLoad load, long cliConnections) {
    places.put("process", new Process(load, cliConnections));
    for (Proxy proxy : generation.proxies()) {
      String name = proxy.model().name();
      Frontend frontend = proxy.frontend();
      if (frontend != null) {
        List<EventRate> rates = List.of(frontend.sessionRate(), frontend.requestRate());
        proxy("frontend " + name, frontend::sumCounters, frontend::inherited, rates);
        for (BindPoint bind : proxy.bindPoints()) {
          String key = "listener " + name + "/" + bind.id() + " " + bind.address();
          proxy(key, bind::sumCounters, bind::inherited, List.of());
        }
      }
      if (proxy.backend() != null) {
        backend(proxy.backend());
      }
    }
  }

  private void backend(Backend backend) {
    proxy(
        "backend " + backend.name(),
        backend::sumCounters,
        backend::inherited,
        List.of(backend.sessionRate()));
    for (Server server : backend.servers()) {
      places.put(
          "server " + server,
          new Counters<>(
              CounterFields.SERVER,
              () -> {
                ServerCounters sum = new ServerCounters();
                server.sumCounters(sum);
                return sum;
              },
              server::inherited,
              List.of(server.sessionRate())));
    }
  }

  private void proxy(
      String key,
      Consumer<ProxyCounters> sum,
      Supplier<ProxyCounters> inherited,
      List<EventRate> rates) {
    places.put(
        key,
        new Counters<>(
            CounterFields.PROXY,
            () -> {
              ProxyCounters all = new ProxyCounters();
              sum.accept(all);
              return all;
            },
            inherited,
            rates));
  }

  /** All, by name. */
  Map<String, Place> all() {
    return places;
  }

  /** Something with counters. */
  interface Place {
    /** The counters now. */
    long[] values();

    /** What was counted between two readings. */
    long[] since(long[] before, long[] now);

    /** The highest rates so far. */
    long[] peaks();

    /** Adds what another process has counted; one thread. */
    void add(long[] more, long[] peaks);
  }

  private record Process(ProcessLoad load, long cliConnections) implements Place {
    @Override
    public long[] values() {
      return new long[] {load.accepted() + cliConnections, load.requests(), load.invalid()};
    }

    @Override
    public long[] since(long[] before, long[] now) {
      long[] more = now.clone();
      for (int i = 0; i < more.length; i++) {
        more[i] -= before[i];
      }
      return more;
    }

    @Override
    public long[] peaks() {
      return new long[] {load.rate().max()};
    }

    @Override
    public void add(long[] more, long[] peaks) {
      load.inherit(more[0], more[1], more[2]);
      load.rate().raiseMax(peaks[0]);
    }
  }

  private record Counters<T extends TrafficCounters>(
      CounterFields<T> fields, Supplier<T> sum, Supplier<T> inherited, List<EventRate> rates)
      implements Place {
    @Override
    public long[] values() {
      return fields.values(sum.get());
    }

    @Override
    public long[] since(long[] before, long[] now) {
      return fields.since(before, now);
    }

    @Override
    public long[] peaks() {
      return rates.stream().mapToLong(EventRate::max).toArray();
    }

    @Override
    public void add(long[] more, long[] peaks) {
      fields.add(more, inherited.get());
      for (int i = 0; i < peaks.length; i++) {
        rates.get(i).raiseMax(peaks[i]);
      }
    }
  }
}
