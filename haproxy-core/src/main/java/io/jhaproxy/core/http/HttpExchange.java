package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.BackendSettings.ConnectionMode;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerObserver;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.rule.Service;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.FrontendSettings;
import io.jhaproxy.core.stream.Phase;
import io.jhaproxy.core.stream.ServerPlace;
import io.jhaproxy.core.stream.ServerSideRules;
import io.jhaproxy.core.stream.Session;
import io.jhaproxy.core.stream.TraceFilter;
import io.jhaproxy.core.table.DataType;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exchange as the parts of this room share it: what is counted, which side must move next,
 * whether the client stays. {@link HttpStream} leads through it.
 */
abstract class HttpExchange extends HttpFacts {

  final Connection client;
  boolean keepAlive;

  /** The compression lines that hold for this exchange, and what they chose; null for none. */
  @Nullable Compression compression;

  Compression.@Nullable Algorithm compressing;

  /** How the response is compressed; null as long as that is not known, and if it is not. */
  Compression.@Nullable Algorithm compressed;

  private boolean settled;

  /** What trace filters tell of this exchange, or null. */
  @Nullable ExchangeTrace trace;

  /** Limits that rules have set for the bodies of request and response, or null. */
  @Nullable Bandwidth requestBandwidth;

  @Nullable Bandwidth responseBandwidth;

  /** The request at a cache, or null if no rule led it there. */
  @Nullable CacheLookup lookup;

  /** Status of the server's response, or 0. */
  int serverStatus;

  @Override
  protected void forgetFacts() {
    super.forgetFacts();
    serverStatus = 0;
    compression = null;
    compressing = null;
    compressed = null;
    lookup = null;
    settled = false;
  }

  /** The server of the line that the request goes to, or null. */
  @Nullable Server chosenServer() {
    Server chosen = server;
    return chosen == null || chosen.isListed() ? chosen : null;
  }

  @Nullable Backend enteredOrNull() {
    return backend;
  }

  HttpExchange(Session session) {
    super(session);
    this.client = session.client();
  }

  /** Bytes that a head may have: the rest of the buffer is for rules. */
  int headRoom() {
    return worker.buffers().bufferSize() - frontend.settings().maxRewrite();
  }

  boolean wantsKeepAlive() {
    if (frontend.settings().connectionMode() == ConnectionMode.CLOSE || request.lengthDropped) {
      return false;
    }
    if (request.connectionClose || (request.chunked && isOldClient())) {
      return false;
    }
    return request.isHttp11() || request.connectionKeepAlive;
  }

  boolean isOldClient() {
    return !request.isHttp11();
  }

  boolean abortsOnClose() {
    return chosenBackend().settings().abortOnClose();
  }

  boolean isIdempotent() {
    return request.methodIs("GET")
        || request.methodIs("HEAD")
        || request.methodIs("OPTIONS")
        || request.methodIs("PUT")
        || request.methodIs("DELETE")
        || request.methodIs("TRACE");
  }

  /** Whether a rule or a cookie has chosen the server. */
  boolean isBound() {
    return boundServer != null;
  }

  /** Applies the backend's rules about persistence and servers. */
  void applyRules(ServerSideRules rules) {
    applyServerRules(rules);
  }

  /** Applies the backend's stick lines. */
  void applyStick(ServerSideRules rules) {
    applyStickRules(rules);
  }

  /** Whether the request's cookie has chosen the server that is used. */
  boolean isBoundByCookie() {
    return boundByCookie;
  }

  /** The request's cookie leads to this server. */
  void bindByCookie(Server target) {
    boundServer = target;
    boundByCookie = true;
  }

  /** Whether a force-persist rule holds. */
  boolean forcesPersistence() {
    return forcesPersistence;
  }

  /** Whether an ignore-persist rule holds. */
  boolean ignoresPersistence() {
    return ignoresPersistence;
  }

  void countServerAbort() {
    frontend.counters(worker).srvAbrt++;
    countAbort(false);
  }

  /** Counts who ended a transfer early, at the backend and the server. */
  void countAbort(boolean byClient) {
    Backend entered = backend;
    if (entered != null) {
      entered.counters(worker).countAbort(byClient);
    }
    Server target = server;
    if (target != null) {
      target.counters(worker).countAbort(byClient);
    }
  }

  @Override
  public byte @Nullable [] compressionName() {
    Compression.Algorithm used = compressed;
    return used == null ? null : used.word();
  }

  /** Begins to tell of this exchange, if a filter of the frontend wants that. */
  void beginTrace() {
    List<TraceFilter> filters = frontend.rules().traces();
    if (!filters.isEmpty()) {
      trace = new ExchangeTrace(requestNumber - 1, filters);
    }
  }

  /** Tells of the backend, also by its own filters. */
  void traceBackend(String name) {
    List<TraceFilter> filters = serverSideRules().traces();
    ExchangeTrace told = trace;
    if (told == null && !filters.isEmpty()) {
      told = new ExchangeTrace(requestNumber - 1, List.of());
      trace = told;
    }
    if (told != null) {
      told.backend(name, filters == frontend.rules().traces() ? List.of() : filters);
    }
  }

  /** Nothing more is told of this exchange. */
  void endTrace() {
    ExchangeTrace told = trace;
    if (told != null) {
      trace = null;
      told.stop();
    }
  }

  /** Counts a request that the frontend answers itself; what backends answer counts nowhere. */
  void countIntercepted() {
    if (backend == null) {
      frontend.counters(worker).intercepted++;
    }
  }

  /** Counts a request that a rule refuses, in the frontend and in the backend it has come to. */
  void countDenied() {
    frontend.counters(worker).dreq++;
    Backend entered = backend;
    if (entered != null) {
      entered.counters(worker).dreq++;
    }
  }

  /** Whether the log line was written when the response's head was there. */
  boolean isLoggedEarly() {
    return logsEarly;
  }

  /** Counts a question to a cache where it is asked: in the frontend or the backend. */
  void countLookup(boolean found) {
    Backend entered = backend;
    ProxyCounters counters = entered == null ? frontend.counters(worker) : entered.counters(worker);
    counters.cacheLookups++;
    if (found) {
      counters.cacheHits++;
      countIntercepted();
    }
  }

  /** The server has answered, be it in the interim. */
  void countAnswer() {
    Server target = server;
    if (target != null) {
      target.counters(worker).reqTot++;
      if (response.status < 200 && response.status != 101) {
        target.counters(worker).countStatus(response.status);
      }
    }
  }

  /** Content rules have dropped the answer. */
  void uncountAnswer() {
    Server target = server;
    if (target != null) {
      target.counters(worker).reqTot--;
    }
  }

  /** Tells who judges the server by its traffic, if anybody does. */
  final void observe(ServerObserver.Answer answer) {
    Server target = server;
    ServerObserver observer = target == null ? null : target.observer();
    if (observer != null) {
      observer.answered(answer);
    }
  }

  /** A body ended too early. */
  void countCutBody() {
    countServerAbort();
    chosenBackend().counters(worker).eresp++;
    Server target = server;
    if (target != null) {
      target.counters(worker).eresp++;
    }
  }

  /** Counts a bad or missing response. */
  void countBadResponse() {
    countResponseFailure();
    chosenBackend().counters(worker).eresp++;
    Server target = server;
    if (target != null) {
      target.counters(worker).eresp++;
    }
  }

  /** Counts a response that a rule refused. */
  void countRefusedResponse() {
    frontend.counters(worker).dresp++;
    chosenBackend().counters(worker).dresp++;
    Server refused = server;
    if (refused != null) {
      refused.counters(worker).dresp++;
    }
  }

  /** Log lines show no time for the request. */
  void forgetRequestTime() {
    requestAt = NOT_REACHED;
  }

  /** Log lines show no time for the response. */
  void forgetResponseTime() {
    responseAt = NOT_REACHED;
  }

  /** The client was held long enough. */
  void tarpitOver() {
    queueLeftAt = worker.now();
    requestAt = NOT_REACHED;
  }

  @Override
  final boolean isAwaitingResponse() {
    return isAtServer() && !responseKnown;
  }

  /** The rules of the backend that look at what comes from servers, or null if it has none. */
  final @Nullable ServerSideRules contentOfResponse() {
    ServerSideRules rules = serverSideRules();
    return rules.response().isEmpty() ? null : rules;
  }

  /** Whether the request has a server's connection. */
  boolean isAtServer() {
    return way == Way.READY;
  }

  /** Gives up the way to a server; the phase it was in. */
  Phase abandon() {
    return abandonWay();
  }

  /** What tells connections to the server from each other; null if all are the same. */
  @Nullable ServerPlace placeAt(Server target) {
    return place(target);
  }

  void giveRequestMemory() {
    ByteBuf memory = requestMemory;
    if (memory != null) {
      requestMemory = null;
      worker.buffers().give(memory);
    }
  }

  /** Limits of bandwidth hold no longer. */
  void endBandwidth() {
    Bandwidth in = requestBandwidth;
    if (in != null) {
      requestBandwidth = null;
      in.end();
    }
    Bandwidth out = responseBandwidth;
    if (out != null) {
      responseBandwidth = null;
      out.end();
    }
  }

  /** Says how the exchange ends. */
  void outcome(Cause why, Phase when, int status) {
    if (!settled) {
      cause = why;
      phase = when;
    }
    answeredStatus = status;
  }

  /** Something in the proxy answers: whatever rules say later, that is what log lines tell. */
  void settle(Cause why, Phase when) {
    outcome(why, when, 0);
    settled = true;
  }

  void answeredBy(Service service) {
    answeredBy(service.loggedName());
    countIntercepted();
  }

  /** Log lines show what answers instead of a server; null: there is no line. */
  void answeredBy(byte @Nullable [] name) {
    serviceName = name;
    unlogged = name == null;
    // In log lines a service is a server that was connected and answered at once.
    queueLeftAt = requestAt;
    connectedAt = requestAt;
    responseAt = worker.now();
  }

  void dropServer() {
    closeServerConnection();
  }

  void serverBlocked() {
    serverDeadline = after(serverTimeout(chosenBackend().settings()));
  }

  void awaitClient() {
    clientDeadline = after(frontend.settings().clientTimeout());
    armTimer();
  }

  void requestSentWhole() {
    clientDeadline = NEVER;
  }

  Connection client() {
    return client;
  }

  ByteBuf memory() {
    ByteBuf memory = requestMemory;
    if (memory == null) {
      throw new IllegalStateException("no request");
    }
    return memory;
  }

  boolean keepsAlive() {
    return keepAlive;
  }

  void endKeepAlive() {
    keepAlive = false;
  }

  boolean saysKeepAlive() {
    return keepAlive && isOldClient();
  }

  void serverActive() {
    countBytes();
    Backend entered = backend;
    serverDeadline = entered == null ? NEVER : after(serverTimeout(entered.settings()));
    clientDeadline = NEVER;
    armTimer();
  }

  void clientBlocked() {
    serverDeadline = NEVER;
    clientDeadline = after(frontend.settings().clientTimeout());
    armTimer();
  }

  /** Counts bytes while they pass, where that is wanted (option contstats). */
  void countBytes() {
    if (frontend.settings().countsContinuously()) {
      HttpAccounting.countBytes(this);
    }
  }

  /** Counts bytes in what is tracked. */
  void countBytesTracked(long in, long out) {
    countTrackedBytes(in, out);
  }

  @Override
  public final boolean countsRequests() {
    return true;
  }

  /** Gives the request its number. */
  final void countRequest() {
    requestNumber = session.tools().load().nextRequest(worker);
  }

  /** The request counts in what is tracked. */
  void countRequestTracked() {
    countTracked(DataType.HTTP_REQ_CNT, DataType.HTTP_REQ_RATE, 1);
  }

  /** The request was wrong, refused or answered with 4xx; counts in what is tracked. */
  void countErrorTracked() {
    countRequestError();
  }

  /** Writes the log line before the body, where that is wanted (option logasap). */
  void logEarly() {
    if (frontend.settings().logAsap() && HttpAccounting.mustLog(this)) {
      logsEarly = true;
      frontend.accessLog().write(this, worker.index(), HttpAccounting.isError(this));
    }
  }

  void noDeadlines() {
    serverDeadline = NEVER;
  }

  void tunnelDeadlines(boolean fromClient, boolean fromServer) {
    countBytes();
    FrontendSettings front = frontend.settings();
    BackendSettings back = chosenBackend().settings();
    long tunnelTimeout = tunnelTimeout(back);
    if (fromClient || !front.independent()) {
      clientDeadline = after(tunnelTimeout != 0 ? tunnelTimeout : front.clientTimeout());
    }
    if (fromServer || !back.independent()) {
      serverDeadline = after(tunnelTimeout != 0 ? tunnelTimeout : serverTimeout(back));
    }
    armTimer();
  }

  /** What HTTP adds to the backend; to the frontend, if the exchange ends there. */
  HttpSettings backSettings() {
    return backend instanceof HttpBackend entered ? entered.http() : frontend.http();
  }

  HttpBackend entered() {
    return (HttpBackend) chosenBackend();
  }
}
