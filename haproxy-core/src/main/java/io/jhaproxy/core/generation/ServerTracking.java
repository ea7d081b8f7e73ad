package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.backend.ServerState;
import io.jhaproxy.core.backend.ServerWatcher;
import io.jhaproxy.core.check.ServerEvents;
import io.jhaproxy.core.net.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A server that has no checks of its own but is what another one is (manual 5.2, {@code track}). It
 * changes after the other has been spoken of, on one worker.
 */
final class ServerTracking implements ServerWatcher {
  private final Server follower;
  private final Worker worker;
  private final @Nullable ServerEvents events;

  private ServerTracking(Server follower, Worker worker, @Nullable ServerEvents events) {
    this.follower = follower;
    this.worker = worker;
    this.events = events;
  }

  /** Connects all servers of a generation that follow others; their names are right. */
  static void connect(Generation generation, Worker worker) {
    for (Proxy proxy : generation.proxies()) {
      Backend backend = proxy.backend();
      if (backend == null) {
        continue;
      }
      for (ServerModel line : proxy.model().settings().list(BackendKeys.SERVERS)) {
        Server follower = backend.server(line.name());
        Server leader = leader(generation, backend, line.settings().get(ServerKeys.TRACK));
        if (follower != null && leader != null) {
          follower.track(leader);
          leader.watch(new ServerTracking(follower, worker, generation.events(backend)));
        }
      }
    }
  }

  private static @Nullable Server leader(Generation generation, Backend own, String track) {
    if (track.isEmpty()) {
      return null;
    }
    int slash = track.indexOf('/');
    Proxy proxy = slash < 0 ? null : generation.backend(track.substring(0, slash));
    Backend backend = proxy == null ? own : proxy.backend();
    return backend == null ? null : backend.server(track.substring(slash + 1));
  }

  @Override
  public void changed(Server leader) {
    worker.execute(() -> follow(leader));
  }

  @Override
  public boolean staysWithReplaced() {
    return false;
  }

  private void follow(Server leader) {
    Admin before = follower.effectiveAdmin();
    ServerState stateBefore = follower.state();
    follower.follow(leader, worker.wallMillis());
    boolean same =
        before == follower.effectiveAdmin()
            && (stateBefore == follower.state() || follower.state() == ServerState.STARTING);
    if (!same && events != null) {
      events.followed(follower, leader, before, stateBefore != ServerState.STOPPED);
    }
  }
}
