package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendSettings.ConnectionMode;
import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.Userlist;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.FrontendRules;
import io.jhaproxy.core.stream.Phase;
import io.jhaproxy.core.stream.ServerSideRules;
import io.netty.buffer.ByteBuf;
import java.util.List;
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
  private final Slice text = new Slice();
  private Step step = Step.CONTENT;

  /** The rule of the set with which to go on. */
  private int rule;

  RequestPhases(HttpStream stream) {
    this.stream = stream;
  }

  /** How far a request is. */
  private enum Step {
    CONTENT,
    FRONT_BODY,
    FRONT_RULES,
    ROUTE,
    BACK_CONTENT,
    BACK_BODY,
    BACK_RULES,
    FORWARD
  }

  /** Takes the request through all phases; it ends answered or on its way to a server. */
  void run() {
    step = Step.CONTENT;
    rule = 0;
    proceed();
  }

  /** Goes on where a rule or option has waited for the body. */
  void proceed() {
    Step before = null;
    while (before != step) {
      before = step;
      Step next = advance();
      if (next == null) {
        return;
      }
      step = next;
    }
  }

  /** The next step, or null if the request waits or is taken care of. */
  private @Nullable Step advance() {
    HttpFrontend frontend = stream.frontend;
    switch (step) {
      case CONTENT -> {
        FrontendRules rules = frontend.rules();
        if (!passesContent(rules.content(), rules.inspectDelay())) {
          return null;
        }
        stream.countRequestTracked();
        return Step.FRONT_BODY;
      }
      case FRONT_BODY -> {
        return hasBody(frontend.http()) && !isServed(frontend.http()) ? Step.FRONT_RULES : null;
      }
      case FRONT_RULES -> {
        return passes(frontend.http()) ? Step.ROUTE : null;
      }
      case ROUTE -> {
        return route(frontend);
      }
      default -> {
        return advanceInBackend(frontend.http(), stream.entered());
      }
    }
  }

  private @Nullable Step advanceInBackend(HttpSettings front, HttpBackend backend) {
    HttpSettings back = backend.http();
    boolean same = back == front;
    switch (step) {
      case BACK_CONTENT -> {
        ServerSideRules rules = backend.rules();
        return passesContent(rules.content(), rules.inspectDelay()) ? Step.BACK_BODY : null;
      }
      case BACK_BODY -> {
        return same || (hasBody(back) && !isServed(back)) ? Step.BACK_RULES : null;
      }
      case BACK_RULES -> {
        return same || passes(back) ? Step.FORWARD : null;
      }
      default -> {
        finish(front, backend);
        return null;
      }
    }
  }

  private @Nullable Step route(HttpFrontend frontend) {
    Backend chosen = frontend.routing().route(stream);
    if (!(chosen instanceof HttpBackend next)) {
      stream.answers().error(Cause.SERVER, Phase.CONNECT, 503);
      return null;
    }
    stream.enter(next);
    return next.rules().content() == frontend.rules().content()
        ? Step.BACK_BODY
        : Step.BACK_CONTENT;
  }

  private void finish(HttpSettings front, HttpBackend next) {
    stream.applyRules(next.rules());
    CookiePersistence persistence = next.http().persistence();
    if (persistence != null) {
      persistence.request(stream);
    }
    stream.applyStick(next.rules());
    addForwardFor(front.forwardFor(), next.http().forwardFor());
    addOriginalTo(front.options().originalTo(), next.http().options().originalTo());
    chooseCompression(front, next.http());
    byte[] idHeader = front.options().uniqueIdHeader();
    if (idHeader != null && stream.uniqueId(text)) {
      stream.request.add(idHeader, text);
    }
    if (stream.hasToldToContinue()) {
      KnownFields.dropExpect(stream.request);
    }
    forward(next);
  }

  /** Whether the body is there where it is wanted first (option http-buffer-request). */
  private boolean hasBody(HttpSettings http) {
    if (!http.options().names().admit(stream.request, text)) {
      stream.countDenied();
      stream.answers().error(Cause.PROXY, Phase.REQUEST, 403);
      return false;
    }
    List<Userlist> lists = http.options().userlists();
    if (!lists.isEmpty() && !LoginCheck.isDone(stream, lists, this::proceed)) {
      return false;
    }
    return !http.options().buffersRequest() || stream.bufferBody();
  }

  /** The backend's lines win over the frontend's. */
  private void chooseCompression(HttpSettings front, HttpSettings back) {
    Compression own = back.options().compression();
    Compression lines = own != null ? own : front.options().compression();
    if (lines != null) {
      stream.compression = lines;
      stream.compressing = lines.choose(stream.request);
    }
  }

  private void forward(HttpBackend next) {
    ConnectionMode front = stream.frontend.settings().connectionMode();
    ConnectionMode back = next.settings().serverMode();
    boolean bodyToTunnel = stream.request.chunked && stream.request.methodIs("CONNECT");
    boolean close =
        front != ConnectionMode.KEEP_ALIVE || back != ConnectionMode.KEEP_ALIVE || bodyToTunnel;
    boolean upgrade = stream.request.connectionUpgrade && stream.request.hasUpgrade;
    boolean says = close && !upgrade && !next.http().options().pretendsKeepAlive();
    HeadWriter.prepareRequest(stream.request, says);
    stream.forward(next, close);
  }

  /**
   * Whether tcp-request content rules let the request pass; they may wait for its body.
   *
   * @param delay how long, milliseconds
   */
  private boolean passesContent(RuleSet rules, long delay) {
    if (rules.isEmpty()) {
      return true;
    }
    boolean mayWait = stream.beginInspection(delay);
    ByteBuf memory = stream.memory();
    int reader = memory.readerIndex();
    memory.readerIndex(stream.request.start);
    Verdict verdict = rules.evaluate(stream);
    memory.readerIndex(reader);
    boolean waits = mayWait && verdict == Verdict.WAIT;
    stream.endInspection(waits);
    if (waits) {
      return false;
    }
    if (verdict == Verdict.CONTINUE || verdict == Verdict.WAIT || verdict == Verdict.SWITCHED) {
      return true;
    }
    stream.frontend.counters(stream.worker()).dreq++;
    if (verdict == Verdict.DROPPED) {
      stream.client().abandon();
    }
    stream.rejectUnread();
    return false;
  }

  private boolean isServed(HttpSettings http) {
    List<HttpService> services = http.services();
    // By index: an iterator would be allocated for each request.
    for (int i = 0; i < services.size(); i++) {
      HttpService service = services.get(i);
      if (service.accepts(stream)) {
        stream.answerBy(service);
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
    int from = rule;
    rule = 0;
    Verdict verdict = rules.evaluate(stream, from);
    stream.sendEarlyHints();
    switch (verdict) {
      case CONTINUE, WAIT -> {
        return true;
      }
      case BODY -> rule = stream.waitForBody();
      case SERVED -> stream.serveAsRuled();
      case ANSWERED -> {
        stream.forgetRequestCookie();
        stream.countIntercepted();
        stream.answers().rule(Cause.LOCAL, Phase.REQUEST);
      }
      case DENIED -> {
        stream.countErrorTracked();
        stream.countDenied();
        stream.answers().rule(Cause.PROXY, Phase.REQUEST);
      }
      case TARPITTED -> {
        stream.countErrorTracked();
        stream.countDenied();
        stream.tarpit();
      }
      case REJECTED, DROPPED, CLOSED -> {
        if (verdict == Verdict.DROPPED) {
          stream.client().abandon();
        }
        stream.countDenied();
        stream.reject(Cause.PROXY, Phase.REQUEST);
      }
      case SWITCHED -> throw new IllegalStateException("switch-mode is a content rule");
      case INVALID -> RequestFailures.refuseForm(stream);
      case FAILED -> stream.answers().error(Cause.PROXY, Phase.REQUEST, 500);
    }
    return false;
  }

  /** The client has left: it is counted where it would have gone. */
  void leave() {
    Backend chosen =
        step.compareTo(Step.ROUTE) <= 0 ? stream.frontend.routing().route(stream) : null;
    if (chosen instanceof HttpBackend next) {
      stream.enter(next);
    }
  }

  /** The client's address has changed. */
  void forgetAddress() {
    client.clear();
  }

  /** The backend's option wins over the frontend's (manual, option originalto). */
  private void addOriginalTo(
      HttpSettings.@Nullable ForwardFor front, HttpSettings.@Nullable ForwardFor back) {
    HttpSettings.ForwardFor option = back != null ? back : front;
    if (option == null) {
      return;
    }
    Address address = new Address();
    if (stream.frontendAddress(address)) {
      HeadWriter.forwardFor(stream.request, option, address, Slice.of(HeadWriter.text(address)));
    }
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
