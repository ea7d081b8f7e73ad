package io.jhaproxy.core.http;

import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.FrontendSettings;
import io.jhaproxy.core.stream.Phase;
import io.netty.buffer.ByteBuf;

/** What is done about requests that cannot be read, do not come, or whose client leaves. */
final class RequestFailures {
  private RequestFailures() {}

  private static ProxyCounters counters(HttpStream stream) {
    return stream.frontend.counters(stream.worker());
  }

  /** What came cannot be a request. */
  static void refuse(HttpStream stream, int status) {
    stream.stage = RequestReading.Stage.EXCHANGE;
    stream.countRequest();
    counters(stream).ereq++;
    counters(stream).reqTot++;
    stream.countRequestTracked();
    stream.countErrorTracked();
    stream.requestSide().none();
    stream.answers().refusal(status == 408 ? Cause.CLIENT_TIMEOUT : Cause.PROXY, status);
  }

  /** The request breaks a rule about its form. */
  static void refuseForm(HttpStream stream) {
    counters(stream).ereq++;
    stream.countErrorTracked();
    stream.forgetRequestTime();
    stream.answers().error(Cause.PROXY, Phase.REQUEST, 400);
  }

  /** The client ended before a head was complete. */
  static void clientEnded(HttpStream stream, boolean begun, boolean broken) {
    FrontendSettings settings = stream.frontend.settings();
    if (!begun && (stream.ordinal > 1 || settings.ignoreProbes())) {
      stream.closeQuietly();
      return;
    }
    stream.outcome(Cause.CLIENT, Phase.REQUEST, 400);
    stream.endKeepAlive();
    stream.stage = RequestReading.Stage.EXCHANGE;
    stream.countRequest();
    counters(stream).reqTot++;
    counters(stream).ereq++;
    stream.countRequestTracked();
    stream.countErrorTracked();
    if (begun) {
      counters(stream).cliAbrt++;
    }
    if (broken) {
      if (!begun && settings.dontLogNull()) {
        stream.closeQuietly();
      } else {
        stream.finishExchange();
      }
      return;
    }
    ByteBuf out = stream.worker().scratch();
    out.writeBytes(stream.frontend.http().errors().early(400));
    if (!begun && settings.dontLogNull()) {
      stream.client().write(out);
      stream.closeQuietly();
    } else {
      stream.sendOwn(out);
    }
  }

  /** The client ended before the body that somebody waits for was there. */
  static void clientLeftInBody(HttpStream stream) {
    counters(stream).ereq++;
    stream.countErrorTracked();
    stream.leavePhases();
    counters(stream).cliAbrt++;
    stream.countAbort(true);
    countBuffered(stream);
    stream.answeredStatus = -1;
    stream.abort(Cause.CLIENT, Phase.REQUEST);
  }

  /** The client was silent too long. */
  static void timedOut(HttpStream stream) {
    switch (stream.stage) {
      case HEAD -> headTimedOut(stream);
      case TARPIT -> {
        stream.tarpitOver();
        stream.answers().rule(Cause.PROXY, Phase.TARPIT);
      }
      case TUNNEL -> {
        stream.countAbort(true);
        stream.endTunnel(Cause.CLIENT_TIMEOUT);
      }
      case WAIT_BODY -> {
        if (!stream.bodyWait().timeIsUp()) {
          counters(stream).ereq++;
          stream.forgetRequestTime();
          countBuffered(stream);
          stream.answers().error(Cause.CLIENT_TIMEOUT, Phase.REQUEST, 408);
        }
      }
      case EXCHANGE -> {
        if (stream.responseKnown || stream.responseSide().isSending()) {
          stream.abort(Cause.CLIENT_TIMEOUT, Phase.DATA);
        } else {
          stream.dropServer();
          stream.answers().error(Cause.CLIENT_TIMEOUT, Phase.DATA, 408);
        }
      }
      default -> {}
    }
  }

  private static void headTimedOut(HttpStream stream) {
    FrontendSettings settings = stream.frontend.settings();
    boolean begun = stream.requestMemory != null;
    if (!begun && (stream.ordinal > 1 || settings.ignoreProbes())) {
      stream.closeQuietly();
    } else if (!begun && settings.dontLogNull()) {
      ByteBuf out = stream.worker().scratch();
      out.writeBytes(stream.frontend.http().errors().early(408));
      stream.client().write(out);
      stream.closeQuietly();
    } else {
      refuse(stream, 408);
    }
  }

  private static void countBuffered(HttpStream stream) {
    stream.bytesIn += stream.memory().writerIndex() - stream.request.headEnd;
  }
}
