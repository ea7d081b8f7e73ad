package io.jhaproxy.core.rule;

import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.List;
import java.util.Map;

/**
 * Actions of HAProxy 2.6 that do not exist here yet, by rule set: {@code -c} accepts and names
 * them, a start is refused. A name that ends in {@code (} takes an argument in parentheses.
 */
public final class UnfinishedActions {
  private static final Map<String, String> NAMES =
      Map.of(
          "http-after-response",
          "ot-group",
          "http-request",
          "do-resolve( ot-group send-spoe-group",
          "http-response",
          "ot-group send-spoe-group",
          "tcp-request content",
          "do-resolve( ot-group send-spoe-group",
          "tcp-response content",
          "ot-group send-spoe-group");

  private UnfinishedActions() {}

  /** The names of a rule set such as {@code http-request} or {@code tcp-request content}. */
  public static List<String> of(String rules) {
    String names = NAMES.get(rules);
    return names == null || names.isEmpty() ? List.of() : List.of(names.split(" "));
  }

  static void register(String rules, Map<String, Action.Factory> actions) {
    for (String name : of(rules)) {
      actions.putIfAbsent(name, new Refusal(name));
    }
  }

  /** Takes the place of an action that is not implemented. */
  record Refusal(String name) implements Action.Factory {
    @Override
    public Action make(Words words, RuleScope scope) throws ExpressionException {
      throw ExpressionException.unfinished(0, 0, "action '" + name.replace("(", "") + "'");
    }
  }
}
