package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.ServerObserver;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Phase;

/** What is done about responses that do not come, cannot be read, or may not pass. */
final class ResponseFailures {
  private ResponseFailures() {}

  private static ProxyCounters counters(HttpStream stream) {
    return stream.frontend.counters(stream.worker());
  }

  /** The connected server was silent too long. */
  static void timedOut(HttpStream stream) {
    if (stream.stage == RequestReading.Stage.TUNNEL) {
      stream.countAbort(false);
      stream.endTunnel(Cause.SERVER_TIMEOUT);
    } else if (stream.responseSide().isWaiting()) {
      stream.responseSide().dropRefused();
      stream.dropServer();
      stream.forgetResponseTime();
      stream.answers().error(Cause.SERVER_TIMEOUT, Phase.REQUEST, 504);
    } else if (stream.responseKnown) {
      stream.countServerAbort();
      stream.abort(Cause.SERVER_TIMEOUT, Phase.DATA);
    } else {
      stream.observe(ServerObserver.Answer.LATE);
      if (!stream.retriesOfRequest().retry(L7Retries.TIMEOUT, Cause.SERVER_TIMEOUT)) {
        error(stream, Cause.SERVER_TIMEOUT, 504);
      }
    }
  }

  /** What a server sent is no response. */
  static void junk(HttpStream stream) {
    stream.observe(ServerObserver.Answer.BAD_HEAD);
    if (stream.retriesOfRequest().retry(L7Retries.JUNK, Cause.PROXY)) {
      stream.countBadResponse();
    } else {
      error(stream, Cause.PROXY, 502);
    }
  }

  /** The server's connection ended before a response came. */
  static void serverBroke(HttpStream stream) {
    ServerObserver.Answer answer =
        stream.isServerBroken() ? ServerObserver.Answer.BROKEN : ServerObserver.Answer.CLOSED;
    stream.dropServer();
    if (stream.retriesOfRequest().retry(L7Retries.EMPTY, Cause.SERVER)) {
      stream.observe(answer);
      return;
    }
    boolean reused = stream.reuse().isReused();
    if (reused && stream.requestSide().isReplayable() && stream.isIdempotent()) {
      stream.connectFresh();
    } else if (reused && stream.ordinal > 1) {
      stream.outcome(Cause.SERVER, Phase.HEADERS, stream.answeredStatus);
      stream.endKeepAlive();
      stream.finishExchange();
    } else {
      stream.observe(answer);
      error(stream, Cause.SERVER, 502);
    }
  }

  /** Counts a bad or missing response and answers for the server. */
  static void error(HttpStream stream, Cause why, int status) {
    stream.countBadResponse();
    stream.dropServer();
    stream.answers().error(why, Phase.HEADERS, status);
  }

  /** What came of the body with the head is broken: nothing of it was sent yet. */
  static void broken(HttpStream stream) {
    stream.responseKnown = false;
    error(stream, Cause.PROXY, 502);
  }

  /** A response rule refused: the server's answer is dropped. */
  static void refused(HttpStream stream, Verdict verdict) {
    stream.responseSide().dropRefused();
    stream.forgetResponseTime();
    stream.forgetResponseCookie();
    if (verdict == Verdict.ANSWERED) {
      stream.answers().rule(Cause.LOCAL, Phase.HEADERS);
    } else if (verdict == Verdict.DROPPED) {
      counters(stream).dreq++;
      stream.entered().counters(stream.worker()).dreq++;
      stream.client().abandon();
      stream.outcome(Cause.PROXY, Phase.REQUEST, stream.serverStatus);
      stream.endKeepAlive();
      stream.finishExchange();
    } else {
      stream.countRefusedResponse();
      if (verdict == Verdict.DENIED) {
        stream.answers().rule(Cause.PROXY, Phase.HEADERS);
      } else {
        stream.answers().error(Cause.PROXY, Phase.HEADERS, 502);
      }
    }
  }

  /** The sessions of the server are ended: it went down, another came up, or somebody wants it. */
  static void shutDown(HttpStream stream, Cause why) {
    if (stream.stage == RequestReading.Stage.TUNNEL) {
      stream.abort(why, Phase.NONE);
    } else if (stream.responseKnown) {
      stream.countAbort(false);
      stream.abort(why, Phase.DATA);
    } else if (stream.isAtServer()) {
      error(stream, why, 502);
    } else {
      stream.answers().error(why, stream.abandon(), 503);
    }
  }
}
