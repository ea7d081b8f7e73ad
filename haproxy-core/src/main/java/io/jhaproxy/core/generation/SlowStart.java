package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerState;
import io.jhaproxy.core.backend.ServerWatcher;
import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;

/** Lets a server that came up grow step by step (manual 5.2, {@code slowstart}). */
final class SlowStart implements ServerWatcher {
  /** Steps in which a server grows. */
  private static final long STEPS = 20;

  /** The shortest step, in milliseconds. */
  private static final long SHORTEST = 50;

  private final Server server;
  private final Worker worker;
  private final Timer timer =
      new Timer() {
        @Override
        protected void expire() {
          server.grow(worker.wallMillis());
          schedule();
        }
      };

  private SlowStart(Server server, Worker worker) {
    this.server = server;
    this.worker = worker;
  }

  /** Lets one server grow, if its line wants that. */
  static void watch(Server server, Worker worker) {
    if (server.slowStart() > 0) {
      server.watch(new SlowStart(server, worker));
    }
  }

  @Override
  public void changed(Server changed) {
    worker.execute(this::schedule);
  }

  private void schedule() {
    if (server.state() == ServerState.STARTING && !timer.isSet()) {
      worker.schedule(timer, Math.max(SHORTEST, server.slowStart() / STEPS));
    }
  }
}
