package io.jhaproxy.core.log;

import io.jhaproxy.core.sample.Ascii;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes lines of {@code format json}: one JSON object (RFC 8259) in UTF-8. Fields of streams have
 * the names of manual 8.2.2 and 8.2.3 and the values of the log variables; those without a value
 * are left out, and so are those that do not fit, so that a line is a whole object in any case. One
 * per {@link LogOutput}, used on its thread; allocates nothing per line.
 */
final class JsonLine {
  private static final byte[][] LEVELS = {
    Ascii.bytes("emerg"),
    Ascii.bytes("alert"),
    Ascii.bytes("crit"),
    Ascii.bytes("err"),
    Ascii.bytes("warning"),
    Ascii.bytes("notice"),
    Ascii.bytes("info"),
    Ascii.bytes("debug")
  };

  /**
   * Name, variable, whether only requests (H), only other streams (T) or all (*) have it, and
   * whether it is a number (N) or a string (S).
   */
  private static final String[] FIELDS = {
    "client_ip ci * S",
    "client_port cp * N",
    "frontend_name f * S",
    "backend_name b * S",
    "server_name s * S",
    "TR TR H N",
    "Tw Tw * N",
    "Tc Tc * N",
    "Tr Tr H N",
    "Ta Ta H N",
    "Tt Tt * N",
    "status_code ST H N",
    "bytes_read B * N",
    "bytes_uploaded U * N",
    "method HM H S",
    "uri HU H S",
    "version HV H S",
    "termination_state tsc H S",
    "termination_state ts T S",
    "actconn ac * N",
    "feconn fc * N",
    "beconn bc * N",
    "srv_conn sc * N",
    "retries rc * N",
    "srv_queue sq * N",
    "backend_queue bq * N",
    "captured_request_cookie CC H S",
    "captured_response_cookie CS H S",
    "captured_request_headers hr H S",
    "captured_response_headers hs H S",
    "unique_id ID * S",
    "ssl_version sslv * S",
    "ssl_ciphers sslc * S"
  };

  private static final byte[] TIME = Ascii.bytes("{\"time\":\"");
  private static final byte[] LEVEL = Ascii.bytes("\",\"level\":\"");
  private static final byte[] HOST = Ascii.bytes("host");
  private static final byte[] TAG = Ascii.bytes("tag");
  private static final byte[] PID = Ascii.bytes("pid");
  private static final byte[] MESSAGE = Ascii.bytes("message");
  private static final byte[] UNKNOWN = Ascii.bytes("\\ufffd");
  private static final byte[] CONTROL = Ascii.bytes("\\u00");

  /** What {@code ,"message":"..."}} takes around the text, and the longest escape. */
  private static final int RESERVED = 24;

  private final List<Field> fields = new ArrayList<>();
  private final LogLine value = new LogLine(LogOutput.MAXIMUM_LENGTH, ZoneOffset.UTC);

  private record Field(byte[] name, LogPart part, char streams, boolean number) {}

  JsonLine() {
    LogVariables variables = new LogVariables("", 0);
    for (String text : FIELDS) {
      String[] words = text.split(" ", -1);
      LogVariables.Factory factory = variables.find(words[1]);
      if (factory == null) {
        throw new IllegalStateException("no log variable " + words[1]);
      }
      LogPart part = factory.make(LogPart.Flags.NONE);
      boolean number = words[3].equals("N");
      fields.add(new Field(Ascii.bytes(words[0]), part, words[2].charAt(0), number));
    }
  }

  /** Begins an object: time, level (0..7), and who speaks; empty texts are left out. */
  static void begin(
      LogLine line, long micros, int level, byte[] host, byte[] tag, byte[] pid, int limit) {
    line.put(TIME);
    line.dateIso(micros);
    line.put(LEVEL);
    line.put(LEVELS[level]);
    line.put('"');
    string(line, HOST, host, host.length, limit);
    string(line, TAG, tag, tag.length, limit);
    number(line, PID, pid, pid.length, limit);
  }

  /** Adds the fields of a stream. */
  void stream(LogSource source, LogLine line, int limit) {
    char kind = source.hasRequest() ? 'H' : 'T';
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.streams == '*' || field.streams == kind) {
        value.clear();
        field.part.append(source, value);
        if (value.length() != 1 || value.bytes()[0] != '-') {
          if (field.number) {
            number(line, field.name, value.bytes(), value.length(), limit);
          } else {
            string(line, field.name, value.bytes(), value.length(), limit);
          }
        }
      }
    }
  }

  /** Adds the text, cut to what fits, and ends the object. */
  static void end(LogLine line, byte[] text, int length, int limit) {
    name(line, MESSAGE);
    line.put('"');
    text(line, text, length, limit - 2);
    line.put('"');
    line.put('}');
  }

  private static void name(LogLine line, byte[] name) {
    line.put(',');
    line.put('"');
    line.put(name);
    line.put('"');
    line.put(':');
  }

  private static void string(LogLine line, byte[] name, byte[] text, int length, int limit) {
    if (length == 0) {
      return;
    }
    int before = line.length();
    name(line, name);
    line.put('"');
    boolean whole = text(line, text, length, limit - RESERVED);
    line.put('"');
    if (!whole || line.length() > limit - RESERVED) {
      line.cut(before);
    }
  }

  /** A number, without the sign that stands before sums that are not complete. */
  private static void number(LogLine line, byte[] name, byte[] text, int length, int limit) {
    int plus = length > 0 && text[0] == '+' ? 1 : 0;
    if (!isNumber(text, plus, length)) {
      return;
    }
    int before = line.length();
    name(line, name);
    for (int i = plus; i < length; i++) {
      line.put(text[i]);
    }
    if (line.length() > limit - RESERVED) {
      line.cut(before);
    }
  }

  /** A JSON number of at most 18 digits: no leading zeros. */
  private static boolean isNumber(byte[] text, int from, int length) {
    int first = from < length && text[from] == '-' ? from + 1 : from;
    int digits = length - first;
    if (digits < 1 || digits > 18 || digits > 1 && text[first] == '0') {
      return false;
    }
    for (int i = first; i < length; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /** Adds the inside of a string; false if it had to be cut. Bytes that are no UTF-8 are U+FFFD. */
  static boolean text(LogLine line, byte[] text, int length, int limit) {
    int at = 0;
    while (at < length) {
      if (line.length() + UNKNOWN.length > limit) {
        return false;
      }
      int c = text[at] & 0xff;
      int size = c < 0x80 ? 1 : sequence(text, at, length);
      if (size == 0) {
        line.put(UNKNOWN);
        size = 1;
      } else if (c < 0x20 || c == 0x7f) {
        line.put(CONTROL);
        line.hex(c, 2);
      } else {
        if (c == '"' || c == '\\') {
          line.put('\\');
        }
        for (int i = 0; i < size; i++) {
          line.put(text[at + i]);
        }
      }
      at += size;
    }
    return true;
  }

  /** Length of the well-formed sequence of several bytes at a place (Unicode table 3-7), or 0. */
  private static int sequence(byte[] text, int at, int length) {
    int c = text[at] & 0xff;
    int size = c < 0xc2 || c > 0xf4 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    if (size == 0 || at + size > length) {
      return 0;
    }
    for (int i = 1; i < size; i++) {
      if ((text[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = text[at + 1] & 0xff;
    boolean outside =
        c == 0xe0 && second < 0xa0
            || c == 0xed && second > 0x9f
            || c == 0xf0 && second < 0x90
            || c == 0xf4 && second > 0x8f;
    return outside ? 0 : size;
  }
}
