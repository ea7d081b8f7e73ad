package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendMemory;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerMemory;
import io.jhaproxy.core.backend.ServerState;
import io.jhaproxy.core.check.LifeMemory;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gives an engine that does not serve yet what another process knew; names decide, as in a reload
 * ({@link Succession}).
 */
final class Recall {
  private final Engine engine;
  private final Generation generation;
  private final Consumer<String> warnings;

  Recall(Engine engine, Consumer<String> warnings) {
    this.engine = engine;
    this.generation = engine.generation();
    this.warnings = warnings;
  }

  void recall(StateMemory memory) {
    try {
      generation.patterns().recall(memory.patterns());
    } catch (ExpressionException refused) {
      warnings.accept("A map or ACL begins anew: " + refused.getMessage() + ".");
    }
    engine.processVariables().recall(memory, generation.model());
    Map<String, ServerMemory> servers = new HashMap<>();
    for (BackendMemory old : memory.backends()) {
      Proxy proxy = generation.backend(old.name());
      Backend backend = proxy == null ? null : proxy.backend();
      if (backend != null) {
        old.servers().forEach(each -> servers.put(old.name() + "/" + each.name(), each));
        backend.recall(old);
      }
    }
    Map<String, LifeMemory> lives = new HashMap<>();
    memory.lives().forEach(life -> lives.put(life.server(), life));
    for (ServerLives.Entry entry : generation.lives().entries()) {
      String name = entry.server().toString();
      ServerMemory server = servers.get(name);
      LifeMemory life = lives.get(name);
      if (server != null && life != null) {
        recall(entry.server(), server, entry.life(), life);
      }
    }
    for (Proxy proxy : generation.proxies()) {
      Frontend frontend = proxy.frontend();
      for (StateMemory.Front old : memory.frontends()) {
        if (frontend != null && old.name().equals(proxy.model().name())) {
          frontend.recall(old.usualMaxconn(), old.maxconn(), old.paused());
        }
      }
    }
  }

  private void recall(Server server, ServerMemory was, ServerLife life, LifeMemory found) {
    life.recall(found, server.isAt(was));
    if (found.check() != null && life.check() == null && server.state() == ServerState.STOPPED) {
      // Nobody is there any more who could bring it up again.
      server.state(ServerState.RUNNING, engine.options().clock().wallMillis());
    }
  }
}
