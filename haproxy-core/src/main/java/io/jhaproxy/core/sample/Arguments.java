package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;

/** Reads typed arguments of fetches and converters. */
final class Arguments {
  private Arguments() {}

  /** Integer argument, or {@code fallback} where it is missing. */
  static int integer(SampleExpression.Call call, int index, int fallback)
      throws ExpressionException {
    String text = call.argument(index);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw wrong(call, index, "expected an integer");
    }
  }

  /** Integer argument of 64 bits. */
  static long number(SampleExpression.Call call, int index) throws ExpressionException {
    try {
      return Long.parseLong(call.argument(index));
    } catch (NumberFormatException e) {
      throw wrong(call, index, "expected an integer");
    }
  }

  /** Error about one argument. */
  static ExpressionException wrong(SampleExpression.Call call, int index, String why) {
    return new ExpressionException(
        0,
        call.offset(),
        "'"
            + call.name()
            + "': argument "
            + (index + 1)
            + " '"
            + call.argument(index)
            + "': "
            + why);
  }

  /** Error without an argument. */
  static ExpressionException wrong(SampleExpression.Call call, String why) {
    return new ExpressionException(0, call.offset(), "'" + call.name() + "': " + why);
  }
}
