package io.jhaproxy.core.http;

import io.jhaproxy.core.net.Connection;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants the request's body before the request goes on: a service, {@code option
 * http-buffer-request}, a {@code wait-for-body} rule. What comes is read behind the head.
 */
final class BodyWait {
  private static final byte[] CONTINUE = KnownFields.ascii("HTTP/1.1 100 Continue\r\n\r\n");

  private final HttpStream stream;
  private final RequestSide requestSide;
  private @Nullable Runnable then;
  private long enough;
  private boolean told;
  private boolean inspected;

  BodyWait(HttpStream stream, RequestSide requestSide) {
    this.stream = stream;
    this.requestSide = requestSide;
  }

  /** A new request. */
  void forget() {
    told = false;
    then = null;
  }

  /**
   * Whether what is wanted is there.
   *
   * @param bytes how much is enough; 0: all of it
   */
  boolean isThere(long bytes) {
    ByteBuf memory = stream.memory();
    int available = memory.writerIndex() - stream.request.headEnd;
    return requestSide.isBuffered() || (bytes > 0 && available >= bytes) || room() <= 0;
  }

  private int room() {
    return stream.headRoom() - stream.memory().writerIndex();
  }

  /** Waits, then goes on; the deadline is the caller's. */
  void await(long bytes, Runnable next) {
    enough = bytes;
    then = next;
    if (stream.request.expectsContinue && !told) {
      told = true;
      ByteBuf out = stream.worker().scratch();
      out.writeBytes(CONTINUE);
      stream.sendInterim(out);
    }
    stream.stage = RequestReading.Stage.WAIT_BODY;
    read();
  }

  /** Content rules want to look again when something has come, or when their time is up. */
  void inspect(Runnable next) {
    inspected = true;
    enough = 0;
    then = next;
    stream.stage = RequestReading.Stage.WAIT_BODY;
    stream.worker().execute(this::read);
  }

  /** The time is up; true if somebody goes on with what there is. */
  boolean timeIsUp() {
    if (!inspected) {
      return false;
    }
    goOn();
    return true;
  }

  /** Whether the client was told to go on. */
  boolean hasTold() {
    return told;
  }

  /** The client sent more, or ended. */
  void read() {
    Connection client = stream.client();
    while (stream.stage == RequestReading.Stage.WAIT_BODY && client.mayRead()) {
      int room = room();
      int count = room <= 0 ? Connection.EOF : client.read(stream.memory(), room);
      if (count == Connection.AGAIN) {
        return;
      }
      if (count < 0 && room > 0) {
        RequestFailures.clientLeftInBody(stream);
        return;
      }
      if (count < 0 || inspected || requestSide.isBad() || isThere(enough)) {
        goOn();
      }
    }
  }

  private void goOn() {
    Runnable next = then;
    stream.stage = RequestReading.Stage.EXCHANGE;
    inspected = false;
    then = null;
    if (next != null) {
      next.run();
    }
  }
}
