package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.DynamicServer;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.check.ServerAgent;
import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.check.ServerEvents;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.stream.WorkerTools;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How servers come to a generation and leave it while it runs; used by one thread at a time. */
final class DynamicServers {
  private final BackendCompiler backends;
  private final LifeCompiler lives;

  DynamicServers(BackendCompiler backends, LifeCompiler lives) {
    this.backends = backends;
    this.lives = lives;
  }

  /**
   * Makes a server that nobody sees yet.
   *
   * @param problems gets why it cannot be used
   * @return null if it cannot
   */
  ServerLives.@Nullable Entry make(
      Generation generation, Proxy proxy, DynamicServer line, int id, List<String> problems) {
    Backend backend = proxy.backend();
    ServerEvents voice = backend == null ? null : generation.events(backend);
    if (backend == null || voice == null) {
      return null;
    }
    Server server = backends.dynamicServer(backend, proxy.model(), line.model(), id, problems);
    if (server == null) {
      return null;
    }
    ServerLife life =
        lives.compile(proxy.model(), line.model(), server, voice, generation.lives().size());
    ServerCheck check = life.check();
    if (check != null) {
      check.sleep();
    }
    ServerAgent agent = life.agent();
    if (agent != null) {
      agent.sleep();
    }
    return new ServerLives.Entry(line.model(), line, life);
  }

  /** The server belongs to the generation, whose proxies work already, from now on. */
  static void join(
      Generation generation, ServerLives.Entry entry, List<WorkerTools> tools, long nowMillis) {
    generation.lives().add(entry);
    ServerTracking.connect(generation, entry, tools.get(0).worker());
    Succession.watch(entry.server(), tools);
    entry.server().backend().join(entry.server(), nowMillis);
    ServerCheck check = entry.life().check();
    if (check != null) {
      check.start(0);
    }
    ServerAgent agent = entry.life().agent();
    if (agent != null) {
      agent.start(0);
    }
  }

  /**
   * Takes a server out of the generation.
   *
   * @return false if something still belongs to it; nothing has changed then
   */
  static boolean leave(Generation generation, Server server, long nowMillis) {
    if (!server.backend().leave(server, nowMillis)) {
      return false;
    }
    ServerLife life = generation.life(server);
    if (life != null && life.check() != null) {
      life.check().stop();
    }
    if (life != null && life.agent() != null) {
      life.agent().stop();
    }
    ServerTracking.forget(server);
    generation.lives().remove(server);
    return true;
  }
}
