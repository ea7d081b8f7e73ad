package io.jhaproxy.vrrp.track;

import io.jhaproxy.vrrp.config.ScriptModel;
import io.jhaproxy.vrrp.kernel.ChildProcess;
import io.jhaproxy.vrrp.kernel.EventLoop;
import io.jhaproxy.vrrp.state.ScriptResult;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@code vrrp_script} at its interval, never twice at a time. A run that is longer than
 * the timeout is ended and counts as failed. A run that was left out because the one before hangs
 * counts as failed too when its own timeout has passed, so that a hanging script is found out as
 * soon as by keepalived 2.2.7, which starts a process beside the hanging one. Loop thread.
 */
public final class ScriptTracker implements AutoCloseable {
  /** Time between the request to end and the order. */
  private static final long GRACE_NANOS = 1_000_000_000L;

  private final ScriptModel script;
  private final EventLoop loop;
  private final Consumer<ScriptResult> results;
  private final Consumer<String> log;
  private @Nullable ChildProcess running;
  private EventLoop.@Nullable Timer next;
  private EventLoop.@Nullable Timer timeout;
  private boolean timedOut;
  private boolean closed;

  /** Runs that ended by themselves. */
  private int completed;

  /**
   * A tracker; the first run begins at once.
   *
   * @param results told each result, on the loop's thread
   */
  public ScriptTracker(
      ScriptModel script, EventLoop loop, Consumer<ScriptResult> results, Consumer<String> log) {
    this.script = script;
    this.loop = loop;
    this.results = results;
    this.log = log;
    loop.post(this::run);
  }

  private void run() {
    if (closed) {
      return;
    }
    next = loop.after(script.interval().toNanos(), this::run);
    if (running != null) {
      log.accept(
          "Track script " + script.name() + " is already running, expect idle - skipping run");
      if (!script.timeout().isZero()) {
        int before = completed;
        loop.after(script.timeout().toNanos(), () -> leftOut(before));
      }
      return;
    }
    timedOut = false;
    try {
      running =
          ChildProcess.start(
              script.command().words(),
              script.command().user(),
              script.command().group(),
              status -> loop.post(() -> ended(status)));
      if (!script.timeout().isZero()) {
        timeout = loop.after(script.timeout().toNanos(), this::overdue);
      }
    } catch (IOException e) {
      running = null;
      results.accept(new ScriptResult(ScriptResult.Kind.NOT_STARTED, 0));
    }
  }

  /** A run that never began would be over its timeout now, and none has ended well since. */
  private void leftOut(int before) {
    if (!closed && completed == before) {
      results.accept(new ScriptResult(ScriptResult.Kind.TIMED_OUT, 0));
    }
  }

  private void overdue() {
    ChildProcess child = running;
    if (child == null) {
      return;
    }
    if (!timedOut) {
      timedOut = true;
      child.terminate();
      results.accept(new ScriptResult(ScriptResult.Kind.TIMED_OUT, 0));
      timeout = loop.after(GRACE_NANOS, this::overdue);
    } else {
      child.kill();
    }
  }

  private void ended(int status) {
    running = null;
    if (timeout != null) {
      timeout.cancel();
    }
    if (closed || timedOut) {
      return;
    }
    completed++;
    results.accept(
        status > 128
            ? new ScriptResult(ScriptResult.Kind.KILLED, status - 128)
            : ScriptResult.exited(status));
  }

  /** Ends a run that is going on; nothing is told any more. */
  @Override
  public void close() {
    closed = true;
    if (next != null) {
      next.cancel();
    }
    if (timeout != null) {
      timeout.cancel();
    }
    if (running != null) {
      running.kill();
    }
  }
}
