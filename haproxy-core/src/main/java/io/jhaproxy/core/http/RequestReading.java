package io.jhaproxy.core.http;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.stream.Session;
import io.netty.buffer.ByteBuf;

/**
 * How the head of a request comes in: read into a buffer that is taken with the first byte, parsed
 * in place as it grows, given back when the client is idle.
 */
abstract class RequestReading extends HttpExchange {

  /** Incomplete heads are parsed again at most so often; then only a full buffer decides. */
  private static final int MAX_PARSES = 200;

  /** Only heads that fill the buffer up to so many bytes are counted. */
  private static final int LARGE_HEAD = 1024;

  private static final int FIELD_COST = 8;

  /** How far the client's side is. */
  enum Stage {
    /** Waiting for a complete head. */
    HEAD,
    /** A service or rule waits for the whole body. */
    WAIT_BODY,
    /** A hashed password is being checked. */
    VERIFY,
    /** A tarpit rule holds the client. */
    TARPIT,
    /** On the way to a server or being answered. */
    EXCHANGE,
    /** Passing bytes both ways after an upgrade. */
    TUNNEL,
    /** Over. */
    CLOSED
  }

  Stage stage = Stage.HEAD;
  int parses;
  long headDeadline = NEVER;

  RequestReading(Session session) {
    super(session);
  }

  /** A complete head stands in the buffer. */
  abstract void requestComplete(ByteBuf memory);

  /** What came cannot be a request; it is kept for who asks. */
  abstract void invalid(ByteBuf memory);

  /** What came cannot be a request; it is answered with this status. */
  abstract void refuse(int status);

  /** The client has ended, after the first byte of a head or before it. */
  abstract void clientEndedBeforeRequest(boolean begun, boolean broken);

  // -- the request's head

  void waitForRequest(long timeout) {
    stage = Stage.HEAD;
    parses = 0;
    long limit = timeout != 0 ? timeout : frontend.settings().clientTimeout();
    headDeadline = after(limit);
    clientDeadline = headDeadline;
    serverDeadline = NEVER;
    armTimer();
  }

  void readRequest() {
    ByteBuf memory = requestMemory;
    if (memory == null) {
      memory = worker.buffers().take();
      requestMemory = memory;
    }
    while (stage == Stage.HEAD) {
      int room = headRoom() - memory.writerIndex();
      if (room <= 0) {
        invalid(memory);
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
  void requestBegins() {
    requestBeganAt = worker.now();
    requestWall = ordinal == 1 ? session.acceptedWall() : worker.wallMillis();
    long timeout = frontend.settings().requestTimeout();
    if (ordinal > 1 && timeout != 0) {
      headDeadline = after(timeout);
      clientDeadline = headDeadline;
      armTimer();
    }
  }

  void parse(ByteBuf memory) {
    boolean full = memory.writerIndex() >= headRoom();
    if (++parses > MAX_PARSES && !full) {
      return;
    }
    int result = H1Parser.request(memory, request, frontend.settings().acceptInvalid());
    if (result == H1Parser.COMPLETE && isTooLarge()) {
      refuse(400);
    } else if (result == H1Parser.COMPLETE) {
      requestComplete(memory);
    } else if (result != H1Parser.INCOMPLETE) {
      invalid(memory);
      refuse(result);
    }
  }

  /**
   * Whether a head that fits the buffer does not fit it in the reference, which stores each field
   * with 8 bytes about it.
   */
  private boolean isTooLarge() {
    int length = request.headEnd - request.start;
    return length > headRoom() - LARGE_HEAD
        && request.countedLength() + FIELD_COST * (request.count() + 2) > headRoom();
  }

  void pipelined() {
    ByteBuf memory = requestMemory;
    if (stage == Stage.HEAD && memory != null) {
      parse(memory);
      if (stage == Stage.HEAD) {
        readRequest();
      }
    }
  }

  boolean isExchanging() {
    return stage == Stage.EXCHANGE;
  }

  boolean isClosed() {
    return stage == Stage.CLOSED;
  }
}
