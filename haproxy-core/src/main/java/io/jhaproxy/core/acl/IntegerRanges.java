package io.jhaproxy.core.acl;

import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.List;

/** Integers, ranges {@code low:high}, comparisons and dotted versions (manual 7.1.2). */
final class IntegerRanges {
  private final long[] low;
  private final long[] high;
  private final boolean versions;

  /**
   * Reads the patterns.
   *
   * @param versions whether numbers are versions such as 3.1, as samples have them
   */
  IntegerRanges(List<PatternSets.Source> sources, boolean versions) throws ExpressionException {
    this.versions = versions;
    low = new long[sources.size()];
    high = new long[sources.size()];
    for (int i = 0; i < low.length; i++) {
      set(i, sources.get(i).text());
    }
  }

  private void set(int index, String text) throws ExpressionException {
    int space = text.indexOf(' ');
    String operator = space < 0 ? "" : text.substring(0, space);
    String value = text.substring(space + 1);
    int colon = value.indexOf(':');
    String from = colon < 0 ? value : value.substring(0, colon);
    String to = value.substring(colon + 1);
    if (from.isEmpty() && to.isEmpty()) {
      throw new ExpressionException(0, 0, "'" + value + "' is not a valid number range");
    }
    long first = from.isEmpty() ? Long.MIN_VALUE : number(from, operator, value);
    long last = colon < 0 ? first : to.isEmpty() ? Long.MAX_VALUE : number(to, operator, value);
    if (first > last) {
      throw new ExpressionException(0, 0, "'" + value + "' is not a valid number range");
    }
    low[index] =
        switch (operator) {
          case "gt" -> last == Long.MAX_VALUE ? last : last + 1;
          case "le", "lt" -> Long.MIN_VALUE;
          default -> first;
        };
    high[index] =
        switch (operator) {
          case "gt", "ge" -> Long.MAX_VALUE;
          case "lt" -> first == Long.MIN_VALUE ? first : first - 1;
          default -> last;
        };
  }

  private long number(String text, String operator, String whole) throws ExpressionException {
    if (versions && text.matches("\\d{1,5}(\\.\\d{1,5})?")) {
      int dot = text.indexOf('.');
      long major = Long.parseLong(dot < 0 ? text : text.substring(0, dot));
      long minor = dot < 0 ? 0 : Long.parseLong(text.substring(dot + 1));
      if (major <= 0xffff && minor <= 0xffff) {
        return major << 16 | minor;
      }
    }
    if (!versions && text.matches("-?\\d+")) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException tooLong) {
        throw wrong(operator, whole);
      }
    }
    throw wrong(operator, whole);
  }

  private ExpressionException wrong(String operator, String value) {
    String why =
        operator.isEmpty()
            ? "' is not a " + (versions ? "dotted " : "") + "number"
            : "' is neither a number nor a supported operator";
    return new ExpressionException(0, 0, "'" + value + why);
  }

  int match(long value) {
    for (int i = 0; i < low.length; i++) {
      if (value >= low[i] && value <= high[i]) {
        return i;
      }
    }
    return -1;
  }
}
