package io.jhaproxy.core.rule;

import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.HashMap;
import java.util.Map;

/**
 * How many arguments an action takes, where HAProxy says no more about missing ones than their
 * number (observed, HAProxy 2.6.12).
 *
 * @param count the arguments
 * @param exact whether only a condition may follow
 * @param complaint what is said otherwise
 */
record ArgumentCount(int count, boolean exact, String complaint) {
  private static final Map<String, ArgumentCount> ACTIONS = new HashMap<>();

  static {
    least(2, "expects exactly 2 arguments", "set-header", "add-header");
    least(3, "expects exactly 3 arguments", "replace-header", "replace-value");
    least(1, "expects at least 1 argument", "del-header");
    exactly(
        1,
        "expects exactly 1 argument <format>",
        "set-method",
        "set-path",
        "set-pathq",
        "set-query",
        "set-uri");
    exactly(
        2,
        "expects exactly 2 arguments <match-regex> and <replace-format>",
        "replace-path",
        "replace-pathq",
        "replace-uri");
  }

  private static void least(int count, String complaint, String... actions) {
    for (String action : actions) {
      ACTIONS.put(action, new ArgumentCount(count, false, complaint));
    }
  }

  private static void exactly(int count, String complaint, String... actions) {
    for (String action : actions) {
      ACTIONS.put(action, new ArgumentCount(count, true, complaint));
    }
  }

  /** Checks the words behind an action. */
  static void check(String action, Words words) throws ExpressionException {
    ArgumentCount wanted = ACTIONS.get(action);
    if (wanted != null) {
      words.require(wanted.count, wanted.complaint);
      if (wanted.exact && !words.conditionAt(wanted.count)) {
        throw new ExpressionException(0, 0, wanted.complaint);
      }
    }
  }
}
