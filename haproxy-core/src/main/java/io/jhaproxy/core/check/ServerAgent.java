package io.jhaproxy.core.check;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one server: a program beside it that tells how the server is and what share it wants
 * (manual 5.2, {@code agent-check}). It lives on one worker; the statistics read volatile fields.
 */
public final class ServerAgent {
  private final ServerLife life;
  private final Server server;
  private final Worker worker;
  private final Spread spread;
  private final boolean hasDynamicWeight;
  private final Timer next =
      new Timer() {
        @Override
        protected void expire() {
          run();
        }
      };
  private volatile CheckPlan plan;
  private volatile @Nullable CheckAttempt running;
  private volatile @Nullable CheckResult last;
  private volatile boolean up = true;
  private volatile boolean enabled = true;
  private boolean dormant;
  private boolean stopped;

  /** An agent that is not asked yet. */
  public ServerAgent(ServerLife life, AgentPlan plan, Worker worker, Spread spread) {
    this.life = life;
    this.server = life.server();
    this.plan = plan.check();
    this.hasDynamicWeight = plan.hasDynamicWeight();
    this.worker = worker;
    this.spread = spread;
  }

  /** The last result, or null before the first. */
  public @Nullable CheckResult last() {
    return last;
  }

  /** Whether it is being asked. */
  public boolean isRunning() {
    return running != null;
  }

  /** Whether it is asked. */
  public boolean isEnabled() {
    return enabled;
  }

  /** It is not asked until it is enabled; before the first time. */
  public void sleep() {
    dormant = true;
    enabled = false;
  }

  /** Lets it be asked or not; from any thread. */
  public void enabled(boolean value) {
    enabled = value;
  }

  /** Whether its last word was that the server is well. */
  public boolean isUp() {
    return up;
  }

  /** Whether the server may be up as far as it is concerned. */
  boolean agrees() {
    return up || !enabled;
  }

  /** Takes over what the agent said last. */
  void recall(LifeMemory.Agent old) {
    up = old.up();
    enabled = old.enabled() || (old.dormant() && !dormant);
    last = old.last();
  }

  LifeMemory.Agent memory() {
    return new LifeMemory.Agent(up, enabled, dormant, last);
  }

  void force(boolean well) {
    up = well;
  }

  /** Changes where it is asked from the next time on; from any thread. */
  public void target(SocketAddress other) {
    plan = plan.to(other);
  }

  /** Changes what it is sent from the next time on; from any thread. */
  public void send(String text) {
    plan = plan.with(AgentSteps.of(text));
  }

  /** Milliseconds between two questions. */
  public long interval() {
    return plan.inter();
  }

  /** Begins to ask after a delay. */
  public void start(long delayMillis) {
    worker.execute(() -> worker.schedule(next, delayMillis));
  }

  /** Ends asking. */
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
    if (!enabled || !server.isResolved()) {
      worker.schedule(next, plan.inter());
      return;
    }
    CheckRun run = new CheckRun(worker, plan, this::finished);
    running = run;
    run.start();
  }

  private void finished(CheckResult result) {
    running = null;
    if (result.status() == CheckStatus.CHECKED) {
      String line = result.info();
      if (line == null) {
        incomplete();
      } else {
        take(AgentAnswer.of(line), result.durationMillis());
      }
    } else {
      last = result;
    }
    worker.schedule(next, spread.of(plan.inter()));
  }

  /** The status stays what it was. */
  private void incomplete() {
    CheckResult before = last;
    last =
        new CheckResult(
            before == null ? CheckStatus.INI : before.status(),
            before == null ? 0 : before.code(),
            "Ignoring incomplete line from agent",
            before == null ? 0 : before.durationMillis());
  }

  private void take(AgentAnswer answer, long duration) {
    String warning = "";
    if (answer.weight() != null) {
      warning = weight(answer.weight());
    }
    if (answer.slots() != null) {
      String problem = slots(answer.slots());
      warning = problem.isEmpty() ? warning : problem;
    }
    Boolean well = answer.well();
    CheckStatus status =
        well == null ? CheckStatus.CHECKED : well ? CheckStatus.L7OK : CheckStatus.L7STS;
    CheckResult result = new CheckResult(status, 0, answer.info(warning), duration);
    last = result;
    if (answer.admin() != null) {
      life.administer(answer.admin());
    }
    if (well != null) {
      boolean before = up;
      up = well;
      if (well && !before) {
        life.foundUp(result);
      } else if (!well) {
        life.foundDown(result);
      }
    }
  }

  /** What is wrong with it, or the empty string. */
  private String weight(String written) {
    int sign = written.indexOf('%');
    String digits = written.substring(0, sign);
    if (sign != written.length() - 1 || !isNumber(digits)) {
      return "Trailing garbage in weight string";
    }
    int weight = (int) Math.min(Server.MAX_WEIGHT, number(digits) * server.initialWeight() / 100);
    if (!hasDynamicWeight && weight != 0 && weight != server.initialWeight()) {
      return "Backend is using a static LB algorithm and only accepts weights '0%' and '100%'.";
    }
    life.weight(weight);
    return "";
  }

  private String slots(String written) {
    if (written.isEmpty() || !Character.isDigit(written.charAt(0))) {
      return "maxconn string empty or preceded by garbage";
    }
    if (!isNumber(written)) {
      return "Trailing garbage in maxconn string";
    }
    server.maxconn((int) Math.min(Integer.MAX_VALUE, number(written)));
    return "";
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static long number(String digits) {
    return digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
  }

  /** The line of an agent's answer: an expectation that any line meets. */
  static final class Line implements Expectation.Protocol {
    @Override
    public @Nullable CheckResult judge(byte[] received, int length, boolean ended) {
      String text = new String(received, 0, length, StandardCharsets.ISO_8859_1);
      int end = text.indexOf('\n');
      int carriageReturn = text.indexOf('\r');
      if (carriageReturn >= 0 && (end < 0 || carriageReturn < end)) {
        end = carriageReturn;
      }
      if (end >= 0) {
        return new CheckResult(CheckStatus.CHECKED, 0, text.substring(0, end), 0);
      }
      return ended ? new CheckResult(CheckStatus.CHECKED, 0, null, 0) : null;
    }
  }
}
