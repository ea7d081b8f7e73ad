package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.sample.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a TCP client before it gets a server: content rules of the frontend, choice of
 * the backend, content rules of the backend, choice of the server by rule. Rules may wait for the
 * client's first bytes.
 */
final class TcpPhases {
  private final TcpStream stream;
  private final FrontendRules front;
  private Step step = Step.FRONTEND;
  private @Nullable FirstBytes bytes;

  private enum Step {
    FRONTEND,
    BACKEND,
    DONE
  }

  TcpPhases(TcpStream stream) {
    this.stream = stream;
    this.front = stream.session().frontend().rules();
  }

  /** Whether rules wait for bytes. */
  boolean isWaiting() {
    return step != Step.DONE;
  }

  /** When rules must decide, or {@link Stream#NEVER}. */
  long until() {
    FirstBytes known = bytes;
    return known == null || step == Step.DONE ? Stream.NEVER : known.until();
  }

  /** What came so far; false if nothing did or nobody looked. */
  boolean view(Slice into) {
    FirstBytes known = bytes;
    return known != null && known.view(into);
  }

  /** Whether the rules must decide with what there is. */
  boolean isOver() {
    FirstBytes known = bytes;
    return known == null || known.isOver();
  }

  /** The first bytes, which are the tunnel's from now on; null if nobody looked. */
  @Nullable FirstBytes take() {
    FirstBytes known = bytes;
    bytes = null;
    return known;
  }

  /** How much came so far. */
  int length() {
    FirstBytes known = bytes;
    return known == null ? 0 : known.length();
  }

  /** Reads what a client that hung up has left behind; true if there is nothing at all. */
  boolean hasLeftNothing() {
    FirstBytes known = look(0);
    known.read();
    return known.from().inputEnded() && known.length() == 0;
  }

  /** The client was silent too long: it is counted where it would have gone. */
  void leave() {
    Backend chosen =
        step == Step.FRONTEND ? stream.session().frontend().routing().route(stream) : null;
    step = Step.DONE;
    if (chosen != null) {
      stream.enter(chosen);
    }
  }

  private FirstBytes look(long delay) {
    FirstBytes known = bytes;
    if (known == null) {
      known = new FirstBytes(stream.session().client(), stream.worker().now() + delay);
      bytes = known;
    }
    return known;
  }

  /** Goes as far as possible; called at the start, when bytes came and when the time is up. */
  void run() {
    if (step == Step.FRONTEND && passes(front.content(), front.inspectDelay())) {
      Backend chosen = stream.session().frontend().routing().route(stream);
      if (chosen == null) {
        step = Step.DONE;
        stream.noBackend();
        return;
      }
      if (chosen.settings().http() && stream.session().frontend().upgrader() != null) {
        step = Step.DONE;
        stream.speaksHttp();
        return;
      }
      stream.enter(chosen);
      step = Step.BACKEND;
    }
    if (step == Step.BACKEND) {
      ServerSideRules rules = stream.serverSideRules();
      RuleSet content = rules.content() == front.content() ? RuleSet.EMPTY : rules.content();
      if (passes(content, rules.inspectDelay())) {
        step = Step.DONE;
        stream.applyServerRules(rules);
        stream.applyStickRules(rules);
        stream.forward();
      }
    }
  }

  /** Whether the rules let the client pass; if not, they wait or it is taken care of. */
  private boolean passes(RuleSet rules, long delay) {
    if (rules.isEmpty()) {
      return true;
    }
    FirstBytes known = look(delay);
    known.read();
    Verdict verdict = rules.evaluate(stream);
    if (verdict == Verdict.WAIT && !known.isOver()) {
      stream.await();
      return false;
    }
    if (verdict == Verdict.CONTINUE || verdict == Verdict.WAIT) {
      return true;
    }
    step = Step.DONE;
    if (verdict == Verdict.SWITCHED) {
      stream.speaksHttp();
    } else {
      stream.refused(verdict);
    }
    return false;
  }

  /** Gives memory back. */
  void release() {
    FirstBytes known = bytes;
    if (known != null) {
      bytes = null;
      known.release();
    }
  }
}
