package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Outlet;
import io.jhaproxy.core.stream.Phase;
import io.netty.buffer.ByteBuf;

/**
 * The request of one exchange on its way to the server: head and buffered body in one write, then
 * what the client sends. The received head stays in the stream's buffer until the exchange ends.
 */
final class RequestSide {
  private static final int BODY_READ = 64 * 1024;

  private final HttpStream stream;
  private final H1Body body = new H1Body();
  private final Outlet toServer = new Outlet();
  private long headBytes;
  private boolean sent;
  private boolean replayable;

  RequestSide(HttpStream stream) {
    this.stream = stream;
  }

  /** A complete head was parsed: find out where its body ends. */
  void begin() {
    headBytes = stream.request.countedLength() - KnownFields.strippedLength(stream.request);
    stream.bytesIn = headBytes;
    sent = false;
    replayable = false;
    frame();
  }

  /** A message without a body: it was refused. */
  void none() {
    body.none();
  }

  /** Whether the server has got the head. */
  boolean isSent() {
    return sent;
  }

  /** Whether the whole request is still in the buffer, so that it can be sent again. */
  boolean isReplayable() {
    return replayable;
  }

  /** Whether the client has sent all of it. */
  boolean isDone() {
    return body.isDone();
  }

  /** Whether its chunks make no sense. */
  boolean isBad() {
    return body.isBad();
  }

  /** Whether bytes wait for the server to take more. */
  boolean isBlocked() {
    return toServer.isBlocked();
  }

  /** The server takes more; false if its connection is broken. */
  boolean flush(Connection connection) {
    return toServer.flush(connection);
  }

  /** Counts the buffered part of the body as read; true if there is more to come. */
  boolean takeBuffered() {
    ByteBuf memory = stream.memory();
    int end = body.take(memory, memory.readerIndex(), memory.writerIndex());
    memory.readerIndex(end);
    return !body.isDone();
  }

  /** Counts what was taken of the body. */
  void countTaken() {
    stream.bytesIn = headBytes + body.counted();
  }

  /** Whether all of the body is in the buffer already. */
  boolean isBuffered() {
    boolean more = takeBuffered();
    boolean done = !more && body.isDone();
    if (!body.isBad()) {
      frame();
    }
    stream.memory().readerIndex(stream.request.headEnd);
    return done;
  }

  /** Starts over for another connection. */
  void rewind() {
    sent = false;
    toServer.release();
    frame();
  }

  private void frame() {
    HttpHead head = stream.request;
    if (head.chunked) {
      body.chunked(true, stream.bufferSize());
    } else if (head.contentLength > 0) {
      body.length(head.contentLength);
    } else {
      body.none();
    }
  }

  /** Writes head and buffered body; true if the connection took any of it. */
  boolean send(Connection connection) {
    HttpHead head = stream.request;
    nameServer(head);
    ByteBuf memory = stream.memory();
    ExchangeTrace told = stream.trace;
    if (told != null) {
      body.sink(told.body(true, head, null));
    }
    int bodyEnd = body.take(memory, head.headEnd, memory.writerIndex());
    if (told != null && body.isDone()) {
      told.end(true);
    }
    if (body.isBad()) {
      stream.endKeepAlive();
    }
    if (!write(connection, memory, bodyEnd)) {
      frame();
      return false;
    }
    sent = true;
    replayable = body.isDone();
    stream.bytesIn = headBytes + body.counted();
    memory.readerIndex(bodyEnd);
    return true;
  }

  /** Tells the server its own name (http-send-name-header). */
  private void nameServer(HttpHead head) {
    byte[] header = stream.entered().http().options().serverNameHeader();
    Server server = stream.chosenServer();
    if (header != null && server != null) {
      for (int at = head.find(header, 0); at >= 0; at = head.find(header, at)) {
        head.remove(at);
      }
      head.add(header, Slice.of(server.nameBytes()));
    }
  }

  private boolean write(Connection connection, ByteBuf memory, int bodyEnd) {
    HttpHead head = stream.request;
    LetterCase letters = stream.entered().http().options().serverCase();
    ByteBuf out;
    if (head.isEdited() || head.folded) {
      out = stream.worker().scratch();
      head.writeTo(out, true);
      out.writeShort(Bytes.CRLF);
      out.writeBytes(memory, head.headEnd, bodyEnd - head.headEnd);
    } else {
      out = memory;
      memory.readerIndex(head.start);
    }
    if (letters != null) {
      letters.apply(out, out.readerIndex());
    }
    int writer = memory.writerIndex();
    memory.writerIndex(out == memory ? bodyEnd : writer);
    int count = connection.write(out);
    boolean taken = count > 0 && (!out.isReadable() || toServer.send(connection, out));
    memory.writerIndex(writer);
    memory.readerIndex(head.headEnd);
    return taken;
  }

  /** Passes on what the client sends of the body. */
  void pump(Connection connection) {
    Connection client = stream.client();
    while (stream.isExchanging() && sent && !body.isDone()) {
      if (toServer.isBlocked()) {
        stream.serverBlocked();
        return;
      }
      stream.awaitClient();
      if (!client.mayRead()) {
        return;
      }
      Bandwidth limit = stream.requestBandwidth;
      int room = limit == null ? BODY_READ : limit.allowance(BODY_READ);
      if (room == 0) {
        stream.requestSentWhole();
        return;
      }
      ByteBuf buffer = stream.worker().readBuffer();
      buffer.clear();
      int count = client.read(buffer, room);
      if (count == Connection.AGAIN) {
        return;
      }
      if (limit != null) {
        limit.spend(count);
      }
      if (count < 0) {
        stream.clientAborted(Phase.DATA);
        return;
      }
      if (!pass(connection, buffer)) {
        return;
      }
    }
    if (sent && body.isDone() && stream.isExchanging()) {
      stream.requestSentWhole();
    }
  }

  private boolean pass(Connection connection, ByteBuf buffer) {
    replayable = false;
    int end = body.take(buffer, 0, buffer.writerIndex());
    stream.bytesIn = headBytes + body.counted();
    if (stream.trace != null && body.isDone()) {
      stream.trace.end(true);
    }
    if (body.isBad()) {
      stream.dropServer();
      stream.answers().error(Cause.PROXY, Phase.DATA, 400);
      return false;
    }
    int writer = buffer.writerIndex();
    buffer.writerIndex(end);
    boolean intact = toServer.send(connection, buffer);
    buffer.writerIndex(writer);
    buffer.readerIndex(end);
    if (buffer.isReadable()) {
      stream.memory().writeBytes(buffer);
    }
    if (!intact) {
      stream.serverReadable();
    }
    return intact;
  }

  /** Gives memory back. */
  void release() {
    toServer.release();
  }
}
