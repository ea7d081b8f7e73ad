package io.jhaproxy.core.sample;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** A format of strftime(3) in the C locale. */
final class TimeFormat {
  private final String format;

  TimeFormat(String format) {
    this.format = format;
  }

  /** The time in this format. */
  String text(ZonedDateTime time) {
    StringBuilder text = new StringBuilder();
    append(format, time, text);
    return text.toString();
  }

  private static void append(String format, ZonedDateTime time, StringBuilder to) {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        to.append(c);
        continue;
      }
      c = format.charAt(++i);
      if ((c == 'E' || c == 'O') && i + 1 < format.length()) {
        c = format.charAt(++i);
      }
      String composed = composed(c);
      if (composed.isEmpty()) {
        to.append(part(c, time));
      } else {
        append(composed, time, to);
      }
    }
  }

  private static String composed(char c) {
    return switch (c) {
      case 'c' -> "%a %b %e %H:%M:%S %Y";
      case 'D', 'x' -> "%m/%d/%y";
      case 'F' -> "%Y-%m-%d";
      case 'r' -> "%I:%M:%S %p";
      case 'R' -> "%H:%M";
      case 'T', 'X' -> "%H:%M:%S";
      default -> "";
    };
  }

  private static String part(char c, ZonedDateTime time) {
    int weekday = time.getDayOfWeek().getValue();
    int hour12 = time.get(ChronoField.CLOCK_HOUR_OF_AMPM);
    boolean utc = time.getZone().equals(ZoneOffset.UTC);
    return switch (c) {
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'C' -> two(time.getYear() / 100);
      case 'd' -> two(time.getDayOfMonth());
      case 'e' -> blank(time.getDayOfMonth());
      case 'g' -> two(time.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'H' -> two(time.getHour());
      case 'I' -> two(hour12);
      case 'j' -> String.format(Locale.ROOT, "%03d", time.getDayOfYear());
      case 'k' -> blank(time.getHour());
      case 'l' -> blank(hour12);
      case 'm' -> two(time.getMonthValue());
      case 'M' -> two(time.getMinute());
      case 'n' -> "\n";
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 's' -> String.valueOf(time.toEpochSecond());
      case 'S' -> two(time.getSecond());
      case 't' -> "\t";
      case 'u' -> String.valueOf(weekday);
      case 'U' -> two((time.getDayOfYear() + 6 - weekday % 7) / 7);
      case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'w' -> String.valueOf(weekday % 7);
      case 'W' -> two((time.getDayOfYear() + 6 - (weekday + 6) % 7) / 7);
      case 'y' -> two(time.getYear() % 100);
      case 'Y' -> String.valueOf(time.getYear());
      case 'z' -> time.format(DateTimeFormatter.ofPattern("xx", Locale.ENGLISH));
      case 'Z' -> utc ? "GMT" : time.format(DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH));
      case '%' -> "%";
      default -> "%" + c;
    };
  }

  private static String two(int value) {
    return value < 10 ? "0" + value : String.valueOf(value);
  }

  private static String blank(int value) {
    return value < 10 ? " " + value : String.valueOf(value);
  }
}
