package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerKeys;
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
    generation.lives().entries().forEach(entry -> connect(generation, entry, worker));
  }

  /** Connects one server, if it follows another. */
  static void connect(Generation generation, ServerLives.Entry entry, Worker worker) {
    Server follower = entry.server();
    Backend backend = follower.backend();
    Server leader = leader(generation, backend, entry.line().settings().get(ServerKeys.TRACK));
    if (leader != null) {
      leader.pin();
      if (!follower.isDynamic()) {
        follower.pin();
      }
      follower.track(leader);
      leader.watch(new ServerTracking(follower, worker, generation.events(backend)));
    }
  }

  /** A server that leaves hears no more of whom it follows. */
  static void forget(Server follower) {
    Server leader = follower.leader();
    if (leader != null) {
      leader.unwatch(
          watcher -> watcher instanceof ServerTracking tracking && tracking.follower == follower);
    }
  }

  static @Nullable Server leader(Generation generation, Backend own, String track) {
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
