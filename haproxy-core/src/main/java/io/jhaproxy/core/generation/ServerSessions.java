package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerWatcher;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Session;
import io.jhaproxy.core.stream.WorkerTools;
import java.util.ArrayList;
import java.util.List;

/** Ends the sessions of servers (manual 5.2, {@code on-marked-down}, {@code on-marked-up}). */
final class ServerSessions implements ServerWatcher {
  private final List<WorkerTools> tools;
  private boolean up;

  private ServerSessions(List<WorkerTools> tools, Server server) {
    this.tools = tools;
    this.up = server.acceptsPersistent();
  }

  /** Does for one server what its line says. */
  static void watch(List<WorkerTools> tools, Server server) {
    if (server.endsOwnSessions() || server.endsBackupSessions()) {
      server.watch(new ServerSessions(tools, server));
    }
  }

  /** Ends every session that uses the server; each on its own worker. */
  static void end(List<WorkerTools> tools, Server server, Cause why) {
    for (WorkerTools each : tools) {
      each.worker()
          .execute(
              () -> {
                for (Session session : new ArrayList<>(each.sessions())) {
                  if (session.server() == server) {
                    session.shutDownServer(why);
                  }
                }
              });
    }
  }

  @Override
  public synchronized void changed(Server server) {
    boolean now = server.acceptsPersistent();
    if (now == up) {
      return;
    }
    up = now;
    if (!now && server.endsOwnSessions()) {
      end(tools, server, Cause.DOWN);
    } else if (now && server.endsBackupSessions() && server.isUsable()) {
      for (Server other : server.backend().servers()) {
        if (other.settings().backup()) {
          end(tools, other, Cause.UP);
        }
      }
    }
  }
}
