package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;

/** Reads typed arguments of fetches and converters; their form was checked by the signature. */
final class Arguments {
  private Arguments() {}

  /**
   * Integer argument, or {@code fallback} where it is missing; brought into the range of 32 bits.
   */
  static int integer(SampleExpression.Call call, int index, int fallback)
      throws ExpressionException {
    String text = call.argument(index);
    if (text.isEmpty()) {
      return fallback;
    }
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(call, index)));
  }

  /** Integer argument of 64 bits; what is beyond them is the greatest or smallest number. */
  static long number(SampleExpression.Call call, int index) throws ExpressionException {
    String text = call.argument(index);
    if (!text.matches("[+-]?\\d+")) {
      throw wrong(call, "expects an integer");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException tooLong) {
      return text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /**
   * The multiple of seconds in which a time is counted: 1, 1000 or 1000000.
   *
   * @param index argument with {@code s}, {@code ms} or {@code us}; empty means seconds
   */
  static int unit(SampleExpression.Call call, int index) throws ExpressionException {
    return switch (call.argument(index)) {
      case "", "s" -> 1;
      case "ms" -> 1000;
      case "us" -> 1_000_000;
      default -> throw wrong(call, "expects 's', 'ms' or 'us', got '" + call.argument(index) + "'");
    };
  }

  /** Error of the arguments as a whole; the library puts the name in front. */
  static ExpressionException wrong(SampleExpression.Call call, String why) {
    return new ExpressionException(0, call.offset(), why);
  }

  /** The proxy itself is meant, and it lacks that side. */
  static ExpressionException incapable(
      SampleExpression.Call call, Surroundings surroundings, String side) {
    return reference(
        call,
        surroundings,
        "proxy '" + surroundings.proxyName() + "', referenced in",
        ", has not " + side + " capability");
  }

  /** A name that must be given. */
  static ExpressionException missing(
      SampleExpression.Call call, Surroundings surroundings, String what) {
    return reference(call, surroundings, "missing " + what + " name in", "");
  }

  /** A name in an argument that nothing in the configuration has. */
  static ExpressionException unresolved(
      SampleExpression.Call call, Surroundings surroundings, String what) {
    return reference(call, surroundings, what + " referenced in", "");
  }

  private static ExpressionException reference(
      SampleExpression.Call call, Surroundings surroundings, String before, String behind) {
    return ExpressionException.unresolved(
        call.offset(),
        before
            + " arg 1 of sample fetch keyword '"
            + call.name()
            + "' in proxy '"
            + surroundings.proxyName()
            + "'"
            + behind
            + ".");
  }
}
