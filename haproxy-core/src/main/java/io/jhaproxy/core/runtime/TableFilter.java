package io.jhaproxy.core.runtime;

import io.jhaproxy.core.table.Column;
import io.jhaproxy.core.table.StickTable;
import java.util.ArrayList;
import java.util.List;

/** Which entries a command is about: at most four comparisons, all of which must hold. */
record TableFilter(List<Comparison> comparisons) {
  private static final int FIRST = 3;
  private static final int MOST = 4;
  private static final int WORDS = 3;

  private static final List<String> OPERATORS = List.of("eq", "ne", "le", "ge", "lt", "gt");

  /** A stored value against a number. */
  private record Comparison(Column column, String operator, long value) {
    boolean holds(long stored) {
      int order = Long.compare(stored, value);
      return switch (operator) {
        case "eq" -> order == 0;
        case "ne" -> order != 0;
        case "le" -> order <= 0;
        case "ge" -> order >= 0;
        case "lt" -> order < 0;
        default -> order > 0;
      };
    }
  }

  /** Reads the comparisons behind a table's name; none: everything. */
  static TableFilter read(Call call, StickTable table) throws RefusedException {
    List<Comparison> all = new ArrayList<>();
    int at = FIRST;
    while (all.size() < MOST && !call.word(at).isEmpty()) {
      all.add(comparison(call, table, at, all.size() + 1));
      at += WORDS;
    }
    if (!call.word(at).isEmpty()) {
      throw new RefusedException(
          "Detected extra data in filter, "
              + (at + 1)
              + ordinal(at + 1)
              + " word of input, after '"
              + call.word(at - 1)
              + "'");
    }
    return new TableFilter(all);
  }

  private static String ordinal(int number) {
    return number == 1 ? "st" : number == 2 ? "nd" : number == 3 ? "rd" : "th";
  }

  private static Comparison comparison(Call call, StickTable table, int at, int number)
      throws RefusedException {
    String prefix = "Filter entry #" + number + ": ";
    String word = call.word(at);
    Column column =
        word.startsWith("data.")
            ? TableCommands.column(table, word.substring("data.".length()), prefix)
            : null;
    String operator = call.word(at + 1);
    if (column == null || !OPERATORS.contains(operator)) {
      throw new RefusedException(
          prefix + "Require and operator among \"eq\", \"ne\", \"le\", \"ge\", \"lt\", \"gt\"");
    }
    Long value = TableText.number(call.word(at + 2));
    if (value == null) {
      throw new RefusedException(prefix + "Require a valid integer value to compare against");
    }
    return new Comparison(column, operator, value);
  }

  /** Whether an entry is meant. */
  boolean passes(StickTable table, int handle, long now) {
    for (Comparison comparison : comparisons) {
      if (!comparison.holds(table.value(handle, comparison.column(), now))) {
        return false;
      }
    }
    return true;
  }
}
