package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The arguments that a fetch or converter takes.
 *
 * @param text as {@code -dK} prints it between the parentheses, for instance {@code
 *     string[,integer]}; empty for none
 * @param types types by place
 * @param minimum how many must be given
 */
record Signature(String text, List<ArgumentType> types, int minimum) {
  Signature {
    types = List.copyOf(types);
  }

  /** Reads a signature as {@code -dK} prints it. */
  static Signature of(String text) {
    int optional = text.indexOf('[');
    String required = optional < 0 ? text : text.substring(0, optional);
    List<ArgumentType> types = new ArrayList<>();
    for (String words : text.replaceAll("[\\[\\]]", "").split(",")) {
      if (!words.isEmpty()) {
        types.add(ArgumentType.ofWords(words));
      }
    }
    int minimum = required.isEmpty() ? 0 : required.split(",").length;
    return new Signature(text, types, minimum);
  }

  /** The parentheses behind a name in a listing. */
  String listed() {
    return text.isEmpty() ? "" : "(" + text + ")";
  }

  /**
   * Checks number and form of the arguments.
   *
   * @throws ExpressionException if an argument is missing, superfluous or not of its type; the
   *     message begins with {@code prefix}, in which {@code %d} stands for the argument's place
   */
  void check(SampleExpression.Call call, String prefix) throws ExpressionException {
    List<String> given = call.arguments();
    for (int i = 0; i < types.size(); i++) {
      String text = i < given.size() ? given.get(i) : "";
      ArgumentType type = types.get(i);
      if (text.isEmpty()) {
        if (i >= minimum || (type.mayBeEmpty() && i < Math.max(1, given.size()))) {
          if (i >= minimum && !type.mayBeEmpty() && i + 1 < given.size()) {
            throw superfluous(call, prefix, i);
          }
          continue;
        }
        String why =
            i > 0 && i >= given.size()
                ? "missing arguments (got " + i + "/" + minimum + "), type '%s' expected"
                : "expected type '%s' at position " + (i + 1) + ", but got nothing";
        throw wrong(call, prefix, i, String.format(why, type.words()));
      }
      if (!type.accepts(text)) {
        String why = "failed to parse '" + text + "' as type '" + type.words() + "' at position ";
        throw wrong(call, prefix, i, why + (i + 1));
      }
    }
    boolean none = given.isEmpty() || (types.isEmpty() && given.equals(List.of("")));
    if (given.size() > types.size() && !none) {
      throw superfluous(call, prefix, types.size());
    }
  }

  private static ExpressionException superfluous(
      SampleExpression.Call call, String prefix, int from) {
    List<String> given = call.arguments();
    int behind =
        Math.min(from == 0 ? 0 : given.get(from).isEmpty() ? from + 1 : from, given.size());
    String rest =
        given.subList(behind, given.size()).stream()
            .collect(Collectors.joining(",", behind == 0 ? "" : ",", ")"));
    return wrong(call, prefix, from, "expected ')' before '" + rest + "'");
  }

  private static ExpressionException wrong(
      SampleExpression.Call call, String prefix, int index, String why) {
    int place = Math.max(1, index + 1);
    return new ExpressionException(
        0, call.offset(), prefix.replace("%d", String.valueOf(place)) + why);
  }
}
