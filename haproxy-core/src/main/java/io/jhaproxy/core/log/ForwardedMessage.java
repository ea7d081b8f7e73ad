package io.jhaproxy.core.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A syslog message of somebody else, taken apart (RFC 3164, RFC 5424). What it does not have is
 * null.
 *
 * @param priority facility and level; -1 for none
 * @param recent whether it has the form of RFC 5424
 * @param date as it came, of RFC 3164
 * @param isoDate as it came, of RFC 5424
 * @param structured structured data as it came
 */
record ForwardedMessage(
    int priority,
    boolean recent,
    @Nullable String date,
    @Nullable String isoDate,
    @Nullable String host,
    @Nullable String tag,
    @Nullable String pid,
    @Nullable String id,
    @Nullable String structured,
    String text) {
  private static final Pattern PRIORITY = Pattern.compile("(?s)<([0-9]{0,4})>(.*)");
  private static final Pattern OLD =
      Pattern.compile("(?s)([A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}) (\\S+) (.*)");
  private static final Pattern TAG =
      Pattern.compile("(?s)([^\\s:\\[]+)(?:\\[([^\\]\\s]*)\\])?: ?(.*)");
  private static final Pattern NEW =
      Pattern.compile(
          "(?s)1 (\\S+) (\\S+) (\\S+) (\\S+) (\\S+)"
              + " (-|(?:\\[(?:[^\\]\\\\]|\\\\.)*\\])+)(?: (.*)|.*)");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  static ForwardedMessage parse(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == 0)) {
      end--;
    }
    String whole = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    Matcher head = PRIORITY.matcher(whole);
    if (!head.matches()) {
      return plain(-1, whole);
    }
    int priority = head.group(1).isEmpty() ? 0 : Integer.parseInt(head.group(1));
    String rest = head.group(2);
    Matcher recent = NEW.matcher(rest);
    if (recent.matches()) {
      String text = recent.group(7);
      return new ForwardedMessage(
          priority,
          true,
          null,
          known(recent.group(1)),
          known(recent.group(2)),
          known(recent.group(3)),
          known(recent.group(4)),
          known(recent.group(5)),
          known(recent.group(6)),
          text == null ? "" : text);
    }
    Matcher old = OLD.matcher(rest);
    if (!old.matches()) {
      return plain(priority, rest);
    }
    Matcher tag = TAG.matcher(old.group(3));
    boolean tagged = tag.matches();
    return new ForwardedMessage(
        priority,
        false,
        old.group(1),
        null,
        old.group(2),
        tagged ? tag.group(1) : null,
        tagged ? tag.group(2) : null,
        null,
        null,
        tagged ? tag.group(3) : old.group(3));
  }

  private static ForwardedMessage plain(int priority, String text) {
    return new ForwardedMessage(priority, false, null, null, null, null, null, null, null, text);
  }

  private static @Nullable String known(String field) {
    return field.equals("-") ? null : field;
  }

  /** The level, 0 where there is none. */
  int level() {
    return priority < 0 ? 0 : priority & 7;
  }

  /** The format that keeps what it has. */
  LogTarget.Format format() {
    if (isoDate != null || id != null || structured != null) {
      return LogTarget.Format.RFC5424;
    }
    if (date != null || host != null || tag != null) {
      return LogTarget.Format.RFC3164;
    }
    return priority < 0 ? LogTarget.Format.RAW : LogTarget.Format.PRIORITY;
  }

  /** The date as RFC 5424 has it, or null for none. */
  @Nullable String iso(int year) {
    String old = date;
    if (old == null) {
      return isoDate;
    }
    int month = MONTHS.indexOf(old.substring(0, 3)) + 1;
    String day = old.substring(4, 6).replace(' ', '0');
    return "%04d-%02d-%sT%s-00:00".formatted(year, month, day, old.substring(7));
  }

  /** The date as RFC 3164 has it, or null for none. */
  @Nullable String syslog() {
    String recent = isoDate;
    if (recent == null || !recent.matches("[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}T[0-9:]{8}.*")) {
      return date;
    }
    String day = recent.substring(8, 10).replaceFirst("^0", " ");
    String month = MONTHS.get(Integer.parseInt(recent.substring(5, 7)) - 1);
    return month + " " + day + " " + recent.substring(11, 19);
  }
}
