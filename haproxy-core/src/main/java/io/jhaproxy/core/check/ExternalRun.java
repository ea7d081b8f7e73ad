package io.jhaproxy.core.check;

import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One check by a program: it is started beside the event loop, and its exit status decides. */
final class ExternalRun implements CheckAttempt {
  private static final Executor STARTER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "external-check");
            thread.setDaemon(true);
            return thread;
          });

  private final Worker worker;
  private final CheckPlan plan;
  private final ExternalCommand command;
  private final Consumer<CheckResult> report;
  private final long startedAt;
  private final Timer limit =
      new Timer() {
        @Override
        protected void expire() {
          timedOut = true;
          Process late = process;
          if (late != null) {
            late.destroy();
          }
        }
      };
  private @Nullable Process process;
  private boolean timedOut;
  private boolean over;

  ExternalRun(
      Worker worker, CheckPlan plan, ExternalCommand command, Consumer<CheckResult> report) {
    this.worker = worker;
    this.plan = plan;
    this.command = command;
    this.report = report;
    this.startedAt = worker.now();
  }

  @Override
  public void start() {
    worker.schedule(limit, plan.readTimeout() > 0 ? plan.readTimeout() : plan.inter());
    STARTER.execute(this::launch);
  }

  /** On the starter's thread. */
  private void launch() {
    try {
      Process launched = command.start();
      worker.execute(() -> runs(launched));
      launched.onExit().thenAccept(ended -> worker.execute(() -> ended(ended.exitValue())));
    } catch (IOException | RuntimeException notStarted) {
      worker.execute(() -> ended(1));
    }
  }

  private void runs(Process launched) {
    process = launched;
    if (over || timedOut) {
      launched.destroy();
    }
  }

  private void ended(int status) {
    if (over) {
      return;
    }
    over = true;
    worker.timers().cancel(limit);
    CheckStatus outcome =
        timedOut ? CheckStatus.PROCTOUT : status == 0 ? CheckStatus.PROCOK : CheckStatus.PROCERR;
    report.accept(new CheckResult(outcome, timedOut ? 0 : status, null, worker.now() - startedAt));
  }

  @Override
  public void cancel() {
    over = true;
    worker.timers().cancel(limit);
    Process running = process;
    if (running != null) {
      running.destroy();
    }
  }
}
