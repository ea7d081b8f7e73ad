package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerObserver;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Phase;
import io.jhaproxy.core.stream.Session;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A client in {@code mode http}: one exchange after the other on the same object. A request is
 * parsed in the buffer it was read into, judged by the rules and written to a server; the response
 * comes back through {@link ResponseSide}. While a client is idle no buffer is held.
 */
public final class HttpStream extends RuledExchange {
  private final RequestSide requestSide;
  private final RequestPhases phases;
  private final OwnAnswers answers;
  private final ResponseSide responseSide;
  private final UpgradedTunnel upgraded;
  private final ServerReuse reuse;
  private boolean leaving;
  private final BodyWait bodyWait;
  private final L7Retries retries;

  private HttpStream(Session session) {
    super(session);
    this.requestSide = new RequestSide(this);
    this.reuse = new ServerReuse(this);
    this.bodyWait = new BodyWait(this, requestSide);
    this.retries = new L7Retries(this, requestSide);
    this.phases = new RequestPhases(this);
    this.answers = new OwnAnswers(this);
    this.responseSide = new ResponseSide(this);
    this.upgraded = new UpgradedTunnel(this);
  }

  /** Starts the stream of an accepted client. */
  public static void start(Session session) {
    attached(session).admit();
  }

  /** Takes over a client that was let in as a TCP client and speaks HTTP. */
  public static void upgrade(Session session) {
    attached(session).admitted();
  }

  private static HttpStream attached(Session session) {
    HttpStream stream = new HttpStream(session);
    session.client().handler(stream);
    session.onLeave(stream::leave);
    session.onRenew(stream::renew);
    session.onKill(why -> stream.abort(why, Phase.DATA));
    session.onServerShutdown(why -> ResponseFailures.shutDown(stream, why));
    return stream;
  }

  @Override
  protected void admitted() {
    waitForRequest(frontend.settings().requestTimeout());
    readRequest();
    if (stage != Stage.CLOSED) {
      client.watch();
    }
  }

  /** A soft stop: the next response is the last; who was served and waits may have to go now. */
  private void leave() {
    boolean stays = frontend.settings().idleStays();
    leaving = true;
    if (stage == Stage.HEAD && requestMemory == null && ordinal > 1 && !stays) {
      closeQuietly();
    } else if (!stays || !(responseKnown || responseSide.isSending())) {
      keepAlive = false;
    }
  }

  /** Another configuration holds: an idle client goes over to it. */
  private void renew() {
    if (stage == Stage.HEAD && requestMemory == null) {
      goOver();
    }
  }

  @Override
  void goOver() {
    super.goOver();
    reuse.goOver();
  }

  @Override
  void requestComplete(ByteBuf memory) {
    if (request.chunked && H1Body.isBroken(memory, request.headEnd, memory.writerIndex())) {
      invalid(memory);
      refuse(400);
      return;
    }
    stage = Stage.EXCHANGE;
    requestKnown = true;
    requestAt = worker.now();
    clientDeadline = NEVER;
    countRequest();
    frontend.counters(worker).reqTot++;
    frontend.requestRate().count(worker.index(), requestWall);
    requestSide.begin();
    keepAlive = !leaving && wantsKeepAlive();
    memory.readerIndex(request.headEnd);
    captureRequest();
    beginTrace();
    phases.run();
  }

  // -- for the phases of a request

  @Override
  protected void addressChanged() {
    phases.forgetAddress();
  }

  /** Counts the request into the backend that the phases chose. */
  void enter(HttpBackend next) {
    enterBackend(next);
    traceBackend(next.name());
  }

  /** The request may go to a server. */
  void forward(HttpBackend next, boolean closesServer) {
    reuse.closeAfterwards(closesServer);
    Server last = isBound() ? null : reuse.preferred(next);
    if (last != null) {
      boundServer = last;
    }
    if (trace != null) {
      trace.request(request);
    }
    openServer(next);
  }

  /** Holds the client for a while before it is answered. */
  void tarpit() {
    stage = Stage.TARPIT;
    clientDeadline = after(frontend.settings().tarpitTimeout());
    armTimer();
  }

  /** Ends the exchange and the session without an answer. */
  void reject(Cause why, Phase when) {
    cause = why;
    phase = when;
    keepAlive = false;
    requestAt = NOT_REACHED;
    answeredStatus = -1;
    finishExchange();
  }

  /** Ends the session as if the request had never been read. */
  void rejectUnread() {
    frontend.counters(worker).reqTot--;
    requestKnown = false;
    reject(Cause.PROXY, Phase.REQUEST);
  }

  @Override
  void endKeepAliveIfUnread() {
    if (!requestSide.isDone() && requestSide.takeBuffered()) {
      keepAlive = false;
    }
  }

  // -- what could not be understood

  @Override
  void invalid(ByteBuf memory) {
    InvalidMessages.request(this, memory);
  }

  @Override
  void refuse(int status) {
    RequestFailures.refuse(this, status);
  }

  @Override
  void clientEndedBeforeRequest(boolean begun, boolean broken) {
    RequestFailures.clientEnded(this, begun, broken);
  }

  /** The client left before the server or a rule had the request: it is counted where it went. */
  void leavePhases() {
    phases.leave();
  }

  // -- to the server

  @Override
  protected @Nullable Connection idleConnection(Server candidate) {
    return reuse.idle(candidate);
  }

  /** Connects to the server once more; an idle connection will not do. */
  void connectFresh() {
    reuse.freshOnly();
    requestSide.rewind();
    reconnect();
  }

  @Override
  protected boolean redirects(Server target) {
    byte[] prefix = target.redirect();
    if (prefix == null || !answers.hasPath()) {
      return false;
    }
    passServer(target);
    answers.redirect(prefix);
    return true;
  }

  @Override
  protected void connectStarted(Connection connection) {
    if (!requestSide.isSent() && requestSide.send(connection)) {
      connection.establishedByWrite();
      established(connection, false);
    }
  }

  @Override
  protected void serverReady(Connection connection, boolean reused) {
    reuse.began(reused);
    if (!requestSide.isSent() && !requestSide.send(connection) && connection.isBroken()) {
      ResponseFailures.serverBroke(this);
      return;
    }
    responseSide.expect(connection);
    if (responseSide.admitsServer(contentOfResponse())) {
      requestSide.pump(connection);
    }
  }

  // -- events

  @Override
  public void readable(Connection connection) {
    if (stage == Stage.TUNNEL) {
      upgraded.go();
    } else if (connection == client) {
      clientReadable();
    } else if (connection == serverConnection && stage == Stage.EXCHANGE) {
      responseSide.readable();
    }
  }

  private void clientReadable() {
    switch (stage) {
      case HEAD -> readRequest();
      case WAIT_BODY -> bodyWait.read();
      case EXCHANGE -> {
        Connection connection = serverConnection;
        if (way == Way.READY && connection != null) {
          requestSide.pump(connection);
        } else if (client.hangUpSeen() && backend != null && abortsOnClose()) {
          clientAborted(abandonWay());
        }
      }
      default -> {}
    }
  }

  @Override
  public void writable(Connection connection) {
    if (stage == Stage.TUNNEL) {
      upgraded.go();
    } else if (connection == client) {
      responseSide.clientWritable();
    } else if (connection == serverConnection && requestSide.isBlocked()) {
      if (requestSide.flush(connection)) {
        requestSide.pump(connection);
      } else {
        responseSide.readable();
      }
    }
  }

  // -- failures

  @Override
  protected void clientTimedOut() {
    RequestFailures.timedOut(this);
  }

  @Override
  protected void serverTimedOut() {
    ResponseFailures.timedOut(this);
  }

  @Override
  protected void serverUnavailable() {
    answers.error(cause, phase, 503);
  }

  /** Whether a rule forbids to send the request again. */
  boolean mayRetry() {
    return mayRetryRequest() && retriesAreLeft();
  }

  /** Takes the way to a server again. */
  void tryAgain(Cause why) {
    responseSide.release();
    retryRequest(why);
  }

  void clientAborted(Phase when) {
    frontend.counters(worker).cliAbrt++;
    countAbort(true);
    if (answeredStatus == 0) {
      answeredStatus = 400;
    }
    abort(Cause.CLIENT, when);
  }

  /** Ends the exchange and the session without another byte. */
  void abort(Cause why, Phase when) {
    cause = why;
    phase = when;
    keepAlive = false;
    closeServerConnection();
    finishExchange();
  }

  /** A rule about the response ends the exchange and the session without an answer. */
  void endUnanswered(Phase when) {
    cause = Cause.PROXY;
    phase = when;
    answeredStatus = serverStatus == 0 ? -1 : serverStatus;
    serverStatus = 0;
    keepAlive = false;
    finishExchange();
  }

  /** A complete response head stands in the buffer. */
  void responseArrived(ByteBuf buffer) {
    responseAt = worker.now();
    responseKnown = true;
    responseMemory = buffer;
    answeredStatus = response.status;
    serverStatus = response.status;
    observe(ServerObserver.Answer.ofStatus(serverStatus));
    countStatusTracked(response.status);
    storeServer();
    endRequestVariables();
    captureResponse();
  }

  private void countStatusTracked(int status) {
    if (status / 100 == 4) {
      countRequestError();
    } else if (status / 100 == 5 && status != 501 && status != 505) {
      countResponseFailure();
    }
  }

  @Override
  public void countFailedLogin() {
    countRequestError();
  }

  // -- the end of an exchange

  /** Everything was sent, or nothing more can be: log, count, and wait for the next request. */
  void finishExchange() {
    endedAt = worker.now();
    leaveBackend();
    HttpAccounting.exchangeEnded(this);
    endTracking();
    Connection used = serverConnection;
    Server target = server;
    if (used != null && target != null) {
      serverConnection = null;
      reuse.release(used, target, responseSide.serverMayStay() && requestSide.isDone());
    }
    endBandwidth();
    endTrace();
    requestSide.release();
    responseSide.release();
    releaseBody();
    if (!keepAlive || client.isBroken()) {
      closeSession();
      return;
    }
    nextRequest();
  }

  private void nextRequest() {
    long ended = endedAt;
    ByteBuf memory = requestMemory;
    request.forget();
    response.forget();
    forgetFacts();
    ordinal++;
    startedAt = ended;
    requestBeganAt = ended;
    reuse.forget();
    bodyWait.forget();
    if (frontend.isReplaced()) {
      goOver();
    }
    long timeout = frontend.settings().keepAliveTimeout();
    waitForRequest(timeout != 0 ? timeout : frontend.settings().requestTimeout());
    if (memory != null && memory.isReadable()) {
      memory.discardReadBytes();
      requestBegins();
      worker.execute(this::pipelined);
    } else {
      giveRequestMemory();
      if (client.mayRead()) {
        readRequest();
      }
    }
  }

  /** Ends the session without a log line. */
  void closeQuietly() {
    closeSession();
  }

  private void closeSession() {
    reuse.close();
    stage = Stage.CLOSED;
    stopTimer();
    request.forget();
    response.forget();
    giveRequestMemory();
    client.shutdownOutput();
    session.close();
  }

  // -- for the other classes of this room

  @Override
  RequestPhases phases() {
    return phases;
  }

  @Override
  OwnAnswers answers() {
    return answers;
  }

  ServerReuse reuse() {
    return reuse;
  }

  @Override
  RequestSide requestSide() {
    return requestSide;
  }

  @Override
  ResponseSide responseSide() {
    return responseSide;
  }

  @Override
  BodyWait bodyWait() {
    return bodyWait;
  }

  L7Retries retriesOfRequest() {
    return retries;
  }

  void sendOwn(ByteBuf out) {
    responseSide.sendOwn(out);
  }

  void serverReadable() {
    responseSide.readable();
  }

  boolean isRequestDone() {
    return requestSide.isDone();
  }

  void endTunnel(Cause why) {
    upgraded.end(why);
  }

  void startTunnel(Connection connection, ByteBuf fromServer) {
    stage = Stage.TUNNEL;
    keepAlive = false;
    reuse.closeAfterwards(true);
    upgraded.start(connection, memory(), fromServer);
  }
}
