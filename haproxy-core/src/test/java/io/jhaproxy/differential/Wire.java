package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Messages on the wire, brought into a form that does not depend on spelling and chunk sizes. */
final class Wire {
  private Wire() {}

  static byte[] bytes(String written) {
    return written.replace("¶", "\r\n").getBytes(ISO_8859_1);
  }

  /** How many whole requests the text begins with. */
  static int completeRequests(String text) {
    int count = 0;
    for (int at = 0; at < text.length(); count++) {
      int bodyAt = text.indexOf("\r\n\r\n", at);
      if (bodyAt < 0) {
        break;
      }
      Body body = body(text, bodyAt + 4, text.substring(at, bodyAt), 0);
      if (!body.complete) {
        break;
      }
      at = body.end;
      if (text.substring(0, bodyAt).toLowerCase(Locale.ROOT).contains("upgrade: ")) {
        return count + 1;
      }
    }
    return count;
  }

  static String requests(String text) {
    return proxyHeader(messages(text, null));
  }

  /** A text in whose PROXY header, if there is one, the ports are left out. */
  static String proxyHeader(String text) {
    return text.replaceFirst("^(PROXY \\S+ \\S+ \\S+) \\d+ \\d+", "$1 PORTS")
        .replaceFirst("(?s)^(\r\n\r\n\0\r\nQUIT\n!\\x11..........).{4}", "$1PORTS");
  }

  /**
   * Answers in their common form.
   *
   * @param sent what the client sent, to know which answers have no body
   */
  static String answers(String text, String sent) {
    List<String> methods = new ArrayList<>();
    for (String line : sent.split("\r\n", -1)) {
      if (line.contains(" HTTP/1.")) {
        methods.add(line.substring(0, line.indexOf(' ')));
      }
    }
    // Dates in persistence cookies are from now.
    return messages(text, methods)
        .replaceAll("\\|[\\w/-]{5}(?=[|;])", "|DATE")
        .replaceAll("\\nage: (|1|10)[0-3]\\n", "\nage: $1NOW\n");
  }

  private static String messages(String text, List<String> methods) {
    StringBuilder all = new StringBuilder();
    int at = 0;
    int number = 0;
    while (at < text.length()) {
      int bodyAt = text.indexOf("\r\n\r\n", at);
      if (bodyAt < 0) {
        break;
      }
      String head = text.substring(at, bodyAt);
      int status = methods == null ? 0 : status(head);
      boolean bodiless =
          methods != null
              && (status == 204
                  || status == 304
                  || status / 100 == 1
                  || (number < methods.size() && methods.get(number).equals("HEAD")));
      Body body = bodiless ? new Body("", bodyAt + 4, true) : body(text, bodyAt + 4, head, status);
      all.append(head(head)).append('\n').append(body.text).append('\n');
      at = body.end;
      if (status == 101) {
        break;
      }
      if (status / 100 != 1) {
        number++;
      }
    }
    return all + text.substring(at);
  }

  private static int status(String head) {
    return head.matches("(?s)HTTP/1\\.. \\d\\d\\d.*")
        ? Integer.parseInt(head.substring(9, 12))
        : 200;
  }

  /** The head with header names in lower case and values without blanks around them. */
  private static String head(String head) {
    String[] lines = head.split("\r?\n", 2);
    return lines[0] + "\n" + (lines.length < 2 ? "" : fields(lines[1]));
  }

  private static String fields(String fields) {
    StringBuilder normal = new StringBuilder();
    for (String line : fields.split("\r?\n", -1)) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon).toLowerCase(Locale.ROOT);
      normal.append(name).append(colon < 0 ? "" : ": " + line.substring(colon + 1).strip());
      normal.append('\n');
    }
    return normal.toString();
  }

  private record Body(String text, int end, boolean complete) {}

  private static Body body(String text, int from, String head, int status) {
    String lower = head.toLowerCase(Locale.ROOT);
    if (lower.contains("\r\ntransfer-encoding: chunked")) {
      return chunked(text, from);
    }
    int at = lower.indexOf("\r\ncontent-length:");
    if (at >= 0) {
      int length = Integer.parseInt(lower.substring(at + 17).split("\r\n", 2)[0].strip());
      int end = Math.min(text.length(), from + length);
      return new Body(text.substring(from, end), end, end == from + length);
    }
    return status == 0
        ? new Body("", from, true)
        : new Body(text.substring(from), text.length(), true);
  }

  /** The content of the chunks, with their sizes and extensions left out. */
  private static Body chunked(String text, int from) {
    StringBuilder content = new StringBuilder("[chunked]");
    int at = from;
    while (true) {
      int lineEnd = text.indexOf("\r\n", at);
      if (lineEnd < 0) {
        return new Body(content.toString(), text.length(), false);
      }
      int size = Integer.parseInt(text.substring(at, lineEnd).split(";", 2)[0].strip(), 16);
      at = lineEnd + 2;
      if (size == 0) {
        int end = text.startsWith("\r\n", at) ? at : text.indexOf("\r\n\r\n", at) + 2;
        if (end < 2) {
          return new Body(content.toString(), text.length(), false);
        }
        content.append("[end]").append(fields(text.substring(at, end)).strip());
        return new Body(content.toString(), end + 2, true);
      }
      if (at + size + 2 > text.length()) {
        return new Body(content + text.substring(at), text.length(), false);
      }
      content.append(text, at, at + size);
      at += size + 2;
    }
  }

  /** A log line without what differs from run to run: process id, dates, ports, times. */
  static String logLine(String line) {
    String text = line.replaceFirst("^<(\\d+)>.{15} .*?\\[\\d+\\]: ", "<$1>");
    text = text.replaceAll("(?<=^<\\d{1,3}>)(10\\.1\\.2\\.3|2001:db8::1):\\d+", "$1:PORT");
    text = text.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT");
    text = text.replaceAll("\\[\\d+/\\w+/\\d+:[0-9:.]+\\]", "[DATE]");
    StringBuilder normal = new StringBuilder();
    boolean timersSeen = false;
    for (String word : text.split(" ", -1)) {
      boolean numbers = word.matches("[+-]?\\d+(/[+-]?\\d+){2,4}");
      boolean timers = numbers && !timersSeen;
      timersSeen |= numbers;
      normal.append(timers ? word.replaceAll("(?<![-\\d])\\d+", "T") : word).append(' ');
    }
    return normal.toString().strip();
  }
}
