package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The header fields that the engine itself understands: framing and connection. */
final class KnownFields {
  static final byte[] CONNECTION = ascii("connection");
  static final byte[] CONTENT_LENGTH = ascii("content-length");
  static final byte[] UPGRADE = ascii("upgrade");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
  private static final byte[] TE = ascii("te");
  private static final byte[] HOST = ascii("host");
  private static final byte[] EXPECT = ascii("expect");
  private static final byte[] WEBSOCKET_KEY = ascii("sec-websocket-key");
  private static final byte[] WEBSOCKET_ACCEPT = ascii("sec-websocket-accept");
  private static final byte[] WEBSOCKET = ascii("websocket");
  private static final byte[] CLOSE = ascii("close");
  private static final byte[] KEEP_ALIVE = ascii("keep-alive");
  private static final byte[] CHUNKED = ascii("chunked");
  private static final byte[] CONTINUE = ascii("100-continue");

  private KnownFields() {}

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Notes a received field; false if it makes the message unacceptable. */
  static boolean note(
      ByteBuf buffer, HttpHead head, int nameStart, int nameEnd, int valueStart, int valueEnd) {
    switch (nameEnd - nameStart) {
      case 2 -> {
        if (is(buffer, nameStart, TE)) {
          head.hasTe = true;
        }
      }
      case 4 -> {
        if (is(buffer, nameStart, HOST)) {
          head.hosts++;
        }
      }
      case 6 -> {
        if (is(buffer, nameStart, EXPECT)) {
          head.expectsContinue = equals(buffer, valueStart, valueEnd, CONTINUE);
        }
      }
      case 7 -> {
        if (is(buffer, nameStart, UPGRADE)) {
          head.hasUpgrade = true;
        }
      }
      case 10 -> {
        if (is(buffer, nameStart, CONNECTION)) {
          head.hasConnection = true;
          connection(buffer, head, valueStart, valueEnd);
        }
      }
      case 14 -> {
        if (is(buffer, nameStart, CONTENT_LENGTH)) {
          return contentLength(buffer, head, valueStart, valueEnd);
        }
      }
      case 17 -> {
        if (is(buffer, nameStart, TRANSFER_ENCODING)) {
          return transferEncoding(buffer, head, valueStart, valueEnd);
        }
        if (is(buffer, nameStart, WEBSOCKET_KEY)) {
          head.hasWebSocketKey = true;
        }
      }
      case 20 -> {
        if (is(buffer, nameStart, WEBSOCKET_ACCEPT)) {
          head.hasWebSocketKey = true;
        }
      }
      default -> {}
    }
    return true;
  }

  private static boolean is(ByteBuf buffer, int start, byte[] lowerCase) {
    for (int i = 0; i < lowerCase.length; i++) {
      if (Bytes.lower(buffer.getByte(start + i)) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean equals(ByteBuf buffer, int start, int end, byte[] lowerCase) {
    return end - start == lowerCase.length && is(buffer, start, lowerCase);
  }

  /** Digits only; a list is accepted if all its members are equal (RFC 9112 section 6.3). */
  private static boolean contentLength(ByteBuf buffer, HttpHead head, int from, int to) {
    int at = from;
    while (true) {
      long value = 0;
      int digits = at;
      while (at < to && Bytes.isDigit(buffer.getByte(at))) {
        int digit = buffer.getByte(at) - '0';
        if (value > (Long.MAX_VALUE - digit) / 10) {
          return false;
        }
        value = value * 10 + digit;
        at++;
      }
      if (at == digits || (head.contentLength >= 0 && head.contentLength != value)) {
        return false;
      }
      head.lengthRepeated |= head.contentLength >= 0;
      head.contentLength = value;
      while (at < to && H1Parser.isBlank(buffer.getByte(at))) {
        at++;
      }
      if (at == to) {
        return true;
      }
      if (buffer.getByte(at++) != ',') {
        return false;
      }
      while (at < to && H1Parser.isBlank(buffer.getByte(at))) {
        at++;
      }
    }
  }

  /** "chunked" must be the last coding and stand once; others before it are noted. */
  private static boolean transferEncoding(ByteBuf buffer, HttpHead head, int from, int to) {
    int at = from;
    if (at < to && buffer.getByte(at) == ',') {
      head.otherCoding = true;
      at = nextToken(buffer, at, to);
    }
    while (at < to) {
      int end = tokenEnd(buffer, at, to);
      if (end > at) {
        if (head.chunked) {
          return false;
        }
        if (equals(buffer, at, end, CHUNKED)) {
          head.chunked = true;
        } else {
          head.otherCoding = true;
        }
      }
      at = nextToken(buffer, end, to);
    }
    return head.chunked || head.otherCoding;
  }

  /** Several equal lengths become one: the last of a list, the first of several fields. */
  static void mergeContentLengths(HttpHead head) {
    Slice value = new Slice();
    int first = head.find(CONTENT_LENGTH, 0);
    if (first < 0) {
      return;
    }
    head.value(first, value);
    String text = value.toString();
    int comma = text.lastIndexOf(',');
    if (comma >= 0) {
      head.replaceValue(first, Slice.of(text.substring(comma + 1).strip()));
    }
    removeFrom(head, CONTENT_LENGTH, first + 1);
  }

  /** Of what the client accepts in transfer, only trailers concern the next hop. */
  static void reduceTe(HttpHead head) {
    Slice value = new Slice();
    for (int at = head.find(TE, 0); at >= 0; at = head.find(TE, at)) {
      head.value(at, value);
      String text = value.toString();
      if (text.equals("trailers")) {
        at++;
      } else if (text.toLowerCase(Locale.ROOT).contains("trailers")) {
        head.replaceValue(at++, Slice.of("trailers"));
      } else {
        head.remove(at);
      }
    }
  }

  /** Takes out the framing of a message that has no body. */
  static void dropFraming(HttpHead head) {
    removeFrom(head, CONTENT_LENGTH, 0);
    removeFrom(head, TRANSFER_ENCODING, 0);
  }

  /** Takes out an expectation that is met already. */
  static void dropExpect(HttpHead head) {
    removeFrom(head, EXPECT, 0);
  }

  static void dropUpgrade(HttpHead head) {
    removeFrom(head, UPGRADE, 0);
    head.hasUpgrade = false;
  }

  private static void removeFrom(HttpHead head, byte[] name, int from) {
    for (int at = head.find(name, from); at >= 0; at = head.find(name, at)) {
      head.remove(at);
    }
  }

  private static void connection(ByteBuf buffer, HttpHead head, int from, int to) {
    int at = from;
    while (at < to) {
      int end = tokenEnd(buffer, at, to);
      if (equals(buffer, at, end, CLOSE)) {
        head.connectionClose = true;
      } else if (equals(buffer, at, end, KEEP_ALIVE)) {
        head.connectionKeepAlive = true;
      } else if (equals(buffer, at, end, UPGRADE)) {
        head.connectionUpgrade = true;
      } else if (end > at) {
        head.connectionOther = true;
      }
      at = nextToken(buffer, end, to);
    }
  }

  /** End of the list member that begins here, without trailing blanks. */
  private static int tokenEnd(ByteBuf buffer, int from, int to) {
    int end = from;
    while (end < to && buffer.getByte(end) != ',') {
      end++;
    }
    while (end > from && H1Parser.isBlank(buffer.getByte(end - 1))) {
      end--;
    }
    return end;
  }

  private static int nextToken(ByteBuf buffer, int from, int to) {
    int at = from;
    while (at < to && (buffer.getByte(at) == ',' || H1Parser.isBlank(buffer.getByte(at)))) {
      at++;
    }
    return at;
  }

  /** With chunked framing a Content-Length means nothing and must not be forwarded. */
  static void dropContentLength(HttpHead head) {
    for (int at = head.find(CONTENT_LENGTH, 0); at >= 0; at = head.find(CONTENT_LENGTH, at)) {
      head.remove(at);
    }
    head.contentLength = -1;
    head.lengthDropped = true;
  }

  static boolean isWebSocketUpgrade(HttpHead head) {
    int at = head.find(UPGRADE, 0);
    if (at < 0) {
      return false;
    }
    Slice value = new Slice();
    head.value(at, value);
    return value.equalsLowerCase(WEBSOCKET);
  }

  /** Bytes of the Connection fields that go no further, as log lines count them. */
  static int strippedLength(HttpHead head) {
    if (!head.hasConnection || head.connectionUpgrade || head.connectionOther) {
      return 0;
    }
    int length = 0;
    Slice value = new Slice();
    for (int at = head.find(CONNECTION, 0); at >= 0; at = head.find(CONNECTION, at + 1)) {
      head.value(at, value);
      length += CONNECTION.length + value.length();
    }
    return length;
  }

  /**
   * Takes "close" and "keep-alive" out of the Connection fields; what remains is for the next hop.
   */
  static void stripConnection(HttpHead head) {
    for (int at = head.find(CONNECTION, 0); at >= 0; at = head.find(CONNECTION, at)) {
      if (!head.connectionUpgrade && !head.connectionOther) {
        head.remove(at);
        continue;
      }
      Slice value = new Slice();
      head.value(at, value);
      String rest = remaining(value.toString());
      if (rest.isEmpty()) {
        head.remove(at);
      } else {
        head.replaceValue(at, Slice.of(rest));
        at++;
      }
    }
  }

  private static String remaining(String value) {
    StringBuilder rest = new StringBuilder();
    for (String token : value.split(",", -1)) {
      String word = token.strip();
      if (word.isEmpty() || word.equalsIgnoreCase("close") || word.equalsIgnoreCase("keep-alive")) {
        continue;
      }
      rest.append(rest.length() == 0 ? "" : ", ").append(word);
    }
    return rest.toString();
  }
}
