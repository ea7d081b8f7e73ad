package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.check.ServerAgent;
import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.stats.ServerView;
import io.jhaproxy.core.stats.StatsView;
import io.jhaproxy.core.stream.Cause;
import org.jspecify.annotations.Nullable;

/** What an administrator may do to a server while it runs (management guide 9, stats admin). */
final class ServerOperations implements StatsView.Admin {
  private final Engine engine;
  private final String how;

  /**
   * Makes the operations of one way.
   *
   * @param how what the log says of the way, for instance {@code changed from CLI}
   */
  ServerOperations(Engine engine, String how) {
    this.engine = engine;
    this.how = how;
  }

  @Override
  public boolean apply(ServerView shown, Operation operation) {
    if (!(shown instanceof ServerStats known)) {
      return false;
    }
    Server server = known.server();
    if (operation == Operation.SHUTDOWN_SESSIONS) {
      ServerSessions.end(engine.tools(), server, Cause.KILLED);
      return true;
    }
    ServerLife life = engine.generation().life(server);
    return life != null && apply(life, operation);
  }

  private boolean apply(ServerLife life, Operation operation) {
    switch (operation) {
      case READY -> {
        return life.administer(Admin.READY);
      }
      case DRAIN -> {
        return life.administer(Admin.DRAIN);
      }
      case MAINT -> {
        return life.administer(Admin.MAINT);
      }
      case DISABLE_HEALTH, ENABLE_HEALTH -> {
        return enable(life.check(), operation == Operation.ENABLE_HEALTH);
      }
      case DISABLE_AGENT, ENABLE_AGENT -> {
        return enable(life.agent(), operation == Operation.ENABLE_AGENT);
      }
      case HEALTH_UP, HEALTH_DOWN -> life.force(operation == Operation.HEALTH_UP, how);
      case HEALTH_NOLB -> life.noNewUsers(how);
      case AGENT_UP, AGENT_DOWN -> {
        if (life.agent() == null) {
          return false;
        }
        life.forceAgent(operation == Operation.AGENT_UP, how);
      }
      case SHUTDOWN_SESSIONS -> {}
    }
    return true;
  }

  private static boolean enable(@Nullable ServerCheck check, boolean enabled) {
    if (check == null || check.isEnabled() == enabled) {
      return false;
    }
    check.enabled(enabled);
    return true;
  }

  private static boolean enable(@Nullable ServerAgent agent, boolean enabled) {
    if (agent == null || agent.isEnabled() == enabled) {
      return false;
    }
    agent.enabled(enabled);
    return true;
  }
}
