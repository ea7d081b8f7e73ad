package io.jhaproxy.vrrp.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time of day of a moment on the machine's clock.
 *
 * @param monotonicNanos a moment on the machine's clock
 * @param epochMicros the same moment, microseconds since 1970
 * @param zone zone of the texts
 */
public record WallClock(long monotonicNanos, long epochMicros, ZoneId zone) {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss.SSS yyyy", Locale.ROOT);

  /** Microseconds since 1970 of a moment on the machine's clock. */
  public long epochMicros(long nanos) {
    return epochMicros + (nanos - monotonicNanos) / 1000;
  }

  /** {@code 1795227249.299762}. */
  public String seconds(long nanos) {
    long micros = epochMicros(nanos);
    return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
  }

  /** {@code Sat Nov 21 02:14:09.299 2026}. */
  public String text(long nanos) {
    return FORMAT.format(Instant.ofEpochMilli(epochMicros(nanos) / 1000).atZone(zone));
  }
}
