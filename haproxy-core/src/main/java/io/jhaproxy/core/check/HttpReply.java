package io.jhaproxy.core.check;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer to an HTTP check.
 *
 * @param bodyAt index of the first body byte
 * @param contentLength announced size, or -1
 */
record HttpReply(int status, String reason, int bodyAt, long contentLength) {
  /** The head, or null if it is not complete or not HTTP. */
  static @Nullable HttpReply parse(byte[] received, int length, boolean ended) {
    String text = new String(received, 0, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    int bodyAt = end + 4;
    int lone = text.indexOf("\n\n");
    if (end < 0 || (lone >= 0 && lone < end)) {
      end = lone;
      bodyAt = lone + 2;
    }
    if (end < 0) {
      if (!ended || text.indexOf('\n') < 0) {
        return null;
      }
      end = length;
      bodyAt = length;
    }
    return line(text.substring(0, end), bodyAt);
  }

  private static @Nullable HttpReply line(String head, int bodyAt) {
    int lineEnd = head.indexOf('\n');
    String line = (lineEnd < 0 ? head : head.substring(0, lineEnd)).stripTrailing();
    if (line.length() < 12 || !line.startsWith("HTTP/") || line.charAt(8) != ' ') {
      return null;
    }
    String digits = line.substring(9, 12);
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    String reason = line.length() > 13 ? line.substring(13) : "";
    return new HttpReply(Integer.parseInt(digits), reason, bodyAt, announcedLength(head));
  }

  private static long announcedLength(String head) {
    for (String field : head.split("\n", -1)) {
      if (field.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        String value = field.substring("content-length:".length()).strip();
        if (!value.isEmpty()
            && value.length() < 18
            && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
          return Long.parseLong(value);
        }
      }
    }
    return -1;
  }

  boolean isBodyComplete(int received) {
    return contentLength >= 0 && received >= contentLength;
  }
}
