package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.ScriptModel;

/** What is known of a tracked script: rise, fall and the last result. */
final class TrackedScript {
  private ScriptModel model;
  private boolean known;
  private boolean ok;
  private int successes;
  private int failures;
  private int lastStatus;
  private ScriptResult lastFailure = ScriptResult.exited(1);

  TrackedScript(ScriptModel model) {
    this.model = model;
  }

  void adopt(ScriptModel next) {
    model = next;
  }

  boolean known() {
    return known;
  }

  /** Assumes success until the first result: for scripts that a reload adds. */
  void assume() {
    if (!known && !model.initFail()) {
      known = true;
      ok = true;
    }
  }

  boolean ok() {
    return ok;
  }

  /**
   * Whether it counts as up for a watch of this weight: before the first result it neither adds nor
   * subtracts anything, unless {@code init_fail} is set.
   */
  boolean ok(int weight) {
    return known ? ok : weight <= 0 && !model.initFail();
  }

  /** {@code script chk failed (exited with status 1)}. */
  String failure() {
    String how =
        switch (lastFailure.kind()) {
          case EXITED -> "failed (exited with status " + lastFailure.value() + ")";
          case KILLED -> "failed (due to signal " + lastFailure.value() + ")";
          case TIMED_OUT -> "timed out";
          case NOT_STARTED -> "could not be started";
        };
    return "script " + model.name() + " " + how;
  }

  /** Takes a result; returns whether up or down changed, or became known. */
  boolean result(ScriptResult result, EventLog log) {
    if (result.kind() == ScriptResult.Kind.EXITED && result.value() != lastStatus) {
      lastStatus = result.value();
      log.scriptReturns(model.name(), lastStatus);
    }
    boolean success = result.ok();
    successes = success ? successes + 1 : 0;
    failures = success ? 0 : failures + 1;
    if (!success) {
      lastFailure = result;
    }
    boolean decides =
        !known || (success ? !ok && successes >= model.rise() : ok && failures >= model.fall());
    if (!decides) {
      return false;
    }
    known = true;
    ok = success;
    if (success) {
      log.scriptSucceeded(model.name());
    } else {
      log.scriptFailed(model.name(), result);
    }
    return true;
  }
}
