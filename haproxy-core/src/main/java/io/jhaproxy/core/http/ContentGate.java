package io.jhaproxy.core.http;

import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Phase;
import io.jhaproxy.core.stream.ServerSideRules;
import io.netty.buffer.ByteBuf;

/**
 * The {@code tcp-response content} rules of the backend over one response. They look as soon as the
 * server is connected, when nothing of the response is there; with an inspect-delay they may want
 * to look again when more is.
 */
final class ContentGate {
  private final HttpStream stream;
  private final ServerSideRules rules;
  private final long until;
  private final Timer timer =
      new Timer() {
        @Override
        protected void expire() {
          stream.responseSide().inspectionIsOver();
        }
      };
  private boolean open;

  ContentGate(HttpStream stream, ServerSideRules rules) {
    this.stream = stream;
    this.rules = rules;
    this.until = stream.worker().now() + rules.responseDelay();
  }

  /** Whether the rules have let the response pass. */
  boolean isOpen() {
    return open;
  }

  /** The server is connected; false if the rules have ended the exchange. */
  boolean admitsServer() {
    stream.inspects(until > stream.worker().now());
    Verdict verdict = rules.response().evaluate(stream);
    boolean waits = stream.isInspecting() && verdict == Verdict.WAIT;
    stream.inspects(false);
    if (waits) {
      stream.worker().timers().schedule(timer, until);
      return true;
    }
    return passed(verdict);
  }

  /** The head of the response is there; true if the rules let it pass. */
  boolean look(ByteBuf buffer) {
    boolean more = !stream.responseSide().isBodyThere(0) && until > stream.worker().now();
    stream.inspects(more);
    int reader = buffer.readerIndex();
    buffer.readerIndex(stream.response.start);
    Verdict verdict = rules.response().evaluate(stream);
    buffer.readerIndex(reader);
    stream.inspects(false);
    return !(more && verdict == Verdict.WAIT) && passed(verdict);
  }

  private boolean passed(Verdict verdict) {
    end();
    open = true;
    if (verdict == Verdict.CONTINUE || verdict == Verdict.WAIT) {
      return true;
    }
    if (verdict == Verdict.CLOSED) {
      return closed();
    }
    stream.responseSide().dropInspected();
    stream.forgetResponseTime();
    if (verdict == Verdict.DROPPED) {
      stream.countDenied();
      stream.client().abandon();
      stream.endUnanswered(Phase.REQUEST);
    } else {
      stream.countRefusedResponse();
      stream.dropServer();
      stream.endUnanswered(Phase.DATA);
    }
    return false;
  }

  /** Nothing more is read from the server: what is there of the response passes. */
  private boolean closed() {
    if (stream.responseKnown) {
      stream.responseSide().closeSource();
      return true;
    }
    ResponseFailures.error(stream, Cause.SERVER, 502);
    return false;
  }

  /** Nobody waits any more. */
  void end() {
    stream.worker().timers().cancel(timer);
  }
}
