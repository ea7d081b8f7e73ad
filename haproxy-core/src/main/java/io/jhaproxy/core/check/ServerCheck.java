package io.jhaproxy.core.check;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerState;
import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The health check of one server: when it runs, what it found, what follows. It lives on one
 * worker; the statistics read volatile fields.
 */
public final class ServerCheck {
  private final Server server;
  private volatile CheckPlan plan;
  private final Worker worker;
  private final ServerEvents events;
  private final Health health;
  private final Spread spread;
  private final Timer next =
      new Timer() {
        @Override
        protected void expire() {
          run();
        }
      };
  private @Nullable CheckAttempt running;
  private volatile @Nullable CheckResult last;
  private volatile boolean enabled = true;
  private volatile long failures;
  private volatile long downTransitions;
  private boolean stopped;

  /** A check that does not run yet. */
  public ServerCheck(
      Server server, CheckPlan plan, Worker worker, ServerEvents events, Spread spread) {
    this.spread = spread;
    this.server = server;
    this.plan = plan;
    this.worker = worker;
    this.events = events;
    this.health = new Health(plan.rise(), plan.fall());
  }

  /** Goes on with what another check of the same server has found; before the first run. */
  public void succeed(ServerCheck old) {
    if (server.settings().address().equals(old.server.settings().address())) {
      health.succeed(old.health);
      last = old.last;
    }
    enabled = old.enabled;
    failures = old.failures;
    downTransitions = old.downTransitions;
  }

  /** The server. */
  public Server server() {
    return server;
  }

  /** What each check does. */
  public CheckPlan plan() {
    return plan;
  }

  /** Rise and fall; read by statistics without a lock. */
  public Health health() {
    return health;
  }

  /** The last result, or null before the first. */
  public @Nullable CheckResult last() {
    return last;
  }

  /** Whether a check is under way. */
  public boolean isRunning() {
    return running != null;
  }

  /** Failed checks while the server was up. */
  public long failures() {
    return failures;
  }

  /** How often checks took the server down. */
  public long downTransitions() {
    return downTransitions;
  }

  /** Whether checks run. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Lets checks run or not; from any thread. */
  public void enabled(boolean value) {
    enabled = value;
  }

  /** Sets the server up or down as if by checks; from any thread. */
  public void force(boolean up) {
    worker.execute(
        () -> {
          boolean was = health.isUp();
          health.force(up);
          if (was != up) {
            change(null);
          }
        });
  }

  /** Changes where checks go from the next one on; from any thread. */
  public void target(SocketAddress next) {
    plan = plan.to(next);
  }

  /** The server enters maintenance, which counts as going down if it was up; from any thread. */
  public void suspend() {
    worker.execute(
        () -> {
          if (health.isUp()) {
            downTransitions++;
          }
        });
  }

  /** The server left maintenance: it is up until checks say something else; from any thread. */
  public void revive() {
    worker.execute(health::reset);
  }

  /** Begins to check after a delay, so that not all servers are checked at the same moment. */
  public void start(long delayMillis) {
    worker.execute(() -> worker.schedule(next, delayMillis));
  }

  /** Ends checking. */
  public void stop() {
    worker.execute(
        () -> {
          stopped = true;
          worker.timers().cancel(next);
          CheckAttempt run = running;
          if (run != null) {
            run.cancel();
          }
        });
  }

  private void run() {
    if (stopped) {
      return;
    }
    if (!enabled || server.admin() == Admin.MAINT || !server.isResolved()) {
      worker.schedule(next, plan.inter());
      return;
    }
    ExternalCommand command = plan.external();
    CheckAttempt run =
        command == null
            ? new CheckRun(worker, plan, this::finished)
            : new ExternalRun(worker, plan, command, this::finished);
    running = run;
    run.start();
  }

  private void finished(CheckResult result) {
    running = null;
    last = result;
    boolean success = result.status().isSuccess();
    boolean wasUp = health.isUp();
    if (!success && wasUp) {
      failures++;
    }
    boolean changed = health.count(success);
    if (changed) {
      change(result);
    } else {
      events.checked(server, health, result);
      stopping(result);
    }
    worker.schedule(next, spread.of(pause()));
  }

  private void change(@Nullable CheckResult result) {
    long now = worker.wallMillis();
    if (health.isUp()) {
      server.state(ServerState.RUNNING, now);
      events.up(server, result);
    } else {
      downTransitions++;
      server.state(ServerState.STOPPED, now);
      events.down(server, result);
    }
  }

  /** A server that answers 404 to the check gets no new users (http-check disable-on-404). */
  private void stopping(CheckResult result) {
    if (!health.isUp()) {
      return;
    }
    boolean leaves = result.status() == CheckStatus.L7OKC;
    ServerState wanted = leaves ? ServerState.STOPPING : ServerState.RUNNING;
    boolean changes =
        leaves
            ? server.state() == ServerState.RUNNING
            : server.state() == ServerState.STOPPING && result.status().isSuccess();
    if (changes) {
      server.state(wanted, worker.wallMillis());
      events.stopping(server, leaves, result);
    }
  }

  private long pause() {
    if (health.isChanging()) {
      return plan.fastInter();
    }
    return health.isUp() ? plan.inter() : plan.downInter();
  }
}
