package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.Verdict;

/** The {@code http-response} rules of backend and frontend over one response. */
final class ResponseRules {
  private final HttpStream stream;
  private boolean inFrontend;
  private boolean waiting;

  /** The rule of the set with which to go on. */
  private int rule;

  ResponseRules(HttpStream stream) {
    this.stream = stream;
  }

  /** A new response. */
  void begin() {
    inFrontend = false;
    waiting = false;
    rule = 0;
  }

  /** Whether a rule waits for more of the body. */
  boolean areWaiting() {
    return waiting;
  }

  /** Whether a rule may want to: then the response needs memory of its own. */
  boolean mayWait() {
    return stream.backSettings().responseRules().awaitsBody()
        || stream.frontend.http().responseRules().awaitsBody();
  }

  /** Goes on behind the rule that has waited; as {@link #pass}. */
  boolean goOn() {
    waiting = false;
    return pass();
  }

  /** Evaluates the rules; false if the response waits or is taken care of. */
  boolean pass() {
    HttpSettings back = stream.backSettings();
    HttpSettings front = stream.frontend.http();
    if (!inFrontend && !passes(back)) {
      return false;
    }
    inFrontend = true;
    return front == back || passes(front);
  }

  private boolean passes(HttpSettings http) {
    RuleSet rules = http.responseRules();
    if (rules.isEmpty()) {
      return true;
    }
    int from = rule;
    rule = 0;
    Verdict verdict = rules.evaluate(stream, from);
    if (verdict == Verdict.CONTINUE || verdict == Verdict.WAIT) {
      return true;
    }
    if (verdict == Verdict.BODY) {
      rule = stream.waitForResponseBody();
      waiting = true;
    } else {
      ResponseFailures.refused(stream, verdict);
    }
    return false;
  }
}
