package io.jhaproxy.core.log;

import io.jhaproxy.core.net.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One client that sends messages over TCP, each behind its length or ended by LF (RFC 6587). Used
 * on the receiver's thread.
 */
final class ForwardStream {
  private static final int MOST_DIGITS = 7;

  private final SocketChannel channel;
  private final LogForwarder forwarder;
  private final Clock clock;
  private final ByteBuffer buffer;
  private long activeAt;

  ForwardStream(SocketChannel channel, LogForwarder forwarder, Clock clock, int longest) {
    this.channel = channel;
    this.forwarder = forwarder;
    this.clock = clock;
    this.buffer = ByteBuffer.allocate(longest);
    this.activeAt = clock.nanoTime();
  }

  boolean isSilentFor(long millis) {
    return (clock.nanoTime() - activeAt) / 1_000_000 >= millis;
  }

  /** Takes what came; false if the client is done or sends something else. */
  boolean read() {
    try {
      int count;
      while ((count = channel.read(buffer)) > 0) {
        activeAt = clock.nanoTime();
        if (!take()) {
          return false;
        }
      }
      return count == 0;
    } catch (IOException reset) {
      return false;
    }
  }

  private boolean take() {
    buffer.flip();
    boolean good = true;
    while (good && buffer.hasRemaining()) {
      byte first = buffer.get(buffer.position());
      int before = buffer.position();
      if (first == '<') {
        line();
      } else if (first >= '0' && first <= '9') {
        good = counted();
      } else {
        good = false;
      }
      if (buffer.position() == before) {
        break;
      }
    }
    buffer.compact();
    return good && buffer.hasRemaining();
  }

  private void line() {
    for (int end = buffer.position(); end < buffer.limit(); end++) {
      if (buffer.get(end) == '\n') {
        forward(end - buffer.position());
        buffer.get();
        return;
      }
    }
  }

  private boolean counted() {
    int length = 0;
    int at = buffer.position();
    while (at < buffer.limit() && at - buffer.position() <= MOST_DIGITS) {
      byte digit = buffer.get(at);
      if (digit == ' ') {
        if (length > buffer.capacity() - MOST_DIGITS) {
          return false;
        }
        if (buffer.limit() - at > length) {
          buffer.position(at + 1);
          forward(length);
        }
        return true;
      }
      if (digit < '0' || digit > '9') {
        return false;
      }
      length = length * 10 + digit - '0';
      at++;
    }
    return at - buffer.position() <= MOST_DIGITS;
  }

  private void forward(int length) {
    int start = buffer.position();
    byte[] message = Arrays.copyOfRange(buffer.array(), start, start + length);
    buffer.position(start + length);
    forwarder.forward(message, length, clock.wallMillis());
  }

  void close() throws IOException {
    channel.close();
  }
}
