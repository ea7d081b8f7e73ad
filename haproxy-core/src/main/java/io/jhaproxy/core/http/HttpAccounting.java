package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.FrontendSettings;

/** Counts an exchange and writes its log line. */
final class HttpAccounting {
  private HttpAccounting() {}

  /** A body went through the compressor. */
  static void compressed(HttpExchange stream, CompressedBody body) {
    count(stream.frontend.counters(stream.worker()), body);
    Backend entered = stream.enteredOrNull();
    if (entered != null) {
      count(entered.counters(stream.worker()), body);
    }
  }

  private static void count(ProxyCounters counters, CompressedBody body) {
    counters.compRsp++;
    if (body.isIdentity()) {
      counters.compByp += body.taken();
    } else {
      counters.compIn += body.taken();
      counters.compOut += body.given();
    }
  }

  static void exchangeEnded(HttpExchange stream) {
    Worker worker = stream.worker();
    countBytes(stream);
    Backend entered = stream.enteredOrNull();
    if (entered != null) {
      entered.counters(stream.worker()).reqTot++;
    }
    countStatus(stream);
    if (mustLog(stream)) {
      stream.frontend.accessLog().write(stream, worker.index(), isError(stream));
    }
  }

  /** Whether the line of an exchange tells something that deserves a look. */
  static boolean isError(HttpExchange stream) {
    boolean odd = stream.cause() != Cause.NONE && stream.cause() != Cause.LOCAL;
    return odd || stream.answeredStatus >= 500 || stream.retries() > 0 || stream.redispatched();
  }

  /** Adds what has passed since the last time to the counters. */
  static void countBytes(HttpExchange stream) {
    Worker worker = stream.worker();
    long in = stream.bytesIn - stream.countedIn;
    long out = stream.bytesOut - stream.countedOut;
    stream.countedIn = stream.bytesIn;
    stream.countedOut = stream.bytesOut;
    stream.countBytesTracked(in, out);
    stream.frontend.counters(worker).addBytes(in, out);
    stream.session().bind().counters(worker).addBytes(in, out);
    Backend entered = stream.frontend.countsInto(stream.enteredOrNull());
    if (entered != null) {
      entered.counters(worker).addBytes(in, out);
    }
    Server server = stream.chosenServer();
    if (server != null) {
      server.counters(worker).addBytes(in, out);
    }
  }

  private static void countStatus(HttpExchange stream) {
    int status = stream.answeredStatus;
    if (status == 0) {
      return;
    }
    Worker worker = stream.worker();
    stream.frontend.counters(worker).countStatus(status);
    Backend entered = stream.enteredOrNull();
    if (entered != null) {
      entered.counters(worker).countStatus(status);
    }
    Server server = stream.chosenServer();
    if (server != null && stream.serverStatus != 0) {
      server.counters(worker).countStatus(stream.serverStatus);
    }
  }

  /** Whether the log wants a line of this exchange, as far as it is known. */
  static boolean mustLog(HttpExchange stream) {
    FrontendSettings settings = stream.frontend.settings();
    if (stream.isLoggedEarly() || stream.unlogged) {
      return false;
    }
    if (stream.answeredStatus == 101
        && stream.request.hasWebSocketKey
        && !stream.frontend.logsWebSockets()) {
      return false;
    }
    return !settings.dontLogNormal() || isError(stream);
  }
}
