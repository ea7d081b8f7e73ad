package io.jhaproxy.core.http;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three forms of dates in fields (RFC 9110 section 5.6.7); names of days are not looked at. */
final class HttpDates {
  /** What is no date. */
  static final long NONE = Long.MIN_VALUE;

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final String TIME = "(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)";
  private static final Pattern[] FORMS = {
    Pattern.compile("[A-Z][a-z]+, (?<d>\\d\\d) (?<b>[A-Z][a-z]{2}) (?<y>\\d{4}) " + TIME + " GMT"),
    Pattern.compile("[A-Z][a-z]+, (?<d>\\d\\d)-(?<b>[A-Z][a-z]{2})-(?<y>\\d\\d) " + TIME + " GMT"),
    Pattern.compile("[A-Z][a-z]+ (?<b>[A-Z][a-z]{2}) (?<d>[ \\d]\\d) " + TIME + " (?<y>\\d{4})"),
  };

  private HttpDates() {}

  /** Seconds since 1970, or {@link #NONE}. */
  static long parse(String text) {
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(text.strip());
      if (matcher.matches()) {
        return seconds(matcher);
      }
    }
    return NONE;
  }

  private static long seconds(Matcher date) {
    int year = number(date, "y");
    if (year < 100) {
      year += year < 70 ? 2000 : 1900;
    }
    try {
      return LocalDateTime.of(
              year,
              MONTHS.indexOf(date.group("b")) + 1,
              number(date, "d"),
              number(date, "h"),
              number(date, "m"),
              number(date, "s"))
          .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException impossible) {
      return NONE;
    }
  }

  private static int number(Matcher date, String group) {
    return Integer.parseInt(date.group(group).strip());
  }
}
