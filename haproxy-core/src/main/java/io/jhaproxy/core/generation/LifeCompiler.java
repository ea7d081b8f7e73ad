package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.check.AgentPlan;
import io.jhaproxy.core.check.CheckCompiler;
import io.jhaproxy.core.check.CheckPlan;
import io.jhaproxy.core.check.ServerAgent;
import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.check.ServerEvents;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.check.Spread;
import io.jhaproxy.core.check.TrafficObserver;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stream.BindModel;
import io.jhaproxy.core.stream.StreamKeys;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes what finds out how a server is: its health check, its agent, who looks at its traffic. */
final class LifeCompiler {
  private final List<Worker> workers;
  private final Clock clock;
  private final Spread spread;
  private final CheckCompiler compiler;

  /**
   * Makes a compiler.
   *
   * @param errors gets what cannot be started
   */
  LifeCompiler(
      ConfigModel model,
      List<Worker> workers,
      Clock clock,
      RuntimeNames names,
      List<String> errors) {
    this.workers = workers;
    this.clock = clock;
    this.spread =
        new Spread(
            model.global().get(GlobalKeys.SPREAD_CHECKS),
            () -> ThreadLocalRandom.current().nextDouble());
    this.compiler =
        new CheckCompiler(
            Addresses::target,
            errors,
            names.unfinished(),
            LifeCompiler::firstAddress,
            clock,
            model.global().get(GlobalKeys.BUFSIZE));
  }

  private static @Nullable Address firstAddress(ProxyModel proxy) {
    for (BindModel bind : proxy.settings().list(StreamKeys.BINDS)) {
      return bind.addresses().get(0);
    }
    return null;
  }

  /**
   * The life of one server; its checks do not run yet.
   *
   * @param position of the server among all, which spreads checks over the workers
   */
  ServerLife compile(
      ProxyModel proxy, ServerModel line, Server server, ServerEvents voice, int position) {
    ServerLife life = new ServerLife(server, voice, clock);
    Worker worker = workers.get((position + 1) % workers.size());
    CheckPlan plan = compiler.compile(proxy, line.settings(), server);
    if (plan != null) {
      ServerCheck check = new ServerCheck(life, plan, worker, spread);
      life.attach(check);
      TrafficObserver observer = TrafficObserver.of(proxy, line.settings(), check);
      if (observer != null) {
        server.observer(observer);
      }
    }
    AgentPlan agent = compiler.agent(proxy, line.settings(), server);
    if (agent != null) {
      life.attach(new ServerAgent(life, agent, worker, spread));
    }
    return life;
  }
}
