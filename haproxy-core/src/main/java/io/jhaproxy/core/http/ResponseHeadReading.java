package io.jhaproxy.core.http;

import io.jhaproxy.core.net.ByteSource;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Outlet;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * How the head of a response comes in: into the worker's shared buffer, or into memory of its own
 * if it comes in pieces or a rule may wait for the body. Interim responses pass on the way.
 */
final class ResponseHeadReading {
  private static final int HEAD_READ = 16 * 1024;

  private final HttpStream stream;
  private final ResponseSide side;
  private final ResponseRules rules;
  private final Outlet toClient;
  private @Nullable ByteBuf partial;

  ResponseHeadReading(HttpStream stream, ResponseSide side, ResponseRules rules, Outlet toClient) {
    this.stream = stream;
    this.side = side;
    this.rules = rules;
    this.toClient = toClient;
  }

  /** Bytes read, or 0 to stop. */
  int read(ByteSource connection) {
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
  int readAwaited(ByteSource connection) {
    ByteBuf buffer = stream.responseMemory;
    int room = buffer == null ? 0 : stream.headRoom() - buffer.writerIndex();
    int count = room <= 0 || buffer == null ? Connection.EOF : connection.read(buffer, room);
    if (count == Connection.AGAIN || buffer == null) {
      return 0;
    }
    boolean ended = count < 0 && room > 0;
    if (count >= 0 && !rules.inspect() && !side.isBodyThere(stream.awaitedBytes())) {
      return count;
    }
    if (ended) {
      side.sourceEnded();
    }
    if (!rules.goOn()) {
      return rules.areWaiting() ? count : 0;
    }
    side.headPassed(connection, buffer, stream.response.status == 101);
    if (ended && side.isHeadDone() && !side.isBodyDone() && !stream.isClosed()) {
      side.serverEndedInBody();
    }
    return ended || stream.isClosed() || side.isBodyDone() ? 0 : Math.max(count, 1);
  }

  /** Takes heads from the buffer: interim ones pass, the final one begins the body. */
  private boolean parseHead(ByteSource connection, ByteBuf buffer, boolean full) {
    while (true) {
      boolean relaxed = stream.backSettings().options().relaxedResponse();
      int result = H1Parser.response(buffer, stream.response, relaxed);
      if (result == H1Parser.INCOMPLETE && !full) {
        keepPartial(buffer);
        return true;
      }
      if (result != H1Parser.COMPLETE) {
        InvalidMessages.response(stream, buffer);
        ResponseFailures.junk(stream);
        return false;
      }
      if (side.cached() == null && stream.retriesOfRequest().retry(stream.response.status)) {
        return false;
      }
      stream.countAnswer();
      int status = stream.response.status;
      if (status == 101
          && !(stream.request.connectionUpgrade && stream.response.connectionUpgrade)) {
        ResponseFailures.error(stream, Cause.PROXY, 502);
        return false;
      }
      if (status >= 200 || status == 101) {
        side.headComplete(connection, buffer);
        return !stream.isClosed() && !side.isBodyDone();
      }
      if (!side.admitsInterim(buffer)) {
        return false;
      }
      passInterim(buffer);
      if (!buffer.isReadable()) {
        release();
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
    HttpHead head = stream.response;
    stream.bytesOut += head.countedLength();
    if (head.isEdited() || head.folded) {
      ByteBuf out = stream.worker().scratch();
      head.writeTo(out, false);
      out.writeShort(Bytes.CRLF);
      toClient.send(stream.client(), out);
    } else {
      int writer = buffer.writerIndex();
      buffer.writerIndex(head.headEnd);
      toClient.send(stream.client(), buffer);
      buffer.writerIndex(writer);
    }
    buffer.readerIndex(head.headEnd);
    stream.serverActive();
  }

  void release() {
    ByteBuf memory = partial;
    if (memory != null) {
      partial = null;
      stream.worker().buffers().give(memory);
    }
  }
}
