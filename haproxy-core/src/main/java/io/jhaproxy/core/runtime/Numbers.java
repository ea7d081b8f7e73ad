package io.jhaproxy.core.runtime;

/** Numbers in commands. */
final class Numbers {
  private Numbers() {}

  /** The leading digits as C's atoi reads them; 0 where there are none. */
  static int leading(String word) {
    int from = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
    int end = from;
    while (end < word.length() && Character.isDigit(word.charAt(end))) {
      end++;
    }
    if (end == from || end > from + 18) {
      return 0;
    }
    return (int) Long.parseLong(word.substring(word.startsWith("+") ? 1 : 0, end));
  }

  /** Whether the word is a number and nothing else. */
  static boolean isWhole(String word) {
    String digits = word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word;
    return !digits.isEmpty() && digits.chars().allMatch(Character::isDigit);
  }

  /**
   * A time in milliseconds, or -1.
   *
   * @param unit milliseconds of a number without a unit
   */
  static long time(String word, long unit) {
    int end = 0;
    while (end < word.length() && Character.isDigit(word.charAt(end))) {
      end++;
    }
    if (end == 0 || end > 12) {
      return -1;
    }
    long number = Long.parseLong(word.substring(0, end));
    return switch (word.substring(end)) {
      case "" -> number * unit;
      case "us" -> (number + 999) / 1000;
      case "ms" -> number;
      case "s" -> number * 1000;
      case "m" -> number * 60_000;
      case "h" -> number * 3_600_000;
      case "d" -> number * 86_400_000;
      default -> -1;
    };
  }
}
