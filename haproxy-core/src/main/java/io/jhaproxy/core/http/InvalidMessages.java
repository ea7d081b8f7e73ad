package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.stats.InvalidMessage;
import io.jhaproxy.core.stream.FrontendSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps messages that cannot be read, for {@code show errors}: the last one of each proxy side. */
final class InvalidMessages {
  private InvalidMessages() {}

  /** Whether the first so many bytes are wrong already. */
  private interface Verdict {
    boolean isWrong(ByteBuf bytes);
  }

  /** A request was refused. */
  static void request(HttpStream stream, ByteBuf memory) {
    boolean relaxed = stream.frontend.settings().acceptInvalid();
    byte[] bytes = bytes(memory, 0);
    int fields = stream.frontend.settings().maxHeaders();
    Verdict verdict =
        part -> {
          HttpHead head = new HttpHead(fields);
          int result = H1Parser.request(part, head, relaxed);
          return result == H1Parser.COMPLETE
              ? head.chunked && H1Body.isBroken(part, head.headEnd, part.writerIndex())
              : result != H1Parser.INCOMPLETE;
        };
    stream.frontend.invalid(message(stream, null, bytes, () -> position(bytes, verdict)));
  }

  /** A response is none. */
  static void response(HttpStream stream, ByteBuf buffer) {
    boolean relaxed = stream.backSettings().options().relaxedResponse();
    byte[] bytes = bytes(buffer, buffer.readerIndex());
    int fields = stream.frontend.settings().maxHeaders();
    Verdict verdict =
        part -> {
          HttpHead head = new HttpHead(fields);
          int result = H1Parser.response(part, head, relaxed);
          return result != H1Parser.COMPLETE && result != H1Parser.INCOMPLETE;
        };
    Server server = stream.chosenServer();
    stream.entered().invalid(message(stream, server, bytes, () -> position(bytes, verdict)));
  }

  private static byte[] bytes(ByteBuf memory, int from) {
    byte[] bytes = new byte[memory.writerIndex() - from];
    memory.getBytes(from, bytes);
    return bytes;
  }

  /** The byte with which the message becomes wrong: what is wrong stays so with more bytes. */
  private static int position(byte[] bytes, Verdict verdict) {
    int right = 0;
    int wrong = bytes.length + 1;
    while (wrong - right > 1) {
      int middle = (right + wrong) >>> 1;
      // The parser mends folded lines in place: it gets a copy.
      byte[] part = Arrays.copyOf(bytes, middle);
      if (verdict.isWrong(Unpooled.wrappedBuffer(part))) {
        wrong = middle;
      } else {
        right = middle;
      }
    }
    return wrong - 1;
  }

  private static InvalidMessage message(
      HttpStream stream, @Nullable Server server, byte[] bytes, IntSupplier at) {
    FrontendSettings front = stream.frontend.settings();
    return new InvalidMessage(
        stream.session().tools().load().nextInvalid(),
        stream.nowMillis(),
        front.name(),
        front.id(),
        server == null ? null : server.name(),
        server == null ? -1 : server.id(),
        text(stream.session().source()),
        bytes,
        at,
        stream.bufferSize());
  }

  private static String text(SocketAddress source) {
    return source instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : "unix:1";
  }
}
