package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerState;
import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.stream.WorkerTools;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one generation takes the place of another: counters, queues, slots, health and what the
 * administrator changed go on under the same names. Before the next one has any traffic.
 */
final class Succession {
  private final Generation next;
  private final Map<String, Frontend> frontends = new HashMap<>();
  private final Map<String, Backend> backends = new HashMap<>();

  private Succession(Generation next) {
    this.next = next;
    for (Proxy proxy : next.proxies()) {
      String name = proxy.model().name();
      if (proxy.frontend() != null) {
        frontends.putIfAbsent(name, proxy.frontend());
      }
      if (proxy.backend() != null) {
        backends.putIfAbsent(name, proxy.backend());
      }
    }
  }

  /**
   * Hands everything on.
   *
   * @param current what held so far; its checks have ended
   * @param older generations that still have clients
   * @param nowMillis the wall clock
   */
  static void take(Generation next, Generation current, List<Generation> older, long nowMillis) {
    Succession succession = new Succession(next);
    for (Proxy old : current.proxies()) {
      String name = old.model().name();
      Frontend frontend = succession.frontends.get(name);
      if (frontend != null && old.frontend() != null) {
        frontend.succeed(old.frontend());
      }
      Backend backend = succession.backends.get(name);
      if (backend != null && old.backend() != null) {
        backend.succeed(old.backend(), nowMillis);
      }
    }
    succession.checks(current, nowMillis);
    next.logs().succeed(current.logs());
    succession.replace(current);
    older.forEach(succession::replace);
  }

  /** What follows from changes of servers: sessions that end, servers that follow or grow. */
  static void watch(Generation generation, List<WorkerTools> tools) {
    Worker first = tools.get(0).worker();
    ServerTracking.connect(generation, first);
    for (Proxy proxy : generation.proxies()) {
      if (proxy.backend() != null) {
        for (Server server : proxy.backend().servers()) {
          watch(server, tools);
        }
      }
    }
  }

  /** What follows from changes of one server. */
  static void watch(Server server, List<WorkerTools> tools) {
    ServerSessions.watch(tools, server);
    SlowStart.watch(server, tools.get(0).worker());
  }

  private void checks(Generation current, long nowMillis) {
    for (Proxy old : current.proxies()) {
      Backend backend = old.backend();
      Backend replacement = backend == null ? null : backends.get(backend.name());
      if (backend == null || replacement == null) {
        continue;
      }
      for (Server server : backend.servers()) {
        Server same = replacement.server(server.name());
        if (same != null) {
          check(same, current.lives().check(server), next.lives().check(same), nowMillis);
          ServerLife was = current.life(server);
          ServerLife goesOn = next.life(same);
          if (was != null && goesOn != null) {
            goesOn.succeed(was);
          }
        }
      }
    }
  }

  private static void check(
      Server server, @Nullable ServerCheck before, @Nullable ServerCheck now, long nowMillis) {
    if (before != null && now != null) {
      now.succeed(before);
    } else if (before != null && server.state() == ServerState.STOPPED) {
      // Nobody is there any more who could bring it up again.
      server.state(ServerState.RUNNING, nowMillis);
    }
  }

  private void replace(Generation old) {
    for (Proxy proxy : old.proxies()) {
      String name = proxy.model().name();
      if (proxy.backend() != null) {
        proxy.backend().replacedBy(backends.get(name));
      }
      if (proxy.frontend() != null) {
        proxy.frontend().replacedBy(frontends.get(name));
      }
    }
  }
}
