package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stats.ServerCounters;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.FrontendSettings;

/** Counts an exchange and writes its log line. */
final class HttpAccounting {
  private HttpAccounting() {}

  static void exchangeEnded(HttpStream stream) {
    Worker worker = stream.worker();
    ProxyCounters front = stream.frontend.counters(worker);
    front.bin += stream.bytesIn;
    front.bout += stream.bytesOut;
    if (stream.answeredStatus != 0) {
      front.countStatus(stream.answeredStatus);
    }
    ProxyCounters listener = stream.session().bind().counters(worker);
    listener.bin += stream.bytesIn;
    listener.bout += stream.bytesOut;
    Backend entered = stream.enteredOrNull();
    if (entered != null) {
      count(stream, entered.counters(worker));
    }
    Server server = stream.chosenServer();
    if (server != null) {
      ServerCounters counters = server.counters(worker);
      counters.bin += stream.bytesIn;
      counters.bout += stream.bytesOut;
      if (stream.hasResponse()) {
        counters.countStatus(stream.answeredStatus);
      }
    }
    if (mustLog(stream)) {
      boolean error = stream.cause() != Cause.NONE && stream.cause() != Cause.LOCAL;
      stream
          .frontend
          .accessLog()
          .write(stream, worker.index(), error || stream.answeredStatus >= 500);
    }
  }

  private static void count(HttpStream stream, ProxyCounters counters) {
    counters.bin += stream.bytesIn;
    counters.bout += stream.bytesOut;
    if (stream.answeredStatus != 0) {
      counters.countStatus(stream.answeredStatus);
    }
  }

  private static boolean mustLog(HttpStream stream) {
    FrontendSettings settings = stream.frontend.settings();
    if (stream.early() || stream.unlogged) {
      return false;
    }
    boolean normal = stream.cause() == Cause.NONE && stream.answeredStatus < 500;
    return !(settings.dontLogNormal() && normal && stream.retries() == 0);
  }
}
