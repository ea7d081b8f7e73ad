package io.jhaproxy.core.http;

import io.jhaproxy.core.net.ByteSource;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Outlet;
import io.jhaproxy.core.stream.Phase;
import io.jhaproxy.core.stream.ServerSideRules;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The response of one exchange on its way from the server to the client. It is parsed in the
 * worker's shared buffer and written from there; memory is taken only for a head that comes in
 * pieces and for what a slow client leaves.
 */
final class ResponseSide {
  private static final int BODY_READ = 64 * 1024;

  /** Bytes moved in one turn before others get their turn. */
  private static final int BYTES_PER_TURN = 1024 * 1024;

  private final HttpStream stream;
  private final Outlet toClient = new Outlet();
  private final ResponseBody body;
  private @Nullable ByteSource source;
  private final ResponseHeadReading reading;
  private boolean headDone;
  private boolean ownAnswer;
  private boolean serverEnded;

  /** A rule has closed the server's connection: the body ends where it is. */
  private boolean closing;

  private final ResponseRules rules;
  private @Nullable CachedResponse cached;

  ResponseSide(HttpStream stream) {
    this.stream = stream;
    this.body = new ResponseBody(stream);
    this.rules = new ResponseRules(stream);
    this.reading = new ResponseHeadReading(stream, this, rules, toClient);
  }

  /** The request is on its way: wait for the response's head. */
  void expect(ByteSource from) {
    source = from;
    headDone = false;
    ownAnswer = false;
    serverEnded = false;
    closing = false;
    rules.begin();
  }

  /** The server is connected; false if content rules have ended the exchange. */
  boolean admitsServer(@Nullable ServerSideRules content) {
    return content == null || rules.admitServer(content);
  }

  /** The time is up for content rules that wait for more of the response. */
  void inspectionIsOver() {
    ByteSource from = source;
    ByteBuf buffer = stream.responseMemory;
    if (from == null || ownAnswer || !rules.inspect()) {
      return;
    }
    if (buffer == null) {
      rules.lookAgain();
    } else if (rules.goOn()) {
      headPassed(from, buffer, stream.response.status == 101);
      resume();
    }
  }

  /** Content rules drop what a server has sent so far: it counts as bytes only. */
  void dropInspected() {
    if (stream.responseMemory == null) {
      stream.dropServer();
    } else {
      dropRefused();
      stream.uncountAnswer();
    }
  }

  /** Nothing more is read from the server. */
  void closeSource() {
    serverEnded = true;
    closing = true;
  }

  /** Whether content rules let an interim response pass. */
  boolean admitsInterim(ByteBuf buffer) {
    if (!rules.inspect()) {
      return true;
    }
    stream.responseKnown = true;
    stream.responseMemory = buffer;
    boolean passes = rules.lookAtInterim(buffer);
    if (passes) {
      stream.responseKnown = false;
      stream.responseMemory = null;
    }
    return passes;
  }

  /** The response comes from a cache. */
  void replay(CachedResponse response) {
    cached = response;
    expect(response);
    readable();
  }

  /** The cache that the response comes from, or null. */
  @Nullable CachedResponse cached() {
    return cached;
  }

  /** The response goes into a cache, too. */
  void keep(@Nullable CacheStore store) {
    body.keep(store);
  }

  /** Whether the head is on its way to the client. */
  boolean isHeadDone() {
    return headDone;
  }

  /** Whether the end of the body was seen. */
  boolean isBodyDone() {
    return body.isDone();
  }

  /** Whether a rule waits for more of the body. */
  boolean isWaiting() {
    return rules.areWaiting();
  }

  /**
   * Whether what a rule waits for is there.
   *
   * @param bytes how much is enough; 0: all of it
   */
  boolean isBodyThere(long bytes) {
    ByteBuf buffer = stream.responseMemory;
    if (buffer == null || serverEnded || body.isDone()) {
      return true;
    }
    int available = buffer.writerIndex() - stream.response.headEnd;
    return (bytes > 0 && available >= bytes)
        || buffer.writerIndex() >= stream.headRoom()
        || body.wouldEnd(buffer, stream.response.headEnd, buffer.writerIndex());
  }

  /** Whether anything has been sent to the client or is about to. */
  boolean isSending() {
    return headDone || ownAnswer;
  }

  /** Whether the server's connection can take another request. */
  boolean serverMayStay() {
    return headDone
        && body.isDone()
        && !serverEnded
        && !body.isUntilClose()
        && !stream.response.connectionClose
        && (stream.response.isHttp11() || stream.response.connectionKeepAlive);
  }

  /** Sends an interim response of the proxy's own. */
  void sendInterim(ByteBuf out) {
    stream.bytesOut += OwnAnswer.countedLength(out);
    toClient.send(stream.client(), out);
  }

  /** Sends an answer of the proxy's own and ends the exchange when it is out. */
  void sendOwn(ByteBuf out) {
    ownAnswer = true;
    body.none();
    stream.noDeadlines();
    if (!send(out)) {
      stream.finishExchange();
      return;
    }
    endIfSent();
  }

  /** The client takes bytes again. */
  void clientWritable() {
    if (!toClient.isBlocked()) {
      return;
    }
    if (!toClient.flush(stream.client())) {
      stream.clientAborted(Phase.DATA);
      return;
    }
    if (toClient.isBlocked()) {
      stream.clientBlocked();
    } else if (ownAnswer || body.isDone()) {
      endIfSent();
    } else {
      stream.serverActive();
      readable();
    }
  }

  /** The limit of bandwidth lets more pass. */
  void resume() {
    if (headDone && !body.isDone() && !toClient.isBlocked()) {
      stream.serverActive();
      readable();
    }
  }

  /** The server sent something, or ended. */
  void readable() {
    ByteSource connection = source;
    int moved = 0;
    while (connection != null && connection == source && !ownAnswer && !toClient.isBlocked()) {
      if (headDone && body.isDone()) {
        return;
      }
      if (!connection.mayRead() && !connection.inputEnded() && !connection.isBroken()) {
        return;
      }
      if (moved >= BYTES_PER_TURN) {
        stream.worker().execute(this::readable);
        return;
      }
      int count =
          headDone
              ? moveBody(connection)
              : rules.areWaiting() ? reading.readAwaited(connection) : reading.read(connection);
      if (count <= 0) {
        return;
      }
      moved += count;
    }
  }

  void headComplete(ByteSource connection, ByteBuf buffer) {
    HttpHead head = stream.response;
    stream.responseArrived(buffer);
    body.frame(head, isConnectTunnel(head));
    if (stream.compressing != null) {
      body.decideCompression(head);
    }
    boolean upgraded = head.status == 101 || isConnectTunnel(head);
    buffer.readerIndex(head.headEnd);
    if (head.hasConnection && !upgraded) {
      KnownFields.stripConnection(head);
    }
    body.begin(head);
    if (rules.pass()) {
      headPassed(connection, buffer, upgraded);
    }
  }

  /** The rules let the response pass. */
  void headPassed(ByteSource connection, ByteBuf buffer, boolean upgraded) {
    HttpHead head = stream.response;
    stream.answeredStatus = head.status;
    CookiePersistence persistence = stream.backSettings().persistence();
    if (persistence != null && cached == null) {
      persistence.response(stream);
    }
    if (stream.backSettings().options().checksCache() && Cacheability.risksCookie(stream)) {
      ResponseFailures.refused(stream, Verdict.CLOSED);
      return;
    }
    if (AfterResponse.isWanted(stream)) {
      AfterResponse.apply(stream);
      stream.answeredStatus = head.status;
    }
    headDone = true;
    if (upgraded || body.isUntilClose() || (head.chunked && !head.isHttp11())) {
      stream.endKeepAlive();
    }
    body.filter(head);
    int bodyEnd = body.take(buffer, head.headEnd, buffer.writerIndex());
    if (body.isBad()) {
      headDone = false;
      ResponseFailures.broken(stream);
      return;
    }
    body.count();
    stream.logEarly();
    if (!writeHead(head, buffer, bodyEnd, upgraded)) {
      stream.clientAborted(Phase.DATA);
      return;
    }
    stream.responseMemory = null;
    buffer.readerIndex(bodyEnd);
    if (upgraded && !closing) {
      stream.startTunnel((Connection) connection, buffer);
      reading.release();
      return;
    }
    if (buffer.isReadable()) {
      serverEnded = true;
    }
    reading.release();
    if (afterWrite() && closing) {
      cutBody();
    }
  }

  private void cutBody() {
    if (body.closed()) {
      endIfSent();
    } else {
      stream.countServerAbort();
      stream.abort(Cause.SERVER, Phase.DATA);
    }
  }

  private boolean isConnectTunnel(HttpHead head) {
    return head.status / 100 == 2 && stream.request.methodIs("CONNECT");
  }

  /** A rule does not let the response pass: what came of it is counted and dropped. */
  void dropRefused() {
    ByteBuf buffer = stream.responseMemory;
    if (buffer != null) {
      boolean clean = body.skip(buffer);
      headDone = true;
      if (!clean || !serverMayStay()) {
        serverEnded = true;
        stream.dropServer();
      }
    }
  }

  private boolean writeHead(HttpHead head, ByteBuf buffer, int bodyEnd, boolean upgraded) {
    boolean close = !stream.keepsAlive() && !upgraded && head.isHttp11();
    boolean oldKept = !head.isHttp11() && stream.keepsAlive();
    boolean keep = (stream.saysKeepAlive() || oldKept) && !upgraded;
    LetterCase letters = stream.frontend.http().options().clientCase();
    if (!head.isEdited() && !head.folded && !close && !keep) {
      int writer = buffer.writerIndex();
      buffer.readerIndex(head.start);
      if (letters != null) {
        letters.apply(buffer, head.start);
      }
      buffer.writerIndex(bodyEnd);
      boolean intact = send(buffer);
      buffer.writerIndex(writer);
      return intact;
    }
    ByteBuf out = stream.worker().scratch();
    head.writeTo(out, false);
    HeadWriter.finish(out, close, keep);
    boolean coded = body.isCoded();
    if (coded) {
      body.drain(out);
      body.count();
    }
    if (letters != null) {
      letters.apply(out, out.readerIndex());
    }
    if (!coded) {
      out.writeBytes(buffer, head.headEnd, bodyEnd - head.headEnd);
    }
    return send(out);
  }

  /** Sends a part of the response; the last one goes with the end of the connection. */
  private boolean send(ByteBuf out) {
    boolean closes = !stream.keepsAlive() || (!ownAnswer && !stream.isRequestDone());
    boolean last = body.isDone() && closes;
    return toClient.send(stream.client(), out, last);
  }

  /** Bytes read, or 0 to stop. */
  private int moveBody(ByteSource connection) {
    Bandwidth limit = stream.responseBandwidth;
    int room = limit == null ? BODY_READ : limit.allowance(BODY_READ);
    if (room == 0) {
      stream.noDeadlines();
      return 0;
    }
    ByteBuf buffer = stream.worker().readBuffer();
    buffer.clear();
    int count = connection.read(buffer, room);
    if (count == Connection.AGAIN) {
      return 0;
    }
    if (limit != null) {
      limit.spend(count);
    }
    if (count < 0) {
      serverEndedInBody();
      return 0;
    }
    int end = body.take(buffer, 0, count);
    if (body.isBad()) {
      stream.countServerAbort();
      stream.abort(Cause.SERVER, Phase.DATA);
      return 0;
    }
    if (end < count) {
      serverEnded = true;
      buffer.writerIndex(end);
    }
    if (body.isCoded()) {
      buffer = stream.worker().scratch();
      body.drain(buffer);
    }
    body.count();
    if (!send(buffer)) {
      stream.clientAborted(Phase.DATA);
      return 0;
    }
    return afterWrite() ? count : 0;
  }

  /** True if there is more of the body to come. */
  private boolean afterWrite() {
    if (toClient.isBlocked()) {
      stream.clientBlocked();
      return false;
    }
    if (body.isDone()) {
      endIfSent();
      return false;
    }
    stream.serverActive();
    return true;
  }

  /** Nothing more comes than what rules look at. */
  void sourceEnded() {
    serverEnded = true;
  }

  void serverEndedInBody() {
    serverEnded = true;
    if (body.closed()) {
      endIfSent();
    } else {
      stream.countCutBody();
      stream.abort(Cause.SERVER, Phase.DATA);
    }
  }

  private void endIfSent() {
    if (toClient.isBlocked()) {
      stream.clientBlocked();
      return;
    }
    if (!ownAnswer && !stream.isRequestDone()) {
      stream.endKeepAlive();
    }
    stream.finishExchange();
  }

  /** Gives memory back. */
  void release() {
    rules.end();
    body.release();
    toClient.release();
    reading.release();
    // A rule of the next exchange that waits must not find this one's bytes.
    stream.responseMemory = null;
    source = null;
    CachedResponse from = cached;
    if (from != null) {
      cached = null;
      from.release();
    }
    headDone = false;
    ownAnswer = false;
  }
}
