package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.BackendSettings.Reuse;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.FrontendSettings;
import io.jhaproxy.core.stream.Phase;
import io.jhaproxy.core.stream.ServerPlace;
import io.jhaproxy.core.stream.Session;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A client in {@code mode http}: one exchange after the other on the same object. A request is
 * parsed in the buffer it was read into, judged by the rules and written to a server; the response
 * comes back through {@link ResponseSide}. While a client is idle no buffer is held.
 */
public final class HttpStream extends RequestReading {
  private static final byte[] EARLY_HINTS = KnownFields.ascii("HTTP/1.1 103 Early Hints\r\n");

  private final RequestSide requestSide;
  private final RequestPhases phases;
  private final OwnAnswers answers;
  private final ResponseSide responseSide;
  private final UpgradedTunnel upgraded;
  private boolean freshOnly;
  private boolean connectionReused;
  private boolean closeServer;
  private boolean leaving;
  private final BodyWait bodyWait;
  private final L7Retries retries;

  private final OwnConnections own = new OwnConnections();

  private @Nullable ByteBuf earlyHints;
  private long bodyMillis;
  private long bodyBytes;
  private int resumeAt;

  private HttpStream(Session session) {
    super(session);
    this.requestSide = new RequestSide(this);
    this.bodyWait = new BodyWait(this, requestSide);
    this.retries = new L7Retries(this, requestSide);
    this.phases = new RequestPhases(this);
    this.answers = new OwnAnswers(this);
    this.responseSide = new ResponseSide(this);
    this.upgraded = new UpgradedTunnel(this);
  }

  /** Starts the stream of an accepted client. */
  public static void start(Session session) {
    HttpStream stream = new HttpStream(session);
    session.client().handler(stream);
    session.onLeave(stream::leave);
    session.onRenew(stream::renew);
    session.onKill(why -> stream.abort(why, Phase.DATA));
    session.onServerShutdown(stream::shutDownServer);
    stream.admit();
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
    own.goOver();
  }

  @Override
  void requestComplete(ByteBuf memory) {
    if (request.chunked && H1Body.isBroken(memory, request.headEnd, memory.writerIndex())) {
      refuse(400);
      return;
    }
    stage = Stage.EXCHANGE;
    requestKnown = true;
    requestAt = worker.now();
    clientDeadline = NEVER;
    requestNumber = session.tools().load().nextRequest(worker);
    frontend.counters(worker).reqTot++;
    frontend.requestRate().count(worker.index(), requestWall);
    requestSide.begin();
    keepAlive = !leaving && wantsKeepAlive();
    memory.readerIndex(request.headEnd);
    captureRequest();
    phases.run();
  }

  // -- for the phases of a request

  /** Lets a service answer, as soon as the body is there if it wants that. */
  void serve(HttpService service) {
    if (service.needsBody(this) && !bodyWait.isThere(0)) {
      awaitClient();
      bodyWait.await(0, () -> serveNow(service));
      return;
    }
    serveNow(service);
  }

  private void serveNow(HttpService service) {
    requestSide.takeBuffered();
    answers.service(service);
  }

  /** Whether the whole body is in the buffer; if not, the phases go on when it is. */
  boolean bufferBody() {
    if (bodyWait.isThere(0)) {
      return true;
    }
    long timeout = frontend.settings().requestTimeout();
    clientDeadline = after(timeout == 0 ? frontend.settings().clientTimeout() : timeout);
    armTimer();
    bodyWait.await(0, phases::proceed);
    return false;
  }

  /** Whether the proxy has answered the client's expectation itself. */
  boolean hasToldToContinue() {
    return bodyWait.hasTold();
  }

  @Override
  public boolean awaitBody(long millis, long bytes) {
    bodyMillis = millis;
    bodyBytes = bytes;
    return inResponse() ? responseSide.isBodyThere(bytes) : bodyWait.isThere(bytes);
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
    worker.execute(() -> bodyWait.await(bodyBytes, phases::proceed));
    return resumeAt;
  }

  @Override
  public void earlyHint(byte[] name, Slice value) {
    if (isOldClient()) {
      return;
    }
    ByteBuf hints = earlyHints;
    if (hints == null) {
      hints = worker.buffers().take();
      earlyHints = hints;
      hints.writeBytes(EARLY_HINTS);
    }
    hints.writeBytes(name).writeShort(Bytes.COLON_SPACE);
    hints.writeBytes(value.buffer(), value.offset(), value.length()).writeShort(Bytes.CRLF);
  }

  @Override
  public void sendEarlyHints() {
    ByteBuf hints = earlyHints;
    if (hints != null) {
      earlyHints = null;
      hints.writeShort(Bytes.CRLF);
      sendInterim(hints);
      worker.buffers().give(hints);
    }
  }

  /** Sends an interim response. */
  void sendInterim(ByteBuf out) {
    responseSide.sendInterim(out);
  }

  @Override
  protected void addressChanged() {
    phases.forgetAddress();
  }

  /** Counts the request into the backend that the phases chose. */
  void enter(HttpBackend next) {
    enterBackend(next);
  }

  /** The request may go to a server. */
  void forward(HttpBackend next, boolean closesServer) {
    closeServer = closesServer;
    Server last = isBound() ? null : own.preferred(next);
    if (last != null) {
      boundServer = last;
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

  /** The client ended before the body that somebody waits for was there. */
  void clientLeftInBody() {
    frontend.counters(worker).ereq++;
    phases.leave();
    frontend.counters(worker).cliAbrt++;
    countAbort(true);
    bytesIn += memory().writerIndex() - request.headEnd;
    answeredStatus = -1;
    abort(Cause.CLIENT, Phase.REQUEST);
  }

  /** The time for the body is over. */
  private void bodyTimedOut() {
    frontend.counters(worker).ereq++;
    requestAt = NOT_REACHED;
    bytesIn += memory().writerIndex() - request.headEnd;
    answers.error(Cause.CLIENT_TIMEOUT, Phase.REQUEST, 408);
  }

  /** The request breaks a rule about its form. */
  void refuseForm() {
    frontend.counters(worker).ereq++;
    requestAt = NOT_REACHED;
    answers.error(Cause.PROXY, Phase.REQUEST, 400);
  }

  /** A body that was not read stands between this request and the next. */
  void endKeepAliveIfUnread() {
    if (!requestSide.isDone() && requestSide.takeBuffered()) {
      keepAlive = false;
    }
  }

  // -- what could not be understood

  @Override
  void refuse(int status) {
    stage = Stage.EXCHANGE;
    frontend.counters(worker).ereq++;
    frontend.counters(worker).reqTot++;
    requestSide.none();
    answers.refusal(status == 408 ? Cause.CLIENT_TIMEOUT : Cause.PROXY, status);
  }

  @Override
  void clientEndedBeforeRequest(boolean begun, boolean broken) {
    FrontendSettings settings = frontend.settings();
    if (!begun && (ordinal > 1 || settings.ignoreProbes())) {
      closeQuietly();
      return;
    }
    cause = Cause.CLIENT;
    phase = Phase.REQUEST;
    answeredStatus = 400;
    keepAlive = false;
    stage = Stage.EXCHANGE;
    frontend.counters(worker).reqTot++;
    frontend.counters(worker).ereq++;
    if (begun) {
      frontend.counters(worker).cliAbrt++;
    }
    if (broken) {
      endWithoutRequest(begun);
      return;
    }
    ByteBuf out = worker.scratch();
    out.writeBytes(frontend.http().errors().early(400));
    if (!begun && settings.dontLogNull()) {
      client.write(out);
      closeQuietly();
    } else {
      responseSide.sendOwn(out);
    }
  }

  private void endWithoutRequest(boolean begun) {
    if (!begun && frontend.settings().dontLogNull()) {
      closeQuietly();
    } else {
      finishExchange();
    }
  }

  // -- to the server

  @Override
  protected @Nullable Connection idleConnection(Server candidate) {
    Reuse reuse = chosenBackend().settings().reuse();
    if (freshOnly) {
      return null;
    }
    Connection mine = own.take(candidate);
    ServerPlace place = place(candidate);
    if (mine != null && place != null && !mine.peer().equals(place.destination())) {
      mine.close();
      return null;
    }
    if (mine != null || reuse == Reuse.NEVER || (reuse == Reuse.SAFE && ordinal == 1)) {
      return mine;
    }
    return candidate.idle(worker).take(candidate.sendProxy().version() == 0 ? place : session);
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
    connectionReused = reused;
    if (!requestSide.isSent() && !requestSide.send(connection) && connection.isBroken()) {
      serverBroke();
      return;
    }
    responseSide.expect(connection);
    requestSide.pump(connection);
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
  protected void serverUnavailable() {
    answers.error(cause, phase, 503);
  }

  @Override
  protected void clientTimedOut() {
    switch (stage) {
      case HEAD -> headTimedOut();
      case TARPIT -> {
        queueLeftAt = worker.now();
        requestAt = NOT_REACHED;
        answers.rule(Cause.PROXY, Phase.TARPIT);
      }
      case TUNNEL -> {
        countAbort(true);
        upgraded.end(Cause.CLIENT_TIMEOUT);
      }
      case WAIT_BODY -> bodyTimedOut();
      case EXCHANGE -> {
        if (responseKnown || responseSide.isSending()) {
          abort(Cause.CLIENT_TIMEOUT, Phase.DATA);
        } else {
          closeServerConnection();
          answers.error(Cause.CLIENT_TIMEOUT, Phase.DATA, 408);
        }
      }
      default -> {}
    }
  }

  private void headTimedOut() {
    boolean begun = requestMemory != null;
    if (!begun && (ordinal > 1 || frontend.settings().ignoreProbes())) {
      closeQuietly();
    } else if (!begun && frontend.settings().dontLogNull()) {
      ByteBuf out = worker.scratch();
      out.writeBytes(frontend.http().errors().early(408));
      client.write(out);
      closeQuietly();
    } else {
      refuse(408);
    }
  }

  @Override
  protected void serverTimedOut() {
    if (stage == Stage.TUNNEL) {
      countAbort(false);
      upgraded.end(Cause.SERVER_TIMEOUT);
    } else if (responseSide.isWaiting()) {
      responseSide.dropRefused();
      closeServerConnection();
      responseAt = NOT_REACHED;
      answers.error(Cause.SERVER_TIMEOUT, Phase.REQUEST, 504);
    } else if (responseKnown) {
      countServerAbort();
      abort(Cause.SERVER_TIMEOUT, Phase.DATA);
    } else if (!retries.retry(L7Retries.TIMEOUT, Cause.SERVER_TIMEOUT)) {
      responseError(Cause.SERVER_TIMEOUT, 504);
    }
  }

  /** What a server sent is no response. */
  void junkArrived() {
    if (retries.retry(L7Retries.JUNK, Cause.PROXY)) {
      countBadResponse();
    } else {
      responseError(Cause.PROXY, 502);
    }
  }

  /** Whether the request goes to a server again because of its response's status. */
  boolean retriesStatus(int status) {
    return retries.retry(status);
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

  /** The server's connection ended before a response came. */
  void serverBroke() {
    closeServerConnection();
    if (retries.retry(L7Retries.EMPTY, Cause.SERVER)) {
      return;
    }
    if (connectionReused && requestSide.isReplayable() && isIdempotent()) {
      freshOnly = true;
      requestSide.rewind();
      reconnect();
    } else if (connectionReused && ordinal > 1) {
      cause = Cause.SERVER;
      phase = Phase.HEADERS;
      keepAlive = false;
      finishExchange();
    } else {
      responseError(Cause.SERVER, 502);
    }
  }

  /** Counts a bad or missing response and answers for the server. */
  void responseError(Cause why, int status) {
    countBadResponse();
    closeServerConnection();
    answers.error(why, Phase.HEADERS, status);
  }

  private void countBadResponse() {
    chosenBackend().counters(worker).eresp++;
    Server target = server;
    if (target != null) {
      target.counters(worker).eresp++;
    }
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

  /** A complete response head stands in the buffer. */
  void responseArrived(ByteBuf buffer) {
    responseAt = worker.now();
    responseKnown = true;
    responseMemory = buffer;
    answeredStatus = response.status;
    serverStatus = response.status;
    endRequestVariables();
    captureResponse();
  }

  /** What came of the body with the head is broken: nothing of it was sent yet. */
  void responseBroken() {
    responseKnown = false;
    responseError(Cause.PROXY, 502);
  }

  /** A response rule refused: the server's answer is dropped. */
  void responseRefused(Verdict verdict) {
    responseSide.dropRefused();
    responseAt = NOT_REACHED;
    if (verdict == Verdict.ANSWERED) {
      answers.rule(Cause.LOCAL, Phase.HEADERS);
    } else if (verdict == Verdict.DROPPED) {
      frontend.counters(worker).dreq++;
      chosenBackend().counters(worker).dreq++;
      client.abandon();
      outcome(Cause.PROXY, Phase.REQUEST, serverStatus);
      keepAlive = false;
      finishExchange();
    } else {
      countRefusedResponse();
      if (verdict == Verdict.DENIED) {
        answers.rule(Cause.PROXY, Phase.HEADERS);
      } else {
        answers.error(Cause.PROXY, Phase.HEADERS, 502);
      }
    }
  }

  private void countRefusedResponse() {
    frontend.counters(worker).dresp++;
    chosenBackend().counters(worker).dresp++;
    Server refused = server;
    if (refused != null) {
      refused.counters(worker).dresp++;
    }
  }

  /** The sessions of the server are ended: it went down, another came up, or somebody wants it. */
  private void shutDownServer(Cause why) {
    if (stage == Stage.TUNNEL) {
      abort(why, Phase.NONE);
    } else if (responseKnown) {
      countAbort(false);
      abort(why, Phase.DATA);
    } else if (way == Way.READY) {
      responseError(why, 502);
    } else {
      answers.error(why, abandonWay(), 503);
    }
  }

  // -- the end of an exchange

  /** Everything was sent, or nothing more can be: log, count, and wait for the next request. */
  void finishExchange() {
    endedAt = worker.now();
    leaveBackend();
    HttpAccounting.exchangeEnded(this);
    releaseServer();
    requestSide.release();
    responseSide.release();
    releaseBody();
    if (!keepAlive || client.isBroken()) {
      closeSession();
      return;
    }
    nextRequest();
  }

  private void releaseServer() {
    Connection connection = serverConnection;
    Server target = server;
    if (connection == null || target == null) {
      return;
    }
    serverConnection = null;
    if (responseSide.serverMayStay() && requestSide.isDone() && !closeServer) {
      if (target.backend().settings().reuse() == Reuse.NEVER
          || !target.isListed()
          || own.isLogin(response)) {
        connection.owner(session);
        own.give(connection, target);
      } else {
        target.idle(worker).give(connection);
      }
    } else {
      if (!connection.hangUpSeen()) {
        connection.resetOnClose();
      }
      connection.close();
    }
  }

  private void nextRequest() {
    long ended = endedAt;
    ByteBuf memory = requestMemory;
    request.forget();
    forgetFacts();
    ordinal++;
    startedAt = ended;
    requestBeganAt = ended;
    freshOnly = false;
    connectionReused = false;
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
  private void closeQuietly() {
    closeSession();
  }

  private void closeSession() {
    own.close();
    stage = Stage.CLOSED;
    stopTimer();
    request.forget();
    giveRequestMemory();
    client.shutdownOutput();
    session.close();
  }

  // -- for the other classes of this room

  OwnAnswers answers() {
    return answers;
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

  void startTunnel(Connection connection, ByteBuf fromServer) {
    stage = Stage.TUNNEL;
    keepAlive = false;
    closeServer = true;
    upgraded.start(connection, memory(), fromServer);
  }
}
