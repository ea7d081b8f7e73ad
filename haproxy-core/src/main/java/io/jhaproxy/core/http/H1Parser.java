package io.jhaproxy.core.http;

import io.netty.buffer.ByteBuf;

/**
 * Parses the head of an HTTP/1 message in place (RFC 9112 sections 2 to 5). The verdicts are those
 * of the reference; where it accepts what the RFC forbids and nobody needs, we refuse.
 */
final class H1Parser {
  /** Result: the head is complete. */
  static final int COMPLETE = 0;

  /** Result: more bytes are needed. Any other result is the status of the refusal. */
  static final int INCOMPLETE = -1;

  private static final int BAD = 400;
  private static final int UNPROCESSABLE = 422;

  /** Longest name of a field, as the reference has it. */
  private static final int LONGEST_NAME = 255;

  private H1Parser() {}

  /** Parses a request from the buffer's reader index; leading empty lines are skipped. */
  static int request(ByteBuf buffer, HttpHead head, boolean relaxed) {
    int at = buffer.readerIndex();
    int end = buffer.writerIndex();
    while (at < end && (buffer.getByte(at) == '\r' || buffer.getByte(at) == '\n')) {
      if (buffer.getByte(at) == '\r' && at + 1 < end && buffer.getByte(at + 1) != '\n') {
        return BAD;
      }
      if (buffer.getByte(at) == '\r' && at + 1 == end) {
        return INCOMPLETE;
      }
      at++;
    }
    buffer.readerIndex(at);
    head.reset(buffer, at);
    int next = requestLine(buffer, at, end, head, relaxed);
    if (next <= 0) {
      return next == 0 ? INCOMPLETE : -next;
    }
    int result = fields(buffer, next, end, head, relaxed);
    return result == COMPLETE ? checkRequest(head, relaxed) : result;
  }

  /** Parses a response from the buffer's reader index. */
  static int response(ByteBuf buffer, HttpHead head, boolean relaxed) {
    int at = buffer.readerIndex();
    int end = buffer.writerIndex();
    head.reset(buffer, at);
    int next = statusLine(buffer, at, end, head);
    if (next <= 0) {
      return next == 0 ? INCOMPLETE : -next;
    }
    int result = fields(buffer, next, end, head, relaxed);
    return result == COMPLETE ? checkResponse(head) : result;
  }

  private static int checkResponse(HttpHead head) {
    if (head.otherCoding) {
      return BAD;
    }
    if (head.status < 200 && (head.chunked || head.contentLength >= 0)) {
      KnownFields.dropFraming(head);
      head.chunked = false;
      head.contentLength = -1;
    } else if (head.lengthRepeated) {
      KnownFields.mergeContentLengths(head);
    }
    head.folded |= head.isNewer();
    return COMPLETE;
  }

  /** Index behind the line, 0 if incomplete, or the negative status. */
  private static int requestLine(
      ByteBuf buffer, int from, int end, HttpHead head, boolean relaxed) {
    int at = from;
    while (at < end && Bytes.isToken(buffer.getByte(at))) {
      at++;
    }
    if (at == end) {
      return 0;
    }
    if (at == from || buffer.getByte(at) != ' ') {
      return -BAD;
    }
    head.methodEnd = at;
    while (at < end && buffer.getByte(at) == ' ') {
      at++;
    }
    head.folded |= at > head.methodEnd + 1;
    head.targetStart = at;
    while (at < end && targetByte(buffer.getByte(at), relaxed)) {
      at++;
    }
    if (at == end) {
      return 0;
    }
    head.targetEnd = at;
    if (at == head.targetStart || buffer.getByte(at) != ' ') {
      return -BAD;
    }
    while (at < end && buffer.getByte(at) == ' ') {
      at++;
    }
    head.folded |= at > head.targetEnd + 1;
    return requestVersion(buffer, at, end, head);
  }

  private static boolean targetByte(byte value, boolean relaxed) {
    return Bytes.isTarget(value) || (relaxed && (value < 0 || value == '#'));
  }

  private static int requestVersion(ByteBuf buffer, int from, int end, HttpHead head) {
    head.versionStart = from;
    int known = version(buffer, from, end, head);
    if (known <= 0) {
      return known;
    }
    int at = from + 8;
    if (at >= end) {
      return 0;
    }
    head.lineEnd = at;
    int next = lineEnd(buffer, at, end);
    if (next > 0) {
      head.folded |= next == at + 1;
      head.requestLineDone();
    }
    return next;
  }

  /** 1 if "HTTP/d.d" stands here, 0 if it may still come, or the negative status. */
  private static int version(ByteBuf buffer, int from, int end, HttpHead head) {
    for (int i = 0; i < 8; i++) {
      if (from + i >= end) {
        return 0;
      }
      byte value = buffer.getByte(from + i);
      boolean fits = i == 5 || i == 7 ? Bytes.isDigit(value) : value == "HTTP/ . ".charAt(i);
      if (!fits) {
        return -BAD;
      }
    }
    head.major = buffer.getByte(from + 5) - '0';
    head.minor = buffer.getByte(from + 7) - '0';
    return 1;
  }

  /** Index behind CR LF or LF, 0 if incomplete, or the negative status. */
  private static int lineEnd(ByteBuf buffer, int at, int end) {
    byte value = buffer.getByte(at);
    if (value == '\n') {
      return at + 1;
    }
    if (value != '\r') {
      return -BAD;
    }
    if (at + 1 >= end) {
      return 0;
    }
    return buffer.getByte(at + 1) == '\n' ? at + 2 : -BAD;
  }

  private static int statusLine(ByteBuf buffer, int from, int end, HttpHead head) {
    int known = version(buffer, from, end, head);
    if (known <= 0) {
      return known;
    }
    int at = from + 8;
    head.methodEnd = at;
    if (at < end && buffer.getByte(at) != ' ') {
      return -BAD;
    }
    while (at < end && buffer.getByte(at) == ' ') {
      at++;
    }
    int statusStart = at;
    for (int i = 0; i < 3; i++, at++) {
      if (at >= end) {
        return 0;
      }
      if (!Bytes.isDigit(buffer.getByte(at))) {
        return -BAD;
      }
      head.status = head.status * 10 + buffer.getByte(at) - '0';
    }
    if (head.status < 100 || (at < end && isStatusByte(buffer.getByte(at)))) {
      return -BAD;
    }
    while (at < end && buffer.getByte(at) != '\r' && buffer.getByte(at) != '\n') {
      at++;
    }
    if (at >= end) {
      return 0;
    }
    head.lineEnd = at;
    int next = lineEnd(buffer, at, end);
    if (next > 0) {
      boolean spaced = statusStart == head.methodEnd + 1 && at > statusStart + 3;
      head.folded |= next == at + 1 || !spaced;
      head.statusLineDone(statusStart);
    }
    return next;
  }

  private static boolean isStatusByte(byte value) {
    return value != ' ' && value != '\r' && value != '\n';
  }

  private static int fields(ByteBuf buffer, int from, int end, HttpHead head, boolean relaxed) {
    int at = from;
    while (true) {
      if (at >= end) {
        return INCOMPLETE;
      }
      byte first = buffer.getByte(at);
      if (first == '\r' || first == '\n') {
        int next = lineEnd(buffer, at, end);
        if (next <= 0) {
          return next == 0 ? INCOMPLETE : -next;
        }
        head.folded |= next == at + 1;
        head.headEnd = next;
        return COMPLETE;
      }
      if (head.isFull()) {
        return BAD;
      }
      at = field(buffer, at, end, head, relaxed);
      if (at <= 0) {
        return at == 0 ? INCOMPLETE : -at;
      }
    }
  }

  /** Index behind the field's line, 0 if incomplete, or the negative status. */
  private static int field(ByteBuf buffer, int from, int end, HttpHead head, boolean relaxed) {
    int at = from;
    while (at < end && Bytes.isToken(buffer.getByte(at))) {
      at++;
    }
    if (at == end) {
      return 0;
    }
    if (buffer.getByte(at) != ':') {
      if (!relaxed) {
        return -BAD;
      }
      while (at < end && relaxedNameByte(buffer.getByte(at))) {
        at++;
      }
      if (at == end) {
        return 0;
      }
    }
    if (at == from || at - from > LONGEST_NAME || buffer.getByte(at) != ':') {
      return -BAD;
    }
    int nameEnd = at++;
    while (true) {
      int stop = valueEnd(buffer, at, end, relaxed);
      if (stop <= 0) {
        return stop;
      }
      int next = lineEnd(buffer, stop, end);
      if (next <= 0) {
        return next;
      }
      head.folded |= next == stop + 1;
      if (next >= end) {
        return 0;
      }
      byte follows = buffer.getByte(next);
      if (follows != ' ' && follows != '\t') {
        return store(buffer, head, from, nameEnd, stop) ? next : -statusOf(head);
      }
      unfold(buffer, stop, next, head);
    }
  }

  private static boolean relaxedNameByte(byte value) {
    return value != ':'
        && value != '\r'
        && value != '\n'
        && value != ' '
        && value != '\t'
        && value != 0;
  }

  /** A line that goes on: its end becomes spaces (RFC 9112 section 5.2). */
  private static void unfold(ByteBuf buffer, int from, int to, HttpHead head) {
    for (int i = from; i < to; i++) {
      buffer.setByte(i, ' ');
    }
    head.folded = true;
  }

  /** Index of the CR or LF that ends the value, 0 if incomplete, or the negative status. */
  private static int valueEnd(ByteBuf buffer, int from, int end, boolean relaxed) {
    for (int at = from; at < end; at++) {
      byte value = buffer.getByte(at);
      if (value == '\r' || value == '\n') {
        return at;
      }
      if (value == 0 && !relaxed) {
        return -BAD;
      }
    }
    return 0;
  }

  private static int statusOf(HttpHead head) {
    return head.status >= BAD && head.status < 500 ? head.status : BAD;
  }

  private static boolean store(
      ByteBuf buffer, HttpHead head, int nameStart, int nameEnd, int lineStop) {
    int valueStart = nameEnd + 1;
    int valueEnd = lineStop;
    while (valueStart < valueEnd && isBlank(buffer.getByte(valueStart))) {
      valueStart++;
    }
    while (valueEnd > valueStart && isBlank(buffer.getByte(valueEnd - 1))) {
      valueEnd--;
    }
    head.received(nameStart, nameEnd, valueStart, valueEnd);
    return KnownFields.note(buffer, head, nameStart, nameEnd, valueStart, valueEnd);
  }

  static boolean isBlank(byte value) {
    return value == ' ' || value == '\t';
  }

  /** What can only be judged when the whole head is known. */
  private static int checkRequest(HttpHead head, boolean relaxed) {
    if (head.otherCoding) {
      return head.chunked ? UNPROCESSABLE : BAD;
    }
    if (head.methodIs("PRI")) {
      return BAD;
    }
    head.folded |= head.isNewer();
    if (head.lengthRepeated) {
      KnownFields.mergeContentLengths(head);
    }
    if (head.hasTe) {
      KnownFields.reduceTe(head);
    }
    boolean connect = head.methodIs("CONNECT");
    if (connect && head.contentLength >= 0) {
      KnownFields.dropContentLength(head);
      head.lengthDropped = false;
    }
    if (head.hosts > 1 || connect || !head.isOriginForm()) {
      int result = RequestTarget.check(head, relaxed);
      if (result != COMPLETE) {
        return result;
      }
    }
    if (head.chunked && head.contentLength >= 0) {
      KnownFields.dropContentLength(head);
    }
    boolean body = head.chunked || head.contentLength > 0;
    if (body && head.hasUpgrade) {
      KnownFields.dropUpgrade(head);
    }
    if (head.major == 1 && head.minor == 0 && body) {
      if (head.methodIs("GET") || head.methodIs("HEAD")) {
        return 413;
      }
    }
    if (head.connectionUpgrade
        && head.hasUpgrade
        && head.hasWebSocketKey == false
        && KnownFields.isWebSocketUpgrade(head)) {
      return BAD;
    }
    return COMPLETE;
  }
}
