package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.keepalived.SyntaxTree.Statement;
import io.jhaproxy.grammar.source.Location;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A statement on its way into the draft, and where findings about it are told. */
public final class Line {
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  private final Statement statement;
  private final ConfigDraft draft;
  private boolean blockSkipped;

  Line(Statement statement, ConfigDraft draft) {
    this.statement = statement;
    this.draft = draft;
  }

  /** What has been read so far. */
  ConfigDraft draft() {
    return draft;
  }

  /** Where the line begins. */
  Location location() {
    return statement.location();
  }

  /** The first word. */
  String keyword() {
    return statement.keyword();
  }

  /** The text of a word, or the empty string. */
  String word(int index) {
    return statement.word(index);
  }

  /** Number of words. */
  int size() {
    return statement.size();
  }

  /** The raw text after the keyword, for commands. */
  String arguments() {
    return statement.arguments();
  }

  /** The raw text of the whole line. */
  String raw() {
    return statement.raw();
  }

  /** A word that must be there; without it nothing more is read. */
  String required(int index) {
    if (index < size()) {
      return word(index);
    }
    error(
        "*** Configuration line starting `"
            + keyword()
            + "` is missing a parameter after keyword `"
            + word(index - 1)
            + "` at word position "
            + (index + 1));
    throw new MissingParameter();
  }

  /** Tells a finding that makes {@code -t} fail. */
  void error(String text) {
    draft.messages().at(location(), text);
  }

  /** Passes over the block that follows. */
  void skipBlock() {
    blockSkipped = true;
  }

  boolean blockSkipped() {
    return blockSkipped;
  }

  /** A whole number in a range, with keepalived's words if it is none. */
  OptionalInt number(int index, int low, int high) {
    OptionalLong value = number(index, (long) low, high);
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  /** A whole number in a range, with keepalived's words if it is none. */
  OptionalLong number(int index, long low, long high) {
    return number(required(index), low, high);
  }

  /** A whole number in a range, with keepalived's words if it is none. */
  OptionalLong number(String text, long low, long high) {
    if (!text.matches("[-+]?[0-9]{1,18}")) {
      error("invalid number '" + text + "'");
      return OptionalLong.empty();
    }
    long value = Long.parseLong(text.startsWith("+") ? text.substring(1) : text);
    if (low >= 0 && text.startsWith("-")) {
      error("negative number '" + text + "'");
      return OptionalLong.empty();
    }
    if (value < low || value > high) {
      error("number '" + text + "' outside range [" + low + ", " + high + "]");
      return OptionalLong.empty();
    }
    return OptionalLong.of(value);
  }

  /** A time in seconds with a fraction; the range is in microseconds. Null if it is none. */
  @Nullable Duration time(int index, long low, long high) {
    return time(required(index), low, high);
  }

  /** A time in seconds with a fraction; the range is in microseconds. Null if it is none. */
  @Nullable Duration time(String text, long low, long high) {
    if (!text.matches("[-+]?([0-9]{1,12}(\\.[0-9]*)?|\\.[0-9]+)")) {
      error("invalid number '" + text + "'");
      return null;
    }
    if (text.startsWith("-")) {
      error("negative number '" + text + "'");
      return null;
    }
    long micros = new BigDecimal(text).multiply(MICROS).longValue();
    if (micros < low || micros > high) {
      error("number '" + text + "' outside range [" + decimal(low) + ", " + decimal(high) + "]");
      return null;
    }
    return Duration.ofNanos(micros * 1000);
  }

  private static String decimal(long micros) {
    return micros / 1_000_000 + "." + String.format("%06d", micros % 1_000_000);
  }

  /** A boolean; true where the word is missing, empty where it is none. */
  Optional<Boolean> bool(int index) {
    if (index >= size()) {
      return Optional.of(true);
    }
    return switch (word(index)) {
      case "true", "on", "yes" -> Optional.of(true);
      case "false", "off", "no" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
