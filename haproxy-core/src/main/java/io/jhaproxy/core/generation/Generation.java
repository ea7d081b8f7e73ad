package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.PatternReferences;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.cache.Caches;
import io.jhaproxy.core.check.ServerAgent;
import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.check.ServerEvents;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.TuningKeywords;
import io.jhaproxy.core.http.CompressionLoad;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.rule.Services;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.table.TableDirectory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one configuration means at run time. Streams keep the generation they started with.
 *
 * @param proxies in order of the configuration, without disabled ones
 * @param dynamic how servers come and go while it runs
 * @param events what is said about the servers of each backend
 * @param lives what changes the state of each server
 * @param patterns the maps and ACLs that may change while running
 * @param logs where its log lines go
 * @param tables the stick tables, which outlive the generation
 * @param caches what responses are kept
 * @param services what rules may let answer
 * @param compressionLoad what compression may cost
 */
public record Generation(
    ConfigModel model,
    List<Proxy> proxies,
    DynamicServers dynamic,
    Map<Backend, ServerEvents> events,
    ServerLives lives,
    PatternReferences patterns,
    LogParts logs,
    TableDirectory tables,
    Caches caches,
    Services services,
    CompressionLoad compressionLoad) {
  /** Copies the lists. */
  public Generation {
    proxies = List.copyOf(proxies);
    events = Map.copyOf(events);
  }

  /** The proxy with a servers' side of that name, or null. */
  public @Nullable Proxy backend(String name) {
    for (Proxy proxy : proxies) {
      if (proxy.backend() != null && proxy.model().name().equals(name)) {
        return proxy;
      }
    }
    return null;
  }

  /** Who speaks about the servers of a backend, or null. */
  @Nullable ServerEvents events(Backend backend) {
    return events.get(backend);
  }

  /** Client connections that still go by this generation. */
  public int sessions() {
    int sum = 0;
    for (Proxy proxy : proxies) {
      Frontend frontend = proxy.frontend();
      sum += frontend == null ? 0 : frontend.attached();
    }
    return sum;
  }

  /** Begins to check, the first checks spread over the shortest interval. */
  void startChecks() {
    List<ServerCheck> checks = lives.checks();
    long shortest = Long.MAX_VALUE;
    for (ServerCheck check : checks) {
      shortest = Math.min(shortest, check.plan().inter());
    }
    long most = model.global().get(TuningKeywords.number("max-spread-checks"));
    if (most > 0) {
      shortest = Math.min(shortest, most);
    }
    int position = 0;
    for (ServerCheck check : checks) {
      check.start(shortest * position / checks.size());
      position++;
    }
    startAgents();
    logs.start();
  }

  private void startAgents() {
    List<ServerAgent> agents = lives.agents();
    for (int i = 0; i < agents.size(); i++) {
      agents.get(i).start(agents.get(i).interval() * i / agents.size());
    }
  }

  /** What changes the state of a server, or null. */
  @Nullable ServerLife life(Server server) {
    return lives.life(server);
  }

  /** Ends all checks. */
  void stopChecks() {
    lives.checks().forEach(ServerCheck::stop);
    lives.agents().forEach(ServerAgent::stop);
    logs.stop();
  }

  /** Closes the idle server connections that nobody else may use any more. */
  void closeIdle(List<Worker> workers) {
    for (Proxy proxy : proxies) {
      Backend backend = proxy.backend();
      if (backend == null) {
        continue;
      }
      for (Server server : backend.servers()) {
        Server next = server.successor();
        if (next == null || !next.sharesConnections(server)) {
          workers.forEach(worker -> worker.execute(() -> server.idle(worker).closeAll()));
        }
      }
    }
  }

  /** Nobody uses it any more: what it holds is given back. */
  void retire(List<Worker> workers) {
    closeIdle(workers);
    for (Proxy proxy : proxies) {
      if (proxy.backend() != null) {
        proxy.backend().servers().forEach(Server::retire);
      }
    }
    logs.close(workers);
  }
}
