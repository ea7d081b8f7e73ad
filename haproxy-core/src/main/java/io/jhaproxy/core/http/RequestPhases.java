package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendSettings.ConnectionMode;
import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Phase;
import io.jhaproxy.core.stream.ServerSideRules;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a complete request before a server sees it: content rules, services and rules of
 * the frontend, choice of the backend, services and rules of the backend, forwarding fields.
 */
final class RequestPhases {
  private final HttpStream stream;

  /** The client's address and its text, made once for the connection. */
  private final Address client = new Address();

  private Slice clientText = new Slice();

  RequestPhases(HttpStream stream) {
    this.stream = stream;
  }

  /** Takes the request through all phases; it ends answered or on its way to a server. */
  void run() {
    HttpFrontend frontend = stream.frontend;
    if (!passesContent(frontend.rules().content())) {
      return;
    }
    if (isServed(frontend.http()) || !passes(frontend.http())) {
      return;
    }
    Backend chosen = frontend.routing().route(stream);
    if (!(chosen instanceof HttpBackend next)) {
      stream.answers().error(Cause.SERVER, Phase.CONNECT, 503);
      return;
    }
    stream.enter(next);
    ServerSideRules rules = next.rules();
    if (rules.content() != frontend.rules().content() && !passesContent(rules.content())) {
      return;
    }
    if (next.http() != frontend.http() && (isServed(next.http()) || !passes(next.http()))) {
      return;
    }
    stream.applyRules(rules);
    CookiePersistence persistence = next.http().persistence();
    if (persistence != null) {
      persistence.request(stream);
    }
    addForwardFor(frontend.http().forwardFor(), next.http().forwardFor());
    forward(next);
  }

  private void forward(HttpBackend next) {
    ConnectionMode front = stream.frontend.settings().connectionMode();
    ConnectionMode back = next.settings().serverMode();
    boolean close = front != ConnectionMode.KEEP_ALIVE || back != ConnectionMode.KEEP_ALIVE;
    if (back == ConnectionMode.CLOSE) {
      stream.endKeepAlive();
    }
    boolean upgrade = stream.request.connectionUpgrade && stream.request.hasUpgrade;
    HeadWriter.prepareRequest(stream.request, close && !upgrade);
    stream.forward(next, close);
  }

  /** Whether tcp-request content rules let the request pass; it is complete, nothing waits. */
  private boolean passesContent(RuleSet rules) {
    if (rules.isEmpty()) {
      return true;
    }
    ByteBuf memory = stream.memory();
    int reader = memory.readerIndex();
    memory.readerIndex(stream.request.start);
    Verdict verdict = rules.evaluate(stream);
    memory.readerIndex(reader);
    if (verdict == Verdict.CONTINUE || verdict == Verdict.WAIT) {
      return true;
    }
    stream.frontend.counters(stream.worker()).dreq++;
    if (verdict == Verdict.DROPPED) {
      stream.client().abandon();
    }
    stream.reject(Cause.PROXY, Phase.REQUEST);
    return false;
  }

  private boolean isServed(HttpSettings http) {
    for (HttpService service : http.services()) {
      if (service.accepts(stream)) {
        stream.serve(service);
        return true;
      }
    }
    return false;
  }

  /** Whether the rules let the request pass; if not, it is taken care of. */
  private boolean passes(HttpSettings http) {
    RuleSet rules = http.requestRules();
    if (rules.isEmpty()) {
      return true;
    }
    Verdict verdict = rules.evaluate(stream);
    switch (verdict) {
      case CONTINUE, WAIT -> {
        return true;
      }
      case ANSWERED -> {
        stream.frontend.counters(stream.worker()).intercepted++;
        stream.answers().rule(Cause.LOCAL, Phase.REQUEST);
      }
      case DENIED -> {
        stream.frontend.counters(stream.worker()).dreq++;
        stream.answers().rule(Cause.PROXY, Phase.REQUEST);
      }
      case TARPITTED -> {
        stream.frontend.counters(stream.worker()).dreq++;
        stream.tarpit();
      }
      case REJECTED, DROPPED, CLOSED -> {
        if (verdict == Verdict.DROPPED) {
          stream.client().abandon();
        }
        stream.frontend.counters(stream.worker()).dreq++;
        stream.reject(Cause.PROXY, Phase.REQUEST);
      }
      case FAILED -> stream.answers().error(Cause.PROXY, Phase.REQUEST, 500);
    }
    return false;
  }

  /** The backend's option wins over the frontend's (manual, option forwardfor). */
  private void addForwardFor(
      HttpSettings.@Nullable ForwardFor front, HttpSettings.@Nullable ForwardFor back) {
    HttpSettings.ForwardFor option = back != null ? back : front;
    if (option == null) {
      return;
    }
    if (client.family() == Address.NONE && stream.clientAddress(client)) {
      clientText = Slice.of(HeadWriter.text(client));
    }
    HeadWriter.forwardFor(stream.request, option, client, clientText);
  }
}
