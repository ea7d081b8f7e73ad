package io.jhaproxy.core.http;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Outlet;
import io.jhaproxy.core.stream.Phase;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The response of one exchange on its way from the server to the client. It is parsed in the
 * worker's shared buffer and written from there; memory is taken only for a head that comes in
 * pieces and for what a slow client leaves.
 */
final class ResponseSide {
  private static final int HEAD_READ = 16 * 1024;
  private static final int BODY_READ = 64 * 1024;

  /** Bytes moved in one turn before others get their turn. */
  private static final int BYTES_PER_TURN = 1024 * 1024;

  private final HttpStream stream;
  private final Outlet toClient = new Outlet();
  private final H1Body body = new H1Body();
  private @Nullable Connection server;
  private @Nullable ByteBuf partial;
  private boolean headDone;
  private long headBytes;
  private boolean ownAnswer;
  private boolean serverEnded;
  private final ResponseRules rules;
  private @Nullable CompressedBody compressed;

  ResponseSide(HttpStream stream) {
    this.stream = stream;
    this.rules = new ResponseRules(stream);
  }

  /** The request is on its way: wait for the response's head. */
  void expect(Connection connection) {
    server = connection;
    headDone = false;
    ownAnswer = false;
    serverEnded = false;
    rules.begin();
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
        && (stream.response.minor > 0 || stream.response.connectionKeepAlive);
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
    if (!toClient.send(stream.client(), out)) {
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

  /** The server sent something, or ended. */
  void readable() {
    Connection connection = server;
    int moved = 0;
    while (connection != null && connection == server && !ownAnswer && !toClient.isBlocked()) {
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
              : rules.areWaiting() ? readAwaited(connection) : readHead(connection);
      if (count <= 0) {
        return;
      }
      moved += count;
    }
  }

  /** Bytes read, or 0 to stop. */
  private int readHead(Connection connection) {
    Worker worker = stream.worker();
    ByteBuf buffer = partial;
    if (buffer == null) {
      if (rules.mayWait()) {
        buffer = worker.buffers().take();
        partial = buffer;
      } else {
        buffer = worker.readBuffer();
        buffer.clear();
      }
    }
    int room = Math.min(HEAD_READ, stream.headRoom() - buffer.writerIndex());
    int count = room <= 0 ? 0 : connection.read(buffer, room);
    if (count < 0) {
      ResponseFailures.serverBroke(stream);
      return 0;
    }
    if (count == 0 && room > 0) {
      return 0;
    }
    return parseHead(connection, buffer, room <= 0) ? count : 0;
  }

  /** Reads what a rule waits for; bytes read, or 0 to stop. */
  private int readAwaited(Connection connection) {
    ByteBuf buffer = stream.responseMemory;
    int room = buffer == null ? 0 : stream.headRoom() - buffer.writerIndex();
    int count = room <= 0 || buffer == null ? Connection.EOF : connection.read(buffer, room);
    if (count == Connection.AGAIN || buffer == null) {
      return 0;
    }
    boolean ended = count < 0 && room > 0;
    if (count >= 0 && !isBodyThere(stream.awaitedBytes())) {
      return count;
    }
    if (!rules.goOn()) {
      return 0;
    }
    headPassed(connection, buffer, stream.response.status == 101);
    if (ended && headDone && !body.isDone() && !stream.isClosed()) {
      serverEndedInBody();
    }
    return ended || stream.isClosed() || body.isDone() ? 0 : Math.max(count, 1);
  }

  /** Takes heads from the buffer: interim ones pass, the final one begins the body. */
  private boolean parseHead(Connection connection, ByteBuf buffer, boolean full) {
    while (true) {
      boolean relaxed = stream.entered().http().options().relaxedResponse();
      int result = H1Parser.response(buffer, stream.response, relaxed);
      if (result == H1Parser.INCOMPLETE && !full) {
        keepPartial(buffer);
        return true;
      }
      if (result != H1Parser.COMPLETE) {
        ResponseFailures.junk(stream);
        return false;
      }
      if (stream.retriesOfRequest().retry(stream.response.status)) {
        return false;
      }
      stream.countAnswer();
      int status = stream.response.status;
      if (status == 101 && !stream.request.connectionUpgrade) {
        ResponseFailures.error(stream, Cause.PROXY, 502);
        return false;
      }
      if (status >= 200 || status == 101) {
        headComplete(connection, buffer);
        return !stream.isClosed() && !body.isDone();
      }
      passInterim(buffer);
      if (!buffer.isReadable()) {
        releasePartial();
        return true;
      }
    }
  }

  private void keepPartial(ByteBuf buffer) {
    if (partial == null) {
      ByteBuf memory = stream.worker().buffers().take();
      memory.writeBytes(buffer);
      partial = memory;
    }
  }

  private void passInterim(ByteBuf buffer) {
    int writer = buffer.writerIndex();
    buffer.writerIndex(stream.response.headEnd);
    stream.bytesOut += stream.response.countedLength();
    toClient.send(stream.client(), buffer);
    buffer.writerIndex(writer);
    buffer.readerIndex(stream.response.headEnd);
    stream.serverActive();
  }

  private void headComplete(Connection connection, ByteBuf buffer) {
    HttpHead head = stream.response;
    stream.responseArrived(buffer);
    if (!frame(head)) {
      ResponseFailures.error(stream, Cause.PROXY, 502);
      return;
    }
    if (stream.compressing != null) {
      decideCompression(head);
    }
    boolean upgraded = head.status == 101 || isConnectTunnel(head);
    buffer.readerIndex(head.headEnd);
    if (head.hasConnection && !upgraded) {
      KnownFields.stripConnection(head);
    }
    headBytes = stream.bytesOut + head.countedLength();
    if (rules.pass()) {
      headPassed(connection, buffer, upgraded);
    }
  }

  /** The rules let the response pass. */
  private void headPassed(Connection connection, ByteBuf buffer, boolean upgraded) {
    HttpHead head = stream.response;
    stream.answeredStatus = head.status;
    CookiePersistence persistence = stream.entered().http().persistence();
    if (persistence != null) {
      persistence.response(stream);
    }
    if (stream.entered().http().options().checksCache() && Cacheability.risksCookie(stream)) {
      ResponseFailures.refused(stream, Verdict.CLOSED);
      return;
    }
    if (AfterResponse.isWanted(stream)) {
      AfterResponse.apply(stream);
      stream.answeredStatus = head.status;
    }
    headDone = true;
    if (body.isUntilClose() || (head.chunked && head.minor == 0)) {
      stream.endKeepAlive();
    }
    beginCompression(head);
    int bodyEnd = body.take(buffer, head.headEnd, buffer.writerIndex());
    if (body.isBad()) {
      headDone = false;
      ResponseFailures.broken(stream);
      return;
    }
    countBody();
    stream.logEarly();
    if (!writeHead(head, buffer, bodyEnd, upgraded)) {
      stream.clientAborted(Phase.DATA);
      return;
    }
    stream.responseMemory = null;
    buffer.readerIndex(bodyEnd);
    if (upgraded) {
      stream.startTunnel(connection, buffer);
      releasePartial();
      return;
    }
    if (buffer.isReadable()) {
      serverEnded = true;
    }
    releasePartial();
    afterWrite();
  }

  private boolean isConnectTunnel(HttpHead head) {
    return head.status / 100 == 2 && stream.request.methodIs("CONNECT");
  }

  /** Finds out where the body ends; false if the response contradicts itself. */
  private boolean frame(HttpHead head) {
    boolean none =
        stream.request.isHead()
            || head.status == 204
            || head.status == 304
            || head.status == 101
            || isConnectTunnel(head);
    if (head.chunked && head.contentLength >= 0) {
      KnownFields.dropContentLength(head);
    }
    if (none && head.status == 204) {
      KnownFields.dropFraming(head);
    }
    if (none) {
      body.none();
    } else if (head.chunked) {
      body.chunked(false);
    } else if (head.contentLength >= 0) {
      body.length(head.contentLength);
    } else {
      body.untilClose();
    }
    return true;
  }

  /** A rule does not let the response pass: what came of it is counted and dropped. */
  void dropRefused() {
    ByteBuf buffer = stream.responseMemory;
    if (buffer != null) {
      int end = body.take(buffer, buffer.readerIndex(), buffer.writerIndex());
      stream.bytesOut = headBytes + body.counted();
      boolean clean = body.isDone() && !body.isBad() && end == buffer.writerIndex();
      headDone = true;
      if (!clean || !serverMayStay()) {
        serverEnded = true;
        stream.dropServer();
      }
    }
  }

  private boolean writeHead(HttpHead head, ByteBuf buffer, int bodyEnd, boolean upgraded) {
    boolean close = !stream.keepsAlive() && !upgraded && head.minor > 0;
    boolean oldKept = (head.major == 0 || head.minor == 0) && stream.keepsAlive();
    boolean keep = (stream.saysKeepAlive() || oldKept) && !upgraded;
    LetterCase letters = stream.frontend.http().options().clientCase();
    if (!head.isEdited() && !head.folded && !close && !keep) {
      int writer = buffer.writerIndex();
      buffer.readerIndex(head.start);
      if (letters != null) {
        letters.apply(buffer, head.start);
      }
      buffer.writerIndex(bodyEnd);
      boolean intact = toClient.send(stream.client(), buffer);
      buffer.writerIndex(writer);
      return intact;
    }
    ByteBuf out = stream.worker().scratch();
    head.writeTo(out, false);
    HeadWriter.finish(out, close, keep);
    CompressedBody coded = compressed;
    if (coded != null) {
      coded.drain(out, body.isDone());
      countBody();
    }
    if (letters != null) {
      letters.apply(out, out.readerIndex());
    }
    if (coded == null) {
      out.writeBytes(buffer, head.headEnd, bodyEnd - head.headEnd);
    }
    return toClient.send(stream.client(), out);
  }

  /** As in HAProxy rules come too late to change what the server's head decides. */
  private void decideCompression(HttpHead head) {
    Compression lines = stream.compression;
    if (body.isDone()
        || body.isUntilClose()
        || lines == null
        || !lines.admits(stream.request, head)) {
      stream.compressing = null;
    }
  }

  /** The body goes through the compressor, if this response is to be compressed. */
  private void beginCompression(HttpHead head) {
    Compression lines = stream.compression;
    Compression.Algorithm algorithm = stream.compressing;
    if (lines != null && algorithm != null) {
      Compression.announce(head, algorithm);
      CompressedBody coded = new CompressedBody(algorithm, lines.level(), head.chunked);
      compressed = coded;
      body.sink(coded);
    }
  }

  private void countBody() {
    CompressedBody coded = compressed;
    stream.bytesOut = headBytes + (coded == null ? body.counted() : coded.given());
  }

  private void endCompression() {
    CompressedBody coded = compressed;
    if (coded != null) {
      compressed = null;
      HttpAccounting.compressed(stream, coded);
      coded.release();
    }
  }

  /** Bytes read, or 0 to stop. */
  private int moveBody(Connection connection) {
    ByteBuf buffer = stream.worker().readBuffer();
    buffer.clear();
    int count = connection.read(buffer, BODY_READ);
    if (count == Connection.AGAIN) {
      return 0;
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
    CompressedBody coded = compressed;
    if (coded != null) {
      buffer = stream.worker().scratch();
      coded.drain(buffer, body.isDone());
    }
    countBody();
    if (!toClient.send(stream.client(), buffer)) {
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

  private void serverEndedInBody() {
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
    endCompression();
    toClient.release();
    releasePartial();
    server = null;
    headDone = false;
    ownAnswer = false;
  }

  private void releasePartial() {
    ByteBuf memory = partial;
    if (memory != null) {
      partial = null;
      stream.worker().buffers().give(memory);
    }
  }
}
