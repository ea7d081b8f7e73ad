package io.jhaproxy.core.acl;

import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.List;

/** Integers, ranges {@code low:high} and comparisons (manual 7.1.2). */
final class IntegerRanges {
  private final long[] low;
  private final long[] high;

  IntegerRanges(List<PatternSets.Source> sources) throws ExpressionException {
    low = new long[sources.size()];
    high = new long[sources.size()];
    for (int i = 0; i < low.length; i++) {
      set(i, sources.get(i).text());
    }
  }

  private void set(int index, String text) throws ExpressionException {
    int space = text.indexOf(' ');
    String operator = space < 0 ? "eq" : text.substring(0, space);
    String value = text.substring(space + 1);
    int colon = value.indexOf(':');
    try {
      long first =
          colon == 0 ? Long.MIN_VALUE : number(colon < 0 ? value : value.substring(0, colon));
      long last =
          colon < 0
              ? first
              : colon == value.length() - 1 ? Long.MAX_VALUE : number(value.substring(colon + 1));
      low[index] =
          switch (operator) {
            case "gt" -> last + 1;
            case "ge" -> first;
            case "le", "lt" -> Long.MIN_VALUE;
            default -> first;
          };
      high[index] =
          switch (operator) {
            case "gt", "ge" -> Long.MAX_VALUE;
            case "le" -> last;
            case "lt" -> first - 1;
            default -> last;
          };
    } catch (NumberFormatException e) {
      throw new ExpressionException(0, 0, "'" + value + "' is not a number");
    }
  }

  private static long number(String text) {
    return Long.parseLong(text);
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
