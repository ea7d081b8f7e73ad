package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendSettings.ConnectionMode;
import io.jhaproxy.core.backend.BackendSettings.Reuse;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.rule.HttpAnswer;
import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.FrontendSettings;
import io.jhaproxy.core.stream.Outlet;
import io.jhaproxy.core.stream.Phase;
import io.jhaproxy.core.stream.Session;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A client in {@code mode http}: one exchange after the other on the same object. A request is
 * parsed in the buffer it was read into, judged by the rules and written to a server; the response
 * comes back through {@link ResponseSide}. While a client is idle no buffer is held.
 */
public final class HttpStream extends HttpFacts {
  /** Bytes of a buffer that reading leaves free for rules (tune.maxrewrite). */
  private static final int MAX_REWRITE = 1024;

  /** Incomplete heads are parsed again at most so often; then only a full buffer decides. */
  private static final int MAX_PARSES = 200;

  private static final int BODY_READ = 64 * 1024;

  /** How far the client's side is. */
  private enum Stage {
    /** Waiting for a complete head. */
    HEAD,
    /** A service or rule waits for the whole body. */
    WAIT_BODY,
    /** A tarpit rule holds the client. */
    TARPIT,
    /** On the way to a server or being answered. */
    EXCHANGE,
    /** Passing bytes both ways after an upgrade. */
    TUNNEL,
    /** Over. */
    CLOSED
  }

  private final Connection client;
  private final H1Body requestBody = new H1Body();
  private final Outlet toServer = new Outlet();
  private final ResponseSide responseSide;
  private final UpgradedTunnel upgraded;
  private Stage stage = Stage.HEAD;
  private boolean requestSent;
  private boolean replayable;
  private boolean freshOnly;
  private boolean connectionReused;
  private boolean keepAlive;
  private boolean closeServer;
  private int parses;
  private long headDeadline = NEVER;
  private long requestHeadBytes;
  private @Nullable HttpService waitingService;

  private HttpStream(Session session) {
    super(session);
    this.client = session.client();
    this.responseSide = new ResponseSide(this);
    this.upgraded = new UpgradedTunnel(this);
  }

  /** Starts the stream of an accepted client. */
  public static void start(Session session) {
    HttpStream stream = new HttpStream(session);
    session.client().handler(stream);
    session.onLeave(stream::leave);
    session.onKill(() -> stream.abort(Cause.KILLED, Phase.DATA));
    stream.begin();
  }

  private void begin() {
    RuleSet rules = frontend.connectionRules();
    if (!rules.isEmpty() && rules.evaluate(this) != Verdict.CONTINUE) {
      frontend.counters(worker).dcon++;
      session.close();
      return;
    }
    waitForRequest(frontend.settings().requestTimeout());
    readRequest();
    if (stage != Stage.CLOSED) {
      client.watch();
    }
  }

  private void leave() {
    if (stage == Stage.HEAD && requestMemory == null) {
      closeQuietly();
    } else if (stage != Stage.CLOSED) {
      keepAlive = false;
    }
  }

  // -- the request's head

  private void waitForRequest(long timeout) {
    stage = Stage.HEAD;
    parses = 0;
    long limit = timeout != 0 ? timeout : frontend.settings().clientTimeout();
    headDeadline = after(limit);
    clientDeadline = headDeadline;
    serverDeadline = NEVER;
    armTimer();
  }

  private void readRequest() {
    ByteBuf memory = requestMemory;
    if (memory == null) {
      memory = worker.buffers().take();
      requestMemory = memory;
    }
    while (stage == Stage.HEAD) {
      int room = worker.buffers().bufferSize() - MAX_REWRITE - memory.writerIndex();
      if (room <= 0) {
        refuse(400);
        return;
      }
      boolean first = !memory.isReadable();
      int count = client.mayRead() || client.inputEnded() ? client.read(memory, room) : 0;
      if (count > 0) {
        if (first) {
          requestBegins();
        }
        parse(memory);
      } else if (count == Connection.AGAIN) {
        if (!memory.isReadable()) {
          giveRequestMemory();
        }
        return;
      } else {
        clientEndedBeforeRequest(memory.isReadable(), count == Connection.BROKEN);
        return;
      }
    }
  }

  /** The first byte of a request is there. */
  private void requestBegins() {
    requestBeganAt = worker.now();
    requestWall = ordinal == 1 ? session.acceptedWall() : worker.wallMillis();
    long timeout = frontend.settings().requestTimeout();
    if (ordinal > 1 && timeout != 0) {
      headDeadline = after(timeout);
      clientDeadline = headDeadline;
      armTimer();
    }
  }

  private void parse(ByteBuf memory) {
    boolean full = memory.writerIndex() >= worker.buffers().bufferSize() - MAX_REWRITE;
    if (++parses > MAX_PARSES && !full) {
      return;
    }
    int result = H1Parser.request(memory, request, frontend.settings().acceptInvalid());
    if (result == H1Parser.COMPLETE) {
      requestComplete(memory);
    } else if (result != H1Parser.INCOMPLETE) {
      refuse(result);
    }
  }

  private void requestComplete(ByteBuf memory) {
    stage = Stage.EXCHANGE;
    requestKnown = true;
    requestAt = worker.now();
    clientDeadline = NEVER;
    requestNumber = session.tools().load().nextRequest(worker);
    bytesIn = request.countedLength();
    frontend.counters(worker).reqTot++;
    frontend.requestRate().count(worker.index(), requestWall);
    if (request.chunked) {
      requestBody.chunked();
    } else if (request.contentLength > 0) {
      requestBody.length(request.contentLength);
    } else {
      requestBody.none();
    }
    requestHeadBytes = bytesIn;
    keepAlive = wantsKeepAlive();
    memory.readerIndex(request.headEnd);
    captureRequest();
    process();
  }

  private boolean wantsKeepAlive() {
    if (frontend.settings().connectionMode() == ConnectionMode.CLOSE || request.lengthDropped) {
      return false;
    }
    if (request.connectionClose) {
      return false;
    }
    return request.major > 1 || request.minor > 0 || request.connectionKeepAlive;
  }

  // -- rules and routing

  private void process() {
    if (!frontend.contentRules().isEmpty()
        && frontend.contentRules().evaluate(this) == Verdict.REJECTED) {
      frontend.counters(worker).dreq++;
      cause = Cause.PROXY;
      phase = Phase.REQUEST;
      keepAlive = false;
      finishExchange();
      return;
    }
    if (serviceAnswers(frontend.http()) || !passes(frontend.http())) {
      return;
    }
    Backend chosen = frontend.routing().route(this);
    if (!(chosen instanceof HttpBackend next)) {
      answerError(Cause.SERVER, Phase.CONNECT, 503);
      return;
    }
    enterBackend(next);
    next.counters(worker).reqTot++;
    if (next.http() != frontend.http()) {
      if (serviceAnswers(next.http()) || !passes(next.http())) {
        return;
      }
    }
    addForwardFor(frontend.http().forwardFor(), next.http().forwardFor());
    closeServer =
        next.settings().serverMode() != ConnectionMode.KEEP_ALIVE
            || frontend.settings().connectionMode() != ConnectionMode.KEEP_ALIVE;
    if (next.settings().serverMode() == ConnectionMode.CLOSE) {
      keepAlive = false;
    }
    boolean upgrade = request.connectionUpgrade && request.hasUpgrade;
    HeadWriter.prepareRequest(request, closeServer && !upgrade);
    openServer(next);
  }

  /** The backend's option wins over the frontend's (manual, option forwardfor). */
  private void addForwardFor(
      HttpSettings.@Nullable ForwardFor front, HttpSettings.@Nullable ForwardFor back) {
    HttpSettings.ForwardFor option = back != null ? back : front;
    if (option != null) {
      Address address = new Address();
      if (clientAddress(address)) {
        HeadWriter.forwardFor(request, option, address);
      }
    }
  }

  private boolean serviceAnswers(HttpSettings http) {
    for (HttpService service : http.services()) {
      if (service.accepts(this)) {
        serve(service);
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
    Verdict verdict = rules.evaluate(this);
    switch (verdict) {
      case CONTINUE, WAIT -> {
        return true;
      }
      case ANSWERED -> answerFromRule(Cause.LOCAL, Phase.REQUEST);
      case DENIED -> {
        frontend.counters(worker).dreq++;
        answerFromRule(Cause.PROXY, Phase.REQUEST);
      }
      case TARPITTED -> tarpit();
      case REJECTED, DROPPED -> {
        cause = Cause.PROXY;
        phase = Phase.REQUEST;
        keepAlive = false;
        finishExchange();
      }
      default -> answerError(Cause.PROXY, Phase.REQUEST, 500);
    }
    return false;
  }

  private void tarpit() {
    frontend.counters(worker).dreq++;
    stage = Stage.TARPIT;
    clientDeadline = after(frontend.settings().tarpitTimeout());
    armTimer();
  }

  // -- answers of our own

  private void serve(HttpService service) {
    if (service.needsBody(this) && !requestBody.isDone() && takeBufferedBody()) {
      waitingService = service;
      stage = Stage.WAIT_BODY;
      clientDeadline = after(frontend.settings().clientTimeout());
      armTimer();
      readBody();
      return;
    }
    answerBy(service);
  }

  /** Counts the buffered part of the body; true if more is needed. */
  private boolean takeBufferedBody() {
    ByteBuf memory = memory();
    int end = requestBody.take(memory, memory.readerIndex(), memory.writerIndex());
    memory.readerIndex(end);
    return !requestBody.isDone();
  }

  private void readBody() {
    ByteBuf memory = memory();
    while (stage == Stage.WAIT_BODY && client.mayRead()) {
      int room = worker.buffers().bufferSize() - memory.writerIndex();
      int count = room <= 0 ? Connection.EOF : client.read(memory, room);
      if (count == Connection.AGAIN) {
        return;
      }
      if (count < 0 || requestBody.isBad()) {
        keepAlive = false;
      }
      if (count < 0 || !takeBufferedBody()) {
        stage = Stage.EXCHANGE;
        HttpService service = waitingService;
        waitingService = null;
        if (service != null) {
          answerBy(service);
        }
      }
    }
  }

  private void answerBy(HttpService service) {
    serviceName = service.loggedName();
    frontend.counters(worker).intercepted++;
    ByteBuf out = worker.scratch();
    service.answer(this, out);
    bytesOut = OwnAnswer.countedLength(out);
    answeredStatus = OwnAnswer.status(out);
    cause = Cause.LOCAL;
    phase = Phase.REQUEST;
    keepAlive = false;
    responseSide.sendOwn(out);
  }

  private void answerFromRule(Cause why, Phase when) {
    HttpAnswer answer = ruleAnswer;
    if (answer == null) {
      answerError(why, when, denyStatus);
      return;
    }
    cause = why;
    phase = when;
    answeredStatus = answer.status;
    if (why == Cause.LOCAL) {
      frontend.counters(worker).intercepted++;
    }
    endKeepAliveIfUnread();
    if (answer.close) {
      keepAlive = false;
    }
    ByteBuf out = worker.scratch();
    startLine(out, answer.status);
    out.writeBytes(answer.headers, answer.headers.readerIndex(), answer.headers.readableBytes());
    HeadWriter.finish(out, !keepAlive, keepAlive && isOldClient());
    if (!request.isHead()) {
      out.writeBytes(answer.body.buffer(), answer.body.offset(), answer.body.length());
    }
    bytesOut = OwnAnswer.countedLength(out);
    responseSide.sendOwn(out);
  }

  private static void startLine(ByteBuf out, int status) {
    out.writeBytes(KnownFields.ascii("HTTP/1.1 " + status + " " + Statuses.text(status) + "\r\n"));
  }

  private boolean isOldClient() {
    return request.major == 1 && request.minor == 0;
  }

  /** A body that was not read stands between this request and the next. */
  private void endKeepAliveIfUnread() {
    if (!requestBody.isDone()) {
      takeBufferedBody();
      if (!requestBody.isDone()) {
        keepAlive = false;
      }
    }
  }

  /** Sends an error answer and ends the exchange. */
  void answerError(Cause why, Phase when, int status) {
    cause = why;
    phase = when;
    ErrorAnswers errors = errors();
    byte[] file = errors.file(status);
    ByteBuf out = worker.scratch();
    if (file != null) {
      keepAlive = false;
      answeredStatus = status;
      out.writeBytes(file);
      bytesOut = OwnAnswer.countedLength(out);
      responseSide.sendOwn(out);
      return;
    }
    ErrorAnswers.Answer answer = errors.late(status);
    answeredStatus = answer.status();
    endKeepAliveIfUnread();
    if (status == 400 || status == 408 || why == Cause.SERVER_TIMEOUT) {
      keepAlive = false;
    }
    startLine(out, answer.status());
    out.writeBytes(answer.headers());
    HeadWriter.finish(out, !keepAlive, keepAlive && isOldClient());
    if (!request.isHead()) {
      out.writeBytes(answer.body());
    }
    bytesOut = OwnAnswer.countedLength(out);
    responseSide.sendOwn(out);
  }

  private ErrorAnswers errors() {
    return backend instanceof HttpBackend entered
        ? entered.http().errors()
        : frontend.http().errors();
  }

  /** Refuses a message that could not be understood. */
  private void refuse(int status) {
    stage = Stage.EXCHANGE;
    frontend.counters(worker).ereq++;
    frontend.counters(worker).reqTot++;
    cause = status == 408 ? Cause.CLIENT_TIMEOUT : Cause.PROXY;
    phase = Phase.REQUEST;
    answeredStatus = status;
    keepAlive = false;
    requestBody.none();
    ByteBuf out = worker.scratch();
    out.writeBytes(frontend.http().errors().early(status));
    bytesOut = 0;
    responseSide.sendOwn(out);
  }

  private void clientEndedBeforeRequest(boolean begun, boolean broken) {
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
    if (begun) {
      frontend.counters(worker).ereq++;
      frontend.counters(worker).cliAbrt++;
    }
    if (!begun && settings.dontLogNull()) {
      closeQuietly();
      return;
    }
    if (broken) {
      finishExchange();
      return;
    }
    ByteBuf out = worker.scratch();
    if (begun) {
      out.writeBytes(frontend.http().errors().early(400));
    }
    responseSide.sendOwn(out);
  }

  // -- to the server

  @Override
  protected @Nullable Connection idleConnection(Server candidate) {
    Reuse reuse = chosenBackend().settings().reuse();
    if (freshOnly || reuse == Reuse.NEVER || (reuse == Reuse.SAFE && ordinal == 1)) {
      return null;
    }
    return candidate.idle(worker).take();
  }

  @Override
  protected void connectStarted(Connection connection) {
    if (!requestSent && sendHead(connection)) {
      connection.establishedByWrite();
      established(connection, false);
    }
  }

  @Override
  protected void serverReady(Connection connection, boolean reused) {
    connectionReused = reused;
    Server target = server;
    if (target != null) {
      target.counters(worker).reqTot++;
    }
    if (!requestSent && !sendHead(connection) && connection.isBroken()) {
      serverBroke();
      return;
    }
    responseSide.expect(connection);
    pumpRequest();
  }

  /** Writes head and buffered body; true if the connection took any of it. */
  private boolean sendHead(Connection connection) {
    ByteBuf memory = memory();
    int bodyEnd = requestBody.take(memory, request.headEnd, memory.writerIndex());
    if (requestBody.isBad()) {
      keepAlive = false;
    }
    boolean sent = write(connection, memory, bodyEnd);
    if (sent) {
      requestSent = true;
      replayable = requestBody.isDone();
      bytesIn = requestHeadBytes + requestBody.counted();
      memory.readerIndex(bodyEnd);
    } else {
      rewindBody();
    }
    return sent;
  }

  private boolean write(Connection connection, ByteBuf memory, int bodyEnd) {
    ByteBuf out;
    if (request.isEdited() || request.folded) {
      out = worker.scratch();
      request.writeTo(out, true);
      out.writeShort(Bytes.CRLF);
      out.writeBytes(memory, request.headEnd, bodyEnd - request.headEnd);
    } else {
      out = memory;
      memory.readerIndex(request.start);
    }
    int writer = memory.writerIndex();
    memory.writerIndex(out == memory ? bodyEnd : writer);
    int count = connection.write(out);
    boolean taken = count > 0 && (!out.isReadable() || toServer.send(connection, out));
    memory.writerIndex(writer);
    memory.readerIndex(request.headEnd);
    return taken;
  }

  private void rewindBody() {
    if (request.chunked) {
      requestBody.chunked();
    } else if (request.contentLength > 0) {
      requestBody.length(request.contentLength);
    } else {
      requestBody.none();
    }
  }

  /** Passes on what the client sends of the body. */
  private void pumpRequest() {
    Connection connection = serverConnection;
    while (connection != null && stage == Stage.EXCHANGE && requestSent && !requestBody.isDone()) {
      if (toServer.isBlocked()) {
        serverDeadline = after(chosenBackend().settings().serverTimeout());
        return;
      }
      clientDeadline = after(frontend.settings().clientTimeout());
      armTimer();
      if (!client.mayRead()) {
        return;
      }
      ByteBuf buffer = worker.readBuffer();
      buffer.clear();
      int count = client.read(buffer, BODY_READ);
      if (count == Connection.AGAIN) {
        return;
      }
      if (count < 0) {
        clientAborted(Phase.DATA);
        return;
      }
      if (!passBody(connection, buffer)) {
        return;
      }
    }
    if (requestSent && requestBody.isDone() && stage == Stage.EXCHANGE) {
      clientDeadline = NEVER;
    }
  }

  private boolean passBody(Connection connection, ByteBuf buffer) {
    replayable = false;
    int end = requestBody.take(buffer, 0, buffer.writerIndex());
    bytesIn = requestHeadBytes + requestBody.counted();
    if (requestBody.isBad()) {
      closeServerConnection();
      answerError(Cause.PROXY, Phase.DATA, 400);
      return false;
    }
    int writer = buffer.writerIndex();
    buffer.writerIndex(end);
    boolean intact = toServer.send(connection, buffer);
    buffer.writerIndex(writer);
    buffer.readerIndex(end);
    if (buffer.isReadable()) {
      memory().writeBytes(buffer);
    }
    if (!intact) {
      responseSide.readable();
      return false;
    }
    return true;
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
      case WAIT_BODY -> readBody();
      case EXCHANGE -> {
        if (way == Way.READY) {
          pumpRequest();
        } else if (client.hangUpSeen() && backend != null && abortsOnClose()) {
          clientAborted(abandonWay());
        }
      }
      default -> {}
    }
  }

  private boolean abortsOnClose() {
    return chosenBackend().settings().abortOnClose();
  }

  @Override
  public void writable(Connection connection) {
    if (stage == Stage.TUNNEL) {
      upgraded.go();
    } else if (connection == client) {
      responseSide.clientWritable();
    } else if (connection == serverConnection && toServer.isBlocked()) {
      if (toServer.flush(connection)) {
        pumpRequest();
      } else {
        responseSide.readable();
      }
    }
  }

  // -- failures

  @Override
  protected void serverUnavailable() {
    answerError(cause, phase, 503);
  }

  @Override
  protected void clientTimedOut() {
    switch (stage) {
      case HEAD -> headTimedOut();
      case TARPIT -> answerError(Cause.PROXY, Phase.TARPIT, denyStatus);
      case TUNNEL -> upgraded.end(Cause.CLIENT_TIMEOUT);
      case WAIT_BODY -> answerError(Cause.CLIENT_TIMEOUT, Phase.DATA, 408);
      case EXCHANGE -> {
        if (responseKnown || responseSide.isSending()) {
          abort(Cause.CLIENT_TIMEOUT, Phase.DATA);
        } else {
          closeServerConnection();
          answerError(Cause.CLIENT_TIMEOUT, Phase.DATA, 408);
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
      upgraded.end(Cause.SERVER_TIMEOUT);
    } else if (responseKnown) {
      countServerAbort();
      abort(Cause.SERVER_TIMEOUT, Phase.DATA);
    } else {
      responseError(Cause.SERVER_TIMEOUT, 504);
    }
  }

  /** The server's connection ended before a response came. */
  void serverBroke() {
    closeServerConnection();
    if (connectionReused && replayable && isIdempotent()) {
      freshOnly = true;
      requestSent = false;
      rewindBody();
      toServer.release();
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

  private boolean isIdempotent() {
    return request.methodIs("GET")
        || request.methodIs("HEAD")
        || request.methodIs("OPTIONS")
        || request.methodIs("PUT")
        || request.methodIs("DELETE")
        || request.methodIs("TRACE");
  }

  /** Counts a bad or missing response and answers for the server. */
  void responseError(Cause why, int status) {
    chosenBackend().counters(worker).eresp++;
    Server target = server;
    if (target != null) {
      target.counters(worker).eresp++;
    }
    closeServerConnection();
    answerError(why, Phase.HEADERS, status);
  }

  void countServerAbort() {
    frontend.counters(worker).srvAbrt++;
    chosenBackend().counters(worker).srvAbrt++;
    Server target = server;
    if (target != null) {
      target.counters(worker).srvAbrt++;
    }
  }

  void clientAborted(Phase when) {
    frontend.counters(worker).cliAbrt++;
    Backend entered = backend;
    if (entered != null) {
      entered.counters(worker).cliAbrt++;
    }
    Server target = server;
    if (target != null) {
      target.counters(worker).cliAbrt++;
    }
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
    captureResponse();
  }

  /** A response rule refused: the server's answer is dropped. */
  void responseRefused(Verdict verdict) {
    frontend.counters(worker).dresp++;
    chosenBackend().counters(worker).dresp++;
    closeServerConnection();
    responseKnown = false;
    if (verdict == Verdict.DENIED || verdict == Verdict.ANSWERED) {
      answerFromRule(Cause.PROXY, Phase.HEADERS);
    } else {
      answerError(Cause.PROXY, Phase.HEADERS, 502);
    }
  }

  // -- the end of an exchange

  /** Everything was sent, or nothing more can be: log, count, and wait for the next request. */
  void finishExchange() {
    endedAt = worker.now();
    leaveBackend();
    HttpAccounting.exchangeEnded(this);
    releaseServer();
    toServer.release();
    responseSide.release();
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
    if (responseSide.serverMayStay() && requestBody.isDone() && !closeServer) {
      target.idle(worker).give(connection);
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
    requestSent = false;
    replayable = false;
    freshOnly = false;
    connectionReused = false;
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

  private void pipelined() {
    ByteBuf memory = requestMemory;
    if (stage == Stage.HEAD && memory != null) {
      parse(memory);
      if (stage == Stage.HEAD) {
        readRequest();
      }
    }
  }

  private void giveRequestMemory() {
    ByteBuf memory = requestMemory;
    if (memory != null) {
      requestMemory = null;
      worker.buffers().give(memory);
    }
  }

  /** Ends the session without a log line. */
  private void closeQuietly() {
    closeSession();
  }

  private void closeSession() {
    stage = Stage.CLOSED;
    stopTimer();
    request.forget();
    giveRequestMemory();
    client.shutdownOutput();
    session.close();
  }

  // -- for the other classes of this room

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

  boolean isRequestDone() {
    return requestBody.isDone();
  }

  boolean saysKeepAlive() {
    return keepAlive && isOldClient();
  }

  void serverActive() {
    serverDeadline = after(chosenBackend().settings().serverTimeout());
    clientDeadline = NEVER;
    armTimer();
  }

  void clientBlocked() {
    serverDeadline = NEVER;
    clientDeadline = after(frontend.settings().clientTimeout());
    armTimer();
  }

  void noDeadlines() {
    serverDeadline = NEVER;
  }

  void tunnelDeadlines(long clientSide, long serverSide) {
    clientDeadline = clientSide;
    serverDeadline = serverSide;
    armTimer();
  }

  void startTunnel(Connection connection, ByteBuf fromServer) {
    stage = Stage.TUNNEL;
    keepAlive = false;
    closeServer = true;
    upgraded.start(connection, memory(), fromServer);
  }

  long timeAfter(long timeout) {
    return after(timeout);
  }

  HttpBackend entered() {
    return (HttpBackend) chosenBackend();
  }

  boolean isClosed() {
    return stage == Stage.CLOSED;
  }

  @Nullable Server chosenServer() {
    return server;
  }

  @Nullable Backend enteredOrNull() {
    return backend;
  }
}
