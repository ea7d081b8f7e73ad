package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.RuleSet;
import io.netty.buffer.ByteBuf;

/**
 * {@code http-after-response} rules (manual 4.2): the last look at every response, be it a server's
 * or the proxy's own.
 */
final class AfterResponse {
  private AfterResponse() {}

  /** Whether anybody wants that look. */
  static boolean isWanted(HttpExchange stream) {
    return !frontRules(stream).isEmpty() || !backRules(stream).isEmpty();
  }

  /** Applies the rules of backend and frontend to the response's head. */
  static void apply(HttpExchange stream) {
    RuleSet back = backRules(stream);
    RuleSet front = frontRules(stream);
    if (!back.isEmpty()) {
      back.evaluate(stream);
    }
    if (!front.isEmpty() && front != back) {
      front.evaluate(stream);
    }
  }

  /**
   * Applies the rules to a complete answer of the proxy's own, whose head becomes the stream's
   * response.
   *
   * @param out the answer; it is read here and written anew
   */
  static void apply(HttpExchange stream, ByteBuf out) {
    ByteBuf copy = out.alloc().directBuffer(out.readableBytes());
    try {
      copy.writeBytes(out, out.readerIndex(), out.readableBytes());
      HttpHead head = stream.response;
      if (H1Parser.response(copy, head, true) != H1Parser.COMPLETE) {
        return;
      }
      stream.ownResponse(true);
      apply(stream);
      stream.ownResponse(false);
      if (head.isEdited()) {
        out.clear();
        head.writeTo(out, false);
        out.writeShort(Bytes.CRLF);
        out.writeBytes(copy, head.headEnd, copy.writerIndex() - head.headEnd);
      }
      head.forget();
    } finally {
      copy.release();
    }
  }

  private static RuleSet frontRules(HttpExchange stream) {
    return stream.frontend.http().options().afterResponseRules();
  }

  private static RuleSet backRules(HttpExchange stream) {
    return stream.enteredOrNull() instanceof HttpBackend entered
        ? entered.http().options().afterResponseRules()
        : RuleSet.EMPTY;
  }
}
