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
   */
  public record Time(long milliseconds, boolean beyondReference) {}

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

  /** Parses {@code 5s}, {@code 100ms}, {@code 30}. */
  public static Time parse(String word, Unit defaultUnit) throws BadTimeException {
    int digits = digits(word);
    Unit unit = defaultUnit;
    String suffix = word.substring(digits);
    if (!suffix.isEmpty()) {
      unit = null;
      for (Unit candidate : Unit.values()) {
        if (candidate.suffix.equals(suffix)) {
          unit = candidate;
        }
      }
      if (unit == null) {
        throw new BadTimeException(suffix.charAt(0));
      }
    }
    BigInteger milliseconds =
        new BigInteger(word.substring(0, digits))
            .multiply(BigInteger.valueOf(unit.microseconds))
            .add(BigInteger.valueOf(999))
            .divide(BigInteger.valueOf(1000));
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE / 1_000_000);
    return new Time(
        milliseconds.min(most).longValueExact(), milliseconds.compareTo(REFERENCE_LIMIT) > 0);
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
