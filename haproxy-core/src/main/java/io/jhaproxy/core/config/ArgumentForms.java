package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;

/**
 * The ways in which keywords with a single argument take it, each with the reference's wording.
 * Where a number is wanted, HAProxy takes the leading digits of any word; so do these.
 */
public final class ArgumentForms {
  private static final long INTEGER_LIMIT = Integer.MAX_VALUE;

  private ArgumentForms() {}

  /** A word, stored as it is. */
  public static Keyword.Parser word(SettingKey<String> key, String missing) {
    return (a, d) -> {
      require(a, missing);
      d.set(key, a.get(0));
    };
  }

  /** A word that only one line may give; a second line is left out with an ALERT. */
  public static Keyword.Parser onlyWord(SettingKey<String> key, String missing) {
    return (a, d) -> {
      if (d.has(key)) {
        a.tolerate("'" + a.keyword() + "' already specified. Continuing.");
        return;
      }
      require(a, missing);
      d.set(key, a.get(0));
    };
  }

  /** One of several words. */
  public static Keyword.Parser choice(SettingKey<String> key, List<String> words, String expects) {
    return (a, d) -> {
      if (!words.contains(a.get(0))) {
        throw a.errorAt(0, expects.replace("%s", a.get(0)));
      }
      d.set(key, a.get(0));
    };
  }

  /** {@code on} or {@code off}. */
  public static Keyword.Parser onOff(SettingKey<String> key) {
    return (a, d) ->
        choice(
                key,
                List.of("on", "off"),
                "'" + a.keyword() + "' expects either 'on' or 'off' but got '%s'.")
            .parse(a, d);
  }

  /** A number, perhaps negative, with nothing behind its digits. */
  public static long plainNumber(Arguments a, String missing) throws ConfigException {
    require(a, missing);
    String rest = a.get(0).replaceFirst("^-?[0-9]+", "");
    if (!rest.isEmpty()) {
      throw a.errorAt(
          0,
          "'"
              + a.keyword()
              + "' : unexpected character '"
              + rest.charAt(0)
              + "' in integer value '"
              + a.get(0)
              + "'");
    }
    return number(a);
  }

  /** Any number; what is no number counts as 0. */
  public static Keyword.Parser count(SettingKey<Long> key) {
    return (a, d) -> {
      require(a, "'" + a.keyword() + "' expects an integer argument.");
      d.set(key, number(a));
    };
  }

  /** Any number, in one line only; a second line is left out with an ALERT. */
  public static Keyword.Parser onlyCount(SettingKey<Long> key) {
    return (a, d) -> {
      if (d.has(key)) {
        a.tolerate("'" + a.keyword() + "' already specified. Continuing.");
        return;
      }
      count(key).parse(a, d);
    };
  }

  /** A number that must be there and not negative. */
  public static Keyword.Parser positive(SettingKey<Long> key) {
    return (a, d) -> {
      require(a, "'" + a.keyword() + "' expects an integer argument.");
      range(key, 0, INTEGER_LIMIT, "'" + a.keyword() + "' expects a positive numeric value.")
          .parse(a, d);
    };
  }

  /** A number within bounds, which a missing word is not unless 0 is allowed. */
  public static Keyword.Parser range(SettingKey<Long> key, long min, long max, String expects) {
    return (a, d) -> {
      long value = number(a);
      if (value < min || value > max) {
        throw a.errorAt(0, expects);
      }
      d.set(key, value);
    };
  }

  /** {@link #range} with a complaint of its own where the word is missing. */
  public static Keyword.Parser range(
      SettingKey<Long> key, long min, long max, String expects, String missing) {
    return (a, d) -> {
      require(a, missing);
      range(key, min, max, expects).parse(a, d);
    };
  }

  /** A time of the process, in milliseconds. */
  public static Keyword.Parser time(SettingKey<Long> key) {
    return (a, d) -> {
      require(a, "'" + a.keyword() + "' expects <time> as argument.");
      d.set(key, time(a, TimeUnits.Unit.MILLISECONDS));
    };
  }

  /** A time whose complaint names the keyword in angle brackets; in milliseconds. */
  public static long time(Arguments a, TimeUnits.Unit unit) throws ConfigException {
    try {
      long time = a.milliseconds(a.get(0), unit);
      return time;
    } catch (TimeUnits.BadTimeException e) {
      throw a.errorAt(
          0, "unexpected character '" + e.character() + "' in argument to <" + a.keyword() + ">.");
    }
  }

  /** Complains where the first word is missing. */
  public static void require(Arguments a, String missing) throws ConfigException {
    if (a.get(0).isEmpty()) {
      throw a.error(missing);
    }
  }

  /** An error in the form {@code parsing [FILE:LINE]: text}. */
  public static ConfigException closeError(Arguments a, String text) {
    return new ConfigException(
        new Diagnostic(
            Severity.ALERT, a.location(), "config : parsing [" + a.location() + "]: " + text));
  }

  /** The leading number of the first word as C's atoi reads it; 0 where there is none. */
  public static long number(Arguments a) {
    String word = a.get(0);
    int start = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
    int end = start;
    while (end < word.length() && end < 18 && Character.isDigit(word.charAt(end))) {
      end++;
    }
    long value = end == start ? 0 : Long.parseLong(word.substring(0, end));
    if (end < word.length()) {
      a.warn(
          "'"
              + word
              + "' after '"
              + a.keyword()
              + "' is not a plain number; it is read as "
              + (int) value
              + ".");
    }
    return (int) value;
  }
}
