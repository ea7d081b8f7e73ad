package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.List;
import java.util.Map;

/** {@code capture}: a sample is kept for the log and for {@code capture.req.hdr}. */
final class CaptureActions {
  private CaptureActions() {}

  static void request(Map<String, Action.Factory> actions) {
    actions.put("capture", (words, scope) -> capture(words, scope, true));
  }

  static void response(Map<String, Action.Factory> actions) {
    actions.put("capture", (words, scope) -> capture(words, scope, false));
  }

  private static Action capture(Words words, RuleScope scope, boolean request)
      throws ExpressionException {
    String usage =
        request
            ? "expects <expression> [ 'len' <length> | id <idx> ]"
            : "expects <expression> id <idx>";
    words.require(3, usage);
    Expression expression = scope.expression(words.expression());
    String what = words.next("'len' or 'id'");
    if (!what.equals("id") && !(request && what.equals("len"))) {
      throw new ExpressionException(
          0, 0, "expects " + (request ? "'len' or 'id'" : "'id'") + ", found '" + what + "'");
    }
    int number = number(words.next("a number"));
    int index = what.equals("id") ? number : slot(words, scope);
    if (what.equals("len") && number <= 0) {
      throw new ExpressionException(0, 0, "length must be > 0");
    }
    List<CaptureSlot> slots = request ? scope.requestCaptures() : scope.responseCaptures();
    // A line that is only checked has no slots yet.
    if (!slots.isEmpty() && (index < 0 || index >= slots.size())) {
      throw new ExpressionException(0, 0, "unable to find capture id '" + index + "'");
    }
    return context -> {
      long mark = context.scratch().mark();
      Sample value = context.scratch().sample();
      if (expression.evaluateText(context, value)) {
        context.capture(request, index, value.bytes);
      }
      context.scratch().reset(mark);
      return null;
    };
  }

  private static int number(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The slot that was made when the line was read. */
  private static int slot(Words words, RuleScope scope) {
    List<CaptureSlot> slots = scope.requestCaptures();
    for (int i = 0; i < slots.size(); i++) {
      if (words.location().equals(slots.get(i).rule())) {
        return i;
      }
    }
    return -1;
  }
}
