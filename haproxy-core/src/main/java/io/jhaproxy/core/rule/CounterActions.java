package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Casts;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.table.Column;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.StickTable;
import io.jhaproxy.core.table.TrackedCounters;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Actions that change general purpose counters and tags of tracked entries (manual 4.2). */
final class CounterActions {
  private CounterActions() {}

  static void register(Map<String, Action.Factory> actions) {
    actions.put(
        "sc-inc-gpc0(", (w, s) -> increment("sc-inc-gpc0", DataType.GPC0, DataType.GPC0_RATE, w));
    actions.put(
        "sc-inc-gpc1(", (w, s) -> increment("sc-inc-gpc1", DataType.GPC1, DataType.GPC1_RATE, w));
    actions.put("sc-inc-gpc(", CounterActions::incrementElement);
    actions.put("sc-add-gpc(", CounterActions::add);
    actions.put("sc-set-gpt0(", CounterActions::setFirst);
    actions.put("sc-set-gpt(", CounterActions::setElement);
  }

  /** Which counter of which slot. */
  private record Target(int element, int slot) {}

  private static int slot(String text, String wrong, String tooHigh) throws ExpressionException {
    if (!text.isEmpty() && !text.matches("\\d{1,9}")) {
      throw new ExpressionException(0, 0, wrong);
    }
    int slot = text.isEmpty() ? 0 : Integer.parseInt(text);
    if (slot >= TrackedCounters.SLOTS) {
      throw new ExpressionException(0, 0, tooHigh + " The max allowed ID is 2");
    }
    return slot;
  }

  private static Action increment(String name, DataType total, DataType rate, Words words)
      throws ExpressionException {
    String argument = words.next("a slot");
    String wrong = "invalid stick table track ID.";
    int slot = slot(argument, wrong + " Expects " + name + "(" + argument + ")(<Track ID>)", wrong);
    return context -> count(context, slot, total, rate, 0, 1);
  }

  private static Target target(String name, String kind, String argument)
      throws ExpressionException {
    String word = name + "(" + argument + ")";
    String expects = " Expects " + name + "(<" + kind.toUpperCase(Locale.ROOT) + " ID>,<Track ID>)";
    int comma = argument.indexOf(',');
    if (comma < 0) {
      throw new ExpressionException(0, 0, "Missing " + kind + " ID '" + word + "'." + expects);
    }
    String element = argument.substring(0, comma);
    if (!element.matches("\\d{1,9}")) {
      throw new ExpressionException(0, 0, "invalid " + kind + " ID '" + word + "'." + expects);
    }
    String wrong = "invalid stick table track ID '" + word + "'.";
    return new Target(
        Integer.parseInt(element), slot(argument.substring(comma + 1), wrong + expects, wrong));
  }

  private static Action incrementElement(Words words, RuleScope scope) throws ExpressionException {
    Target target = target("sc-inc-gpc", "gpc", words.next("a counter"));
    return context ->
        count(context, target.slot(), DataType.GPC, DataType.GPC_RATE, target.element(), 1);
  }

  /** A newer action; 2.6 does not have it. */
  private static Action add(Words words, RuleScope scope) throws ExpressionException {
    Target target = target("sc-add-gpc", "gpc", words.next("a counter"));
    Amount amount = amount(words, scope);
    scope
        .surroundings()
        .warn("'sc-add-gpc' is a newer word that 2.6 refuses; it adds to the counter.");
    return context -> {
      long value = amount.of(context);
      return value == Amount.NONE
          ? null
          : count(context, target.slot(), DataType.GPC, DataType.GPC_RATE, target.element(), value);
    };
  }

  private static @Nullable Verdict count(
      RuleContext context, int slot, DataType total, DataType rate, int element, long amount) {
    TrackedCounters counters = TrackedCounters.of(context, slot);
    StickTable table = counters == null ? null : counters.table(slot);
    if (counters != null && table != null) {
      Column sum = table.column(total, element);
      Column frequency = table.column(rate, element);
      if (sum != null || frequency != null) {
        table.count(counters.handle(slot), sum, frequency, amount, table.now());
      }
    }
    return null;
  }

  private static Action setFirst(Words words, RuleScope scope) throws ExpressionException {
    String argument = words.next("a slot");
    String wrong = "invalid stick table track ID 'sc-set-gpt0(" + argument + ")'.";
    int slot = slot(argument, wrong + " Expects sc-set-gpt0(<Track ID>)", wrong);
    return set(new Target(0, slot), DataType.GPT0, amount(words, scope));
  }

  private static Action setElement(Words words, RuleScope scope) throws ExpressionException {
    Target target = target("sc-set-gpt", "gpt", words.next("a tag"));
    return set(target, DataType.GPT, amount(words, scope));
  }

  private static Action set(Target target, DataType type, Amount amount) {
    return context -> {
      TrackedCounters counters = TrackedCounters.of(context, target.slot());
      StickTable table = counters == null ? null : counters.table(target.slot());
      Column column = table == null ? null : table.column(type, target.element());
      if (counters != null && table != null && column != null) {
        long value = amount.of(context);
        if (value != Amount.NONE) {
          table.set(counters.handle(target.slot()), column, value, table.now());
        }
      }
      return null;
    };
  }

  /** A number that is written or comes of an expression. */
  private record Amount(long fixed, @Nullable Expression expression) {
    /** There is none. */
    static final long NONE = Long.MIN_VALUE;

    long of(RuleContext context) {
      Expression source = expression;
      if (source == null) {
        return fixed;
      }
      long mark = context.scratch().mark();
      Sample value = context.scratch().sample();
      long number =
          source.evaluate(context, value) && Casts.cast(value, SampleType.SINT, context.scratch())
              ? value.number
              : NONE;
      context.scratch().reset(mark);
      return number;
    }
  }

  private static Amount amount(Words words, RuleScope scope) throws ExpressionException {
    if (words.atCondition()) {
      return new Amount(0, null);
    }
    String word = words.next("a number or a sample expression");
    return word.matches("[+-]?\\d{1,18}")
        ? new Amount(Long.parseLong(word), null)
        : new Amount(0, expression(word, scope));
  }

  /** An expression of which these actions say in other words that it does not work there. */
  static Expression expression(String text, RuleScope scope) throws ExpressionException {
    Expression expression =
        scope.library().compile(SampleExpression.parse(text), scope.surroundings());
    if (!scope.phase().offers(expression.need(), scope.surroundings())) {
      throw new ExpressionException(
          0,
          0,
          "fetch method '"
              + text.replaceFirst("\\).*$", ")")
              + "' extracts information from '"
              + expression.need().words()
              + "', none of which is available here");
    }
    return expression;
  }
}
