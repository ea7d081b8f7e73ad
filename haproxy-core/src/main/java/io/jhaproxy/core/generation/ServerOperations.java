package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerState;
import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.check.ServerEvents;
import io.jhaproxy.core.stats.ServerView;
import io.jhaproxy.core.stats.StatsView;
import io.jhaproxy.core.stream.Cause;
import org.jspecify.annotations.Nullable;

/** What an administrator may do to a server while it runs (management guide 9, stats admin). */
final class ServerOperations implements StatsView.Admin {
  private final Engine engine;
  private final LiveStats stats;

  ServerOperations(Engine engine, LiveStats stats) {
    this.engine = engine;
    this.stats = stats;
  }

  @Override
  public boolean apply(ServerView shown, Operation operation) {
    if (!(shown instanceof ServerStats known)) {
      return false;
    }
    Server server = known.server();
    ServerCheck check = stats.check(server);
    return switch (operation) {
      case READY -> administer(server, Admin.READY);
      case DRAIN -> administer(server, Admin.DRAIN);
      case MAINT -> administer(server, Admin.MAINT);
      case DISABLE_HEALTH -> enable(check, false);
      case ENABLE_HEALTH -> enable(check, true);
      case HEALTH_UP -> force(server, check, true);
      case HEALTH_DOWN -> force(server, check, false);
      case HEALTH_NOLB -> noNewUsers(server, check);
      case SHUTDOWN_SESSIONS -> shutdownSessions(server);
      case DISABLE_AGENT, ENABLE_AGENT, AGENT_UP, AGENT_DOWN -> false;
    };
  }

  private boolean administer(Server server, Admin wanted) {
    if (server.admin() == wanted) {
      return false;
    }
    Admin before = server.admin();
    ServerCheck check = stats.check(server);
    if (before == Admin.MAINT) {
      revive(server, check);
    } else if (wanted == Admin.MAINT && check != null) {
      check.suspend();
    }
    server.admin(wanted, stats.nowMillis());
    ServerEvents events = engine.generation().events(server.backend());
    if (events == null) {
      return true;
    }
    switch (wanted) {
      case MAINT -> events.maintenance(server);
      case DRAIN -> events.draining(server);
      case READY -> {
        if (before == Admin.MAINT) {
          events.ready(server, server.state() != ServerState.STOPPED);
        } else {
          events.undrained(server);
        }
      }
    }
    return true;
  }

  /** Who leaves maintenance is up until checks say something else. */
  private void revive(Server server, @Nullable ServerCheck check) {
    if (check != null) {
      check.revive();
    }
    server.state(ServerState.RUNNING, stats.nowMillis());
  }

  private static boolean enable(@Nullable ServerCheck check, boolean enabled) {
    if (check == null || check.isEnabled() == enabled) {
      return false;
    }
    check.enabled(enabled);
    return true;
  }

  private boolean force(Server server, @Nullable ServerCheck check, boolean up) {
    if (check == null) {
      server.state(up ? ServerState.RUNNING : ServerState.STOPPED, stats.nowMillis());
    } else {
      check.force(up);
      if (up && server.state() == ServerState.STOPPING) {
        server.state(ServerState.RUNNING, stats.nowMillis());
      }
    }
    return true;
  }

  private boolean noNewUsers(Server server, @Nullable ServerCheck check) {
    if (check != null) {
      check.force(true);
    }
    server.state(ServerState.STOPPING, stats.nowMillis());
    return true;
  }

  /** Ends every session that uses the server; each on its own worker. */
  private boolean shutdownSessions(Server server) {
    ServerSessions.end(engine.tools(), server, Cause.KILLED);
    return true;
  }
}
