package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The 103 response that {@code early-hint} rules put together (RFC 8297). */
final class EarlyHints {
  private static final byte[] STATUS_LINE = KnownFields.ascii("HTTP/1.1 103 Early Hints\r\n");

  private final RuledExchange stream;
  private @Nullable ByteBuf collected;

  EarlyHints(RuledExchange stream) {
    this.stream = stream;
  }

  /** Adds a field; clients of HTTP/1.0 get none. */
  void add(byte[] name, Slice value) {
    if (stream.isOldClient()) {
      return;
    }
    ByteBuf hints = collected;
    if (hints == null) {
      hints = stream.worker().buffers().take();
      collected = hints;
      hints.writeBytes(STATUS_LINE);
    }
    hints.writeBytes(name).writeShort(Bytes.COLON_SPACE);
    hints.writeBytes(value.buffer(), value.offset(), value.length()).writeShort(Bytes.CRLF);
  }

  /** Sends what was collected, if anything. */
  void send() {
    ByteBuf hints = collected;
    if (hints != null) {
      collected = null;
      hints.writeShort(Bytes.CRLF);
      stream.sendInterim(hints);
      stream.worker().buffers().give(hints);
    }
  }
}
