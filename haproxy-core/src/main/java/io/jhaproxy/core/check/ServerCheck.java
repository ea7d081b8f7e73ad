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
  private final ServerLife life;
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
  private boolean dormant;
  private volatile long failures;
  private boolean stopped;

  /** A check that does not run yet. */
  public ServerCheck(ServerLife life, CheckPlan plan, Worker worker, Spread spread) {
    this.spread = spread;
    this.life = life;
    this.server = life.server();
    this.plan = plan;
    this.worker = worker;
    this.health = new Health(plan.rise(), plan.fall());
  }

  /** Goes on with what another check of the same server has found; before the first run. */
  public void succeed(ServerCheck old) {
    recall(old.memory(), server.settings().address().equals(old.server.settings().address()));
  }

  LifeMemory.Check memory() {
    return new LifeMemory.Check(
        health.rise(), health.fall(), health.level(), enabled, dormant, failures, last);
  }

  /** Goes on with what was found, if the server is where it was; before the first run. */
  void recall(LifeMemory.Check old, boolean samePlace) {
    if (samePlace) {
      health.recall(old.rise(), old.fall(), old.level());
      last = old.last();
    }
    enabled = old.enabled() || (old.dormant() && !dormant);
    failures = old.failures();
  }

  /**
   * Takes up what a state file says of it; before checks begin.
   *
   * @param up whether the server is up
   * @param level position between down and up
   * @param runs whether checks run
   */
  public void restore(boolean up, int level, boolean runs) {
    health.restore(up, level);
    enabled = runs;
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

  /** What changes the server's state. */
  public ServerLife life() {
    return life;
  }

  /** Whether checks run. */
  public boolean isEnabled() {
    return enabled;
  }

  /** It knows nothing of the server and does not run until it is enabled; before the first run. */
  public void sleep() {
    dormant = true;
    enabled = false;
    health.force(false);
  }

  /** Lets checks run or not; from any thread. */
  public void enabled(boolean value) {
    enabled = value;
  }

  /** Sets what was counted to up or down; from any thread. */
  void force(boolean up) {
    worker.execute(() -> health.force(up));
  }

  /**
   * The server's traffic shows that something is wrong (manual 5.2, {@code on-error}); from any
   * thread.
   */
  void analyzed(CheckKeys.OnError reaction, String what) {
    worker.execute(
        () -> {
          if (stopped || !enabled || server.admin() == Admin.MAINT) {
            return;
          }
          if (reaction == CheckKeys.OnError.SUDDEN_DEATH) {
            health.endanger();
          } else if (reaction == CheckKeys.OnError.MARK_DOWN) {
            health.condemn();
          }
          if (reaction != CheckKeys.OnError.FASTINTER) {
            count(new CheckResult(CheckStatus.HANA, 0, what, -1));
          }
          worker.hasten(next, plan.fastInter());
        });
  }

  /** Changes where checks go from the next one on; from any thread. */
  public void target(SocketAddress next) {
    plan = plan.to(next);
  }

  /** The server left maintenance: it is up until checks say something else; from any thread. */
  public void revive() {
    if (enabled) {
      worker.execute(health::reset);
    }
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
    count(result);
    worker.schedule(next, spread.of(pause()));
  }

  private void count(CheckResult result) {
    CheckResult before = last;
    int level = health.level();
    boolean success = result.status().isSuccess();
    last = success && plan.method().forgetsWords() ? result.withoutInfo() : result;
    if (!success && health.isUp()) {
      failures++;
    }
    boolean changed = health.count(success);
    boolean isNews =
        before == null || before.status() != result.status() || level != health.level();
    if (isNews) {
      life.events().checked(server, health, result);
    }
    if (!success && !health.isUp()) {
      life.foundDown(result);
    } else if (health.isUp() && success) {
      // A server that answers 404 gets no new users (http-check disable-on-404).
      if (result.status() == CheckStatus.L7OKC && server.state() != ServerState.STOPPED) {
        life.stopping(life.events().reason(result));
      } else if (changed || server.state() != ServerState.RUNNING) {
        life.foundUp(result);
      }
    }
  }

  private long pause() {
    if (health.isChanging()) {
      return plan.fastInter();
    }
    return health.isUp() ? plan.inter() : plan.downInter();
  }
}
