package io.jhaproxy.core.rule;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The message of an {@code errorfile} in the parts that are sent: names in lower case, without its
 * connection field, since whether the connection stays open is up to the exchange.
 *
 * @param startLine first line with its end
 * @param headers header lines, each with its end
 * @param body what follows the empty line
 * @param delimited whether the client can tell where the body ends without a close
 * @param oldVersion whether it is an HTTP/1.0 message, whose end is a close unless said otherwise
 * @param uncounted bytes of the connection field, which log lines count though it is not sent
 */
@SuppressWarnings("ArrayRecordComponent") // shared read-only; equality is not used
public record ErrorFile(
    byte[] startLine,
    byte[] headers,
    byte[] body,
    boolean delimited,
    boolean oldVersion,
    int uncounted) {
  /** Reads a whole message; line ends may be LF alone. */
  public static ErrorFile parse(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int bodyAt = bodyStart(text);
    String[] lines = text.substring(0, bodyAt).split("\r?\n");
    StringBuilder headers = new StringBuilder();
    boolean delimited = false;
    int uncounted = 0;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0) {
        continue;
      }
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      String value = lines[i].substring(colon + 1).strip();
      if (name.equals("connection")) {
        uncounted += name.length() + value.length();
        continue;
      }
      delimited |= name.equals("content-length");
      headers.append(name).append(": ").append(value).append("\r\n");
    }
    String first = lines.length == 0 ? "" : lines[0];
    return new ErrorFile(
        bytes(first + "\r\n"),
        bytes(headers.toString()),
        bytes(text.substring(bodyAt)),
        delimited,
        first.startsWith("HTTP/1.0"),
        uncounted);
  }

  private static int bodyStart(String text) {
    int crlf = text.indexOf("\r\n\r\n");
    int lf = text.indexOf("\n\n");
    if (crlf >= 0 && (lf < 0 || crlf < lf)) {
      return crlf + 4;
    }
    return lf >= 0 ? lf + 2 : text.length();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
