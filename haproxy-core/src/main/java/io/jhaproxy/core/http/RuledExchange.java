package io.jhaproxy.core.http;

import io.jhaproxy.core.cache.Cache;
import io.jhaproxy.core.cache.CacheEntry;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.rule.BandwidthFilter;
import io.jhaproxy.core.rule.Service;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Phase;
import io.jhaproxy.core.stream.Session;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What rules ask of an exchange beyond changing its messages: to be answered from a cache or by a
 * service, to wait for a body, to be slowed down, to hint early.
 */
abstract class RuledExchange extends RequestReading {
  private static final byte[] CACHE_SERVER = KnownFields.ascii("<CACHE>");

  private @Nullable EarlyHints earlyHints;

  /** What a rule has found to answer the request, until the rules are left. */
  private @Nullable CachedResponse fromCache;

  private @Nullable Service ruled;
  private long inspectedUntil = NEVER;
  private long bodyMillis;
  private long bodyBytes;
  private int resumeAt;

  RuledExchange(Session session) {
    super(session);
  }

  abstract RequestSide requestSide();

  abstract ResponseSide responseSide();

  abstract BodyWait bodyWait();

  abstract RequestPhases phases();

  abstract OwnAnswers answers();

  /** A body that was not read stands between this request and the next. */
  abstract void endKeepAliveIfUnread();

  @Override
  public boolean useCache(Cache cache) {
    CacheLookup asked = new CacheLookup(request, isOldClient(), cache);
    lookup = asked;
    if (!asked.mayUse()) {
      return false;
    }
    long now = nowMillis() / 1000;
    CacheEntry entry = asked.find(cache, now);
    countLookup(entry != null);
    if (entry == null) {
      return false;
    }
    fromCache = new CachedResponse(cache, entry, request, now);
    return true;
  }

  @Override
  public void keepIn(Cache cache) {
    CacheLookup asked = lookup;
    if (asked != null && responseSide().cached() == null) {
      responseSide().keep(CacheStore.begin(this, cache, asked));
    }
  }

  @Override
  public byte @Nullable [] cacheName() {
    CachedResponse from = responseSide().cached();
    return from == null ? null : from.cache().nameBytes();
  }

  @Override
  public void limitBandwidth(BandwidthFilter filter, long bytes, long millis) {
    if (filter.request()) {
      requestBandwidth = new Bandwidth(worker, filter, bytes, millis, this::pumpRequest);
    } else {
      responseBandwidth = new Bandwidth(worker, filter, bytes, millis, responseSide()::resume);
    }
  }

  private void pumpRequest() {
    Connection connection = serverConnection;
    if (connection != null) {
      requestSide().pump(connection);
    }
  }

  @Override
  public void serve(Service service) {
    ruled = service;
  }

  /** A rule has said who answers: a cache or a service. */
  void serveAsRuled() {
    CachedResponse from = fromCache;
    Service service = ruled;
    fromCache = null;
    ruled = null;
    if (from != null) {
      answeredBy(CACHE_SERVER);
      endKeepAliveIfUnread();
      settle(Cause.LOCAL, Phase.REQUEST);
      CookiePersistence cookies = enteredOrNull() == null ? null : backSettings().persistence();
      if (cookies != null) {
        cookies.request(this);
      }
      responseSide().replay(from);
    } else if (service != null) {
      answerBy(service);
    }
  }

  /** Lets a service answer, as soon as the body is there if it wants that. */
  void answerBy(Service service) {
    if (service.needsBody(this) && !bodyWait().isThere(0)) {
      awaitClient();
      bodyWait().await(0, () -> serveNow(service));
      return;
    }
    serveNow(service);
  }

  private void serveNow(Service service) {
    requestSide().takeBuffered();
    answers().service(service);
  }

  /** Whether the whole body is in the buffer; if not, the phases go on when it is. */
  boolean bufferBody() {
    if (bodyWait().isThere(0)) {
      return true;
    }
    long timeout = frontend.settings().requestTimeout();
    clientDeadline = after(timeout == 0 ? frontend.settings().clientTimeout() : timeout);
    armTimer();
    bodyWait().await(0, phases()::proceed);
    return false;
  }

  /**
   * Content rules look at the request: whether they may ask for more of its body.
   *
   * @param delay how long they may ask, milliseconds
   */
  boolean beginInspection(long delay) {
    long now = worker.now();
    if (inspectedUntil == NEVER) {
      inspectedUntil = now + delay;
    }
    inspecting = delay > 0 && now < inspectedUntil && !bodyWait().isThere(0);
    return inspecting;
  }

  /** The rules have looked; {@code wait}: they want to again when there is more. */
  void endInspection(boolean wait) {
    inspecting = false;
    if (wait) {
      clientDeadline = inspectedUntil;
      armTimer();
      bodyWait().inspect(phases()::proceed);
    } else {
      inspectedUntil = NEVER;
    }
  }

  /** Whether the proxy has answered the client's expectation itself. */
  boolean hasToldToContinue() {
    return bodyWait().hasTold();
  }

  @Override
  public boolean awaitBody(long millis, long bytes) {
    bodyMillis = millis;
    bodyBytes = bytes;
    return inResponse() ? responseSide().isBodyThere(bytes) : bodyWait().isThere(bytes);
  }

  /** The response waits as a rule has said; the rule with which the set goes on then. */
  int waitForResponseBody() {
    long timeout = serverTimeout(chosenBackend().settings());
    serverDeadline = after(timeout == 0 ? bodyMillis : Math.min(bodyMillis, timeout));
    armTimer();
    return resumeAt;
  }

  /** How much of the response's body a rule waits for; 0: all of it. */
  long awaitedBytes() {
    return bodyBytes;
  }

  @Override
  public void resumeAt(int rule) {
    resumeAt = rule;
  }

  /** Waits as a rule has said; the rule with which the set goes on then. */
  int waitForBody() {
    clientDeadline = after(bodyMillis);
    armTimer();
    worker.execute(() -> bodyWait().await(bodyBytes, phases()::proceed));
    return resumeAt;
  }

  @Override
  public void earlyHint(byte[] name, Slice value) {
    EarlyHints hints = earlyHints;
    if (hints == null) {
      hints = new EarlyHints(this);
      earlyHints = hints;
    }
    hints.add(name, value);
  }

  @Override
  public void sendEarlyHints() {
    EarlyHints hints = earlyHints;
    if (hints != null) {
      hints.send();
    }
  }

  /** Sends an interim response. */
  void sendInterim(ByteBuf out) {
    responseSide().sendInterim(out);
  }
}
