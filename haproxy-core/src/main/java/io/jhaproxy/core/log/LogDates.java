package io.jhaproxy.core.log;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Calendar fields of a time stamp, without allocation: the zone's offset is asked for once per
 * quarter of an hour (offsets change on such limits only). One per worker.
 */
final class LogDates {
  private static final long QUARTER = 900;
  private static final long DAY = 86_400;

  private final ZoneId zone;
  private long quarter = Long.MIN_VALUE;
  private int zoneOffset;

  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;

  /** Seconds east of Greenwich of the fields' zone. */
  int offset;

  LogDates(ZoneId zone) {
    this.zone = zone;
  }

  /** Sets the fields to local time. */
  void local(long epochMillis) {
    long epoch = Math.floorDiv(epochMillis, 1000L);
    long now = Math.floorDiv(epoch, QUARTER);
    if (now != quarter) {
      quarter = now;
      zoneOffset = zone.getRules().getOffset(Instant.ofEpochSecond(epoch)).getTotalSeconds();
    }
    set(epoch, zoneOffset);
  }

  /** Sets the fields to Greenwich time. */
  void gmt(long epochMillis) {
    set(Math.floorDiv(epochMillis, 1000L), 0);
  }

  /** Civil date from days (proleptic Gregorian calendar, eras of 400 years that start in March). */
  private void set(long epoch, int offset) {
    this.offset = offset;
    long local = epoch + offset;
    int time = (int) Math.floorMod(local, DAY);
    hour = time / 3600;
    minute = time / 60 % 60;
    second = time % 60;
    long shifted = Math.floorDiv(local, DAY) + 719_468;
    long era = Math.floorDiv(shifted, 146_097L);
    int dayOfEra = (int) (shifted - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shiftedMonth = (5 * dayOfYear + 2) / 153;
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
  }
}
