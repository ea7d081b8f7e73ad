package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** wait-for-body and early-hint. */
final class BodyActions {
  private BodyActions() {}

  /** The one that both rule sets have. */
  static void wait(Map<String, Action.Factory> actions) {
    actions.put("wait-for-body", BodyActions::await);
  }

  static void register(Map<String, Action.Factory> actions) {
    wait(actions);
    actions.put("early-hint", BodyActions::hint);
  }

  private static Action await(Words words, RuleScope scope) throws ExpressionException {
    String usage = "expects time <time> [ at-least <bytes> ]";
    long time = -1;
    long bytes = 0;
    while (!words.atCondition()) {
      String word = words.next("'time'");
      if (!word.equals("time") && !word.equals("at-least")) {
        throw new ExpressionException(0, 0, usage);
      }
      words.require(1, "missing argument for '" + word + "'");
      if (word.equals("time")) {
        time = time(words.next("a time"));
      } else {
        bytes = size(words.next("a size"));
      }
    }
    if (time < 0) {
      throw new ExpressionException(0, 0, usage);
    }
    long limit = time;
    long enough = bytes;
    return new Await(limit, enough);
  }

  /** {@code wait-for-body}. */
  record Await(long millis, long bytes) implements Action {
    @Override
    public @Nullable Verdict run(RuleContext context) {
      return context.awaitBody(millis, bytes) ? null : Verdict.BODY;
    }
  }

  private static long time(String word) throws ExpressionException {
    try {
      return TimeUnits.parse(word, TimeUnits.Unit.MILLISECONDS).milliseconds();
    } catch (TimeUnits.BadTimeException e) {
      throw new ExpressionException(0, 0, "unexpected character '" + e.character() + "'");
    }
  }

  private static long size(String word) throws ExpressionException {
    try {
      return TimeUnits.parseSize(word);
    } catch (TimeUnits.BadTimeException e) {
      throw new ExpressionException(0, 0, "unexpected character '" + e.character() + "'");
    }
  }

  private static Action hint(Words words, RuleScope scope) throws ExpressionException {
    words.require(2, "expects exactly 2 arguments");
    byte[] name = Ascii.lowerBytes(words.next("a header name"));
    RuleText value = scope.text(words.next("a format"));
    return context -> {
      context.earlyHint(name, value.render(context));
      return null;
    };
  }
}
