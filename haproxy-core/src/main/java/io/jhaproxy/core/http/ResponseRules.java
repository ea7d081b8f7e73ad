package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.stream.ServerSideRules;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

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

  /** The rules that look before these do, or null. */
  private @Nullable ContentGate gate;

  /** A new response. */
  void begin() {
    end();
    inFrontend = false;
    waiting = false;
    rule = 0;
  }

  /** Whether a rule waits for more of the body. */
  boolean areWaiting() {
    return waiting;
  }

  /** The server is connected: its backend has content rules. */
  boolean admitServer(ServerSideRules content) {
    ContentGate made = new ContentGate(stream, content);
    gate = made;
    return made.admitsServer();
  }

  /** Whether content rules want to look at each piece of the response. */
  boolean inspect() {
    ContentGate looking = gate;
    return looking != null && !looking.isOpen();
  }

  /** Content rules look at an interim response; false if they have ended the exchange. */
  boolean lookAtInterim(ByteBuf buffer) {
    ContentGate looking = gate;
    return looking == null || looking.look(buffer) || !looking.isOpen();
  }

  /** The time of content rules is up, and nothing has come. */
  void lookAgain() {
    ContentGate looking = gate;
    if (looking != null) {
      looking.admitsServer();
    }
  }

  /** No response is expected any more. */
  void end() {
    ContentGate looking = gate;
    if (looking != null) {
      gate = null;
      looking.end();
    }
  }

  /** Whether a rule may want to: then the response needs memory of its own. */
  boolean mayWait() {
    return inspect()
        || stream.backSettings().responseRules().awaitsBody()
        || stream.frontend.http().responseRules().awaitsBody();
  }

  /** Goes on behind the rule that has waited; as {@link #pass}. */
  boolean goOn() {
    waiting = false;
    return pass();
  }

  /** Evaluates the rules; false if the response waits or is taken care of. */
  boolean pass() {
    ContentGate looking = gate;
    ByteBuf buffer = stream.responseMemory;
    if (looking != null && buffer != null && !looking.isOpen() && !looking.look(buffer)) {
      waiting = !looking.isOpen();
      return false;
    }
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
