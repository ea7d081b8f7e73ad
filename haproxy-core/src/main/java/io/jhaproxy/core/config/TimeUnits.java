package io.jhaproxy.core.config;

import java.math.BigInteger;

/** Times and sizes with units (configuration manual 2.5). */
public final class TimeUnits {
  private static final BigInteger REFERENCE_LIMIT = BigInteger.valueOf(Integer.MAX_VALUE);

  /** Units of time. */
  public enum Unit {
    MICROSECONDS("us", 1),
    MILLISECONDS("ms", 1000),
    SECONDS("s", 1_000_000),
    MINUTES("m", 60_000_000L),
    HOURS("h", 3_600_000_000L),
    DAYS("d", 86_400_000_000L);

    private final String suffix;
    private final long microseconds;

    Unit(String suffix, long microseconds) {
      this.suffix = suffix;
      this.microseconds = microseconds;
    }
  }

  /**
   * A parsed time.
   *
   * @param milliseconds rounded up; at most Long.MAX_VALUE / 1,000,000, which is 292 years
   * @param beyondReference whether HAProxy 2.6 would refuse it for not fitting 31 bits
   * @param rest what stands behind the unit, as in {@code 10sec}; HAProxy warns and leaves it out
   */
  public record Time(long milliseconds, boolean beyondReference, String rest) {
    /** HAProxy's warning about {@link #rest}. */
    String restWarning(String word) {
      return "unexpected character '"
          + rest.charAt(0)
          + "' after the timer value '"
          + word
          + "', only (us=microseconds,ms=milliseconds,s=seconds,m=minutes,h=hours,d=days) are"
          + " supported. This will be reported as an error in next versions.";
    }
  }

  /** A word that is not a time or size. */
  public static final class BadTimeException extends Exception {
    private static final long serialVersionUID = 1L;
    private final char character;

    BadTimeException(char character) {
      super("unexpected character '" + character + "'");
      this.character = character;
    }

    /** The first character that does not belong there. */
    public char character() {
      return character;
    }
  }

  private TimeUnits() {}

  /** Parses {@code 5s}, {@code 100ms}, {@code 30}; nothing may stand behind the unit. */
  public static Time parse(String word, Unit defaultUnit) throws BadTimeException {
    Time time = lenient(word, defaultUnit);
    if (!time.rest.isEmpty()) {
      throw new BadTimeException(time.rest.charAt(0));
    }
    return time;
  }

  /** Parses a time and keeps what stands behind its unit: {@code 10sec} is ten seconds. */
  static Time lenient(String word, Unit defaultUnit) throws BadTimeException {
    int digits = digits(word);
    Unit unit = defaultUnit;
    String suffix = word.substring(digits);
    String rest = "";
    if (!suffix.isEmpty()) {
      unit = unitOf(suffix);
      rest = suffix.substring(unit.suffix.length());
    }
    BigInteger milliseconds =
        new BigInteger(word.substring(0, digits))
            .multiply(BigInteger.valueOf(unit.microseconds))
            .add(BigInteger.valueOf(999))
            .divide(BigInteger.valueOf(1000));
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE / 1_000_000);
    return new Time(
        milliseconds.min(most).longValueExact(), milliseconds.compareTo(REFERENCE_LIMIT) > 0, rest);
  }

  private static Unit unitOf(String suffix) throws BadTimeException {
    for (Unit candidate : Unit.values()) {
      if (suffix.startsWith(candidate.suffix)) {
        return candidate;
      }
    }
    throw new BadTimeException(suffix.charAt(0));
  }

  /** Parses {@code 16384}, {@code 64k}, {@code 1m}, {@code 2g}; bytes. */
  public static long parseSize(String word) throws BadTimeException {
    int digits = digits(word);
    String suffix = word.substring(digits);
    int shift =
        switch (suffix) {
          case "" -> 0;
          case "k", "K" -> 10;
          case "m", "M" -> 20;
          case "g", "G" -> 30;
          default -> throw new BadTimeException(suffix.charAt(0));
        };
    BigInteger bytes = new BigInteger(word.substring(0, digits)).shiftLeft(shift);
    return bytes.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  private static int digits(String word) throws BadTimeException {
    int end = 0;
    while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
      end++;
    }
    if (end == 0) {
      throw new BadTimeException(word.isEmpty() ? ' ' : word.charAt(0));
    }
    return end;
  }
}
