package io.jhaproxy.core.http;

import io.netty.buffer.ByteBuf;

/** Looks at answers that the proxy has composed itself. */
final class OwnAnswer {
  /** Separators of a field's line: colon, blank, CR, LF. */
  private static final int FIELD_SEPARATORS = 4;

  /** Separators of the first line: two blanks, CR, LF. */
  private static final int LINE_SEPARATORS = 4;

  private static final byte[] CONNECTION = KnownFields.ascii("connection:");

  private OwnAnswer() {}

  /** The status code of a complete answer. */
  static int status(ByteBuf answer) {
    int at = answer.readerIndex() + 9;
    int status = 0;
    for (int i = 0; i < 3 && at + i < answer.writerIndex(); i++) {
      status = status * 10 + (answer.getByte(at + i) - '0');
    }
    return status;
  }

  /** The length of a complete answer as log lines count it; see {@link HttpHead#countedLength}. */
  static int countedLength(ByteBuf answer) {
    int at = answer.readerIndex();
    int end = answer.writerIndex();
    int counted = HttpHead.COUNTED_EXTRA;
    boolean first = true;
    while (at < end) {
      int lineEnd = answer.indexOf(at, end, (byte) '\n');
      if (lineEnd < 0) {
        return counted + end - at;
      }
      int length = lineEnd + 1 - at;
      if (length <= 2) {
        return counted + end - lineEnd - 1;
      }
      if (!isConnection(answer, at)) {
        counted += length - (first ? LINE_SEPARATORS : FIELD_SEPARATORS);
      }
      first = false;
      at = lineEnd + 1;
    }
    return counted;
  }

  /** Bytes of a complete answer that only frame its chunks; 0 if there are none. */
  static int framingLength(ByteBuf answer) {
    HttpHead head = new HttpHead();
    if (answer.getByte(answer.writerIndex() - 1) != '\n'
        || H1Parser.response(answer, head, true) != H1Parser.COMPLETE
        || !head.chunked) {
      return 0;
    }
    H1Body body = new H1Body();
    body.chunked(false);
    int end = body.take(answer, head.headEnd, answer.writerIndex());
    // Its end counts as a byte elsewhere, but not in what the proxy says itself.
    return end - head.headEnd - (int) body.counted() + (body.isDone() ? 1 : 0);
  }

  /** Puts the connection field, if one is needed, at the end of a complete answer's head. */
  static void insertConnection(ByteBuf answer, boolean close, boolean keptAlive) {
    int end = answer.writerIndex();
    for (int at = answer.readerIndex(); at + 3 < end; at++) {
      if (answer.getInt(at) == 0x0d0a0d0a) {
        byte[] body = new byte[end - at - 4];
        answer.getBytes(at + 4, body);
        answer.writerIndex(at + 2);
        HeadWriter.finish(answer, close, keptAlive);
        answer.writeBytes(body);
        return;
      }
    }
  }

  private static boolean isConnection(ByteBuf answer, int at) {
    for (int i = 0; i < CONNECTION.length && at + i < answer.writerIndex(); i++) {
      if (Bytes.lower(answer.getByte(at + i)) != CONNECTION[i]) {
        return false;
      }
    }
    return true;
  }
}
