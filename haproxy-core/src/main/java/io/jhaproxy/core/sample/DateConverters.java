package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Dates as texts (manual 7.3.1: http_date, ltime, utime). */
public final class DateConverters {
  private static final String DAYS = "SunMonTueWedThuFriSat";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final long DAY = 86_400;

  private DateConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    library.converter(
        "http_date",
        SampleType.SINT,
        SampleType.STR,
        "[integer,string]",
        (call, s) -> httpDate(call));
    library.converter(
        "ltime",
        SampleType.SINT,
        SampleType.STR,
        "string[,integer]",
        (call, s) -> formatted(call, ZoneId.systemDefault()));
    library.converter(
        "utime",
        SampleType.SINT,
        SampleType.STR,
        "string[,integer]",
        (call, s) -> formatted(call, ZoneOffset.UTC));
  }

  /** {@code http_date(offset,unit)}: RFC 9110 section 5.6.7, with fractions for ms and us. */
  private static Converter httpDate(SampleExpression.Call call) throws ExpressionException {
    long offset = call.argument(0).isEmpty() ? 0 : Arguments.number(call, 0);
    int perSecond = Arguments.unit(call, 1);
    return (x, v) -> {
      Scratch scratch = x.scratch();
      if (scratch.free() < 64) {
        return false;
      }
      long value = v.number + offset;
      int start = scratch.memory().writerIndex();
      appendHttpDate(
          scratch.memory(),
          Math.floorDiv(value, perSecond),
          (int) Math.floorMod(value, (long) perSecond),
          perSecond);
      return scratch.finish(start, v, SampleType.STR);
    };
  }

  private static void appendHttpDate(ByteBuf to, long seconds, int fraction, int perSecond) {
    long day = Math.floorDiv(seconds, DAY);
    int second = (int) Math.floorMod(seconds, DAY);
    // Days to a civil date: eras of 400 years that begin in March.
    long shifted = day + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    int dayOfEra = (int) (shifted - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int month = marchMonth < 10 ? marchMonth + 2 : marchMonth - 10;
    long year = yearOfEra + era * 400 + (month <= 1 ? 1 : 0);
    name(to, DAYS, (int) Math.floorMod(day + 4, 7L));
    to.writeByte(',').writeByte(' ');
    digits(to, dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2);
    to.writeByte(' ');
    name(to, MONTHS, month);
    to.writeByte(' ');
    digits(to, year, 4);
    to.writeByte(' ');
    digits(to, second / 3600, 2);
    to.writeByte(':');
    digits(to, second / 60 % 60, 2);
    to.writeByte(':');
    digits(to, second % 60, 2);
    if (perSecond > 1) {
      to.writeByte('.');
      digits(to, fraction, perSecond == 1000 ? 3 : 6);
    }
    to.writeByte(' ').writeByte('G').writeByte('M').writeByte('T');
  }

  private static void name(ByteBuf to, String names, int index) {
    for (int i = 0; i < 3; i++) {
      to.writeByte(names.charAt(3 * index + i));
    }
  }

  private static void digits(ByteBuf to, long value, int count) {
    long scale = 1;
    for (int i = 1; i < count; i++) {
      scale *= 10;
    }
    for (; scale > 0; scale /= 10) {
      to.writeByte((int) ('0' + value / scale % 10));
    }
  }

  /** {@code ltime(format,offset)} and {@code utime(format,offset)} with formats of strftime(3). */
  private static Converter formatted(SampleExpression.Call call, ZoneId zone)
      throws ExpressionException {
    TimeFormat format = new TimeFormat(call.argument(0));
    long offset = call.argument(1).isEmpty() ? 0 : Arguments.number(call, 1);
    return (x, v) -> {
      ZonedDateTime time = Instant.ofEpochSecond(v.number + offset).atZone(zone);
      return x.scratch().store(Ascii.bytes(format.text(time)), v, SampleType.STR);
    };
  }
}
