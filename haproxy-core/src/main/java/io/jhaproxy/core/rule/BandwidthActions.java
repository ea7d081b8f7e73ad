package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.FilterKeywords;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.core.sample.Casts;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** set-bandwidth-limit, a word of 2.7. */
final class BandwidthActions {
  static final String NAME = "set-bandwidth-limit";

  private BandwidthActions() {}

  static void register(Map<String, Action.Factory> actions) {
    actions.put(NAME, BandwidthActions::limit);
  }

  /** A number that is fixed or computed for each stream. */
  private interface Amount {
    /** The number; -1 for none. */
    long of(RuleContext context);
  }

  private static Action limit(Words words, RuleScope scope) throws ExpressionException {
    words.require(1, "missing bwlim filter name");
    String name = words.next("a filter");
    Amount limit = context -> -1;
    Amount period = context -> -1;
    while (!words.atCondition()) {
      String word = words.next("'limit' or 'period'");
      if (!word.equals("limit") && !word.equals("period")) {
        throw new ExpressionException(0, 0, "expects 'limit' or 'period' (got '" + word + "')");
      }
      words.require(1, "missing value of '" + word + "'");
      Amount amount = amount(words, scope, word.equals("limit"));
      if (word.equals("limit")) {
        limit = amount;
      } else {
        period = amount;
      }
    }
    String proxy = scope.surroundings().proxyName();
    BandwidthFilter.Names filters =
        scope.surroundings().shared().get(BandwidthFilter.Names.class, BandwidthFilter.Names::new);
    Amount bytes = limit;
    Amount millis = period;
    return context -> {
      BandwidthFilter filter = filters.get(proxy, name);
      if (filter != null) {
        context.limitBandwidth(filter, bytes.of(context), millis.of(context));
      }
      return null;
    };
  }

  private static Amount amount(Words words, RuleScope scope, boolean size)
      throws ExpressionException {
    try {
      long fixed =
          size
              ? TimeUnits.parseSize(words.peek())
              : TimeUnits.parse(words.peek(), TimeUnits.Unit.MILLISECONDS).milliseconds();
      words.next("a value");
      return context -> fixed;
    } catch (TimeUnits.BadTimeException noNumber) {
      Expression expression = scope.expression(words.expression());
      return context -> {
        long mark = context.scratch().mark();
        Sample value = context.scratch().sample();
        boolean known =
            expression.evaluate(context, value)
                && Casts.cast(value, SampleType.SINT, context.scratch());
        long number = known ? value.number : -1;
        context.scratch().reset(mark);
        return number;
      };
    }
  }

  /** Whether the filters that rules name are declared in their proxy. */
  static void check(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (ListKey<RuleStatement> key : List.of(RuleKeys.HTTP_REQUEST, RuleKeys.HTTP_RESPONSE)) {
      for (RuleStatement rule : proxy.settings().list(key)) {
        String name = rule.word(1);
        if (rule.word(0).equals(NAME)
            && proxy.settings().list(FilterKeywords.FILTERS).stream()
                .noneMatch(f -> f.word(0).startsWith("bwlim-") && f.word(1).equals(name))) {
          diagnostics.accept(
              Diagnostic.config(
                  Severity.ALERT,
                  "config: "
                      + proxy.title()
                      + ": unable to find the bwlim filter '"
                      + name
                      + "' referenced by a set-bandwidth-limit rule."));
        }
      }
    }
  }
}
