package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.StickTable;
import io.jhaproxy.core.table.TableDirectory;
import io.jhaproxy.core.table.TableKeys;
import io.jhaproxy.core.table.TrackedCounters;
import io.jhaproxy.core.table.Tracker;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code track-sc0}, {@code track-sc1} and {@code track-sc2} (manual 4.2). */
final class TrackActions {
  private static final String NAME = "track-sc";

  private TrackActions() {}

  static void register(Map<String, Action.Factory> actions) {
    for (int slot = 0; slot < TrackedCounters.SLOTS; slot++) {
      int fixed = slot;
      actions.put(NAME + slot, (words, scope) -> make(words, scope, fixed));
    }
  }

  /** What is made of a name with another number, if tracking is possible at all. */
  static Action.@Nullable Factory otherwise(String name, Map<String, Action.Factory> actions) {
    if (!name.startsWith(NAME) || !actions.containsKey(NAME + 0)) {
      return null;
    }
    String number = name.substring(NAME.length());
    if (number.isEmpty()) {
      return actions.get(NAME + 0);
    }
    return (words, scope) -> {
      throw new ExpressionException(
          0,
          0,
          number.matches("\\d+")
              ? number + " track-sc number exceeding 2 (MAX_SESS_STKCTR-1) value"
              : "Wrong track-sc number '" + number + "'");
    };
  }

  private static Action make(Words words, RuleScope scope, int slot) throws ExpressionException {
    if (words.atCondition()) {
      throw new ExpressionException(0, 0, "missing fetch method");
    }
    Expression key = CounterActions.expression(words.next("a sample expression"), scope);
    String name = scope.surroundings().proxyName();
    if (words.take("table")) {
      name = words.atEnd() ? "" : words.next("a table");
    }
    boolean needsContent =
        scope.phase() == Phase.REQUEST_CONTENT
            && switch (key.need()) {
              case REQUEST_BUFFER, REQUEST_HEAD, REQUEST, EITHER_BUFFER, EITHER_HEAD -> true;
              default -> false;
            };
    scope.surroundings().tracks(name, NAME + slot, key.type(), needsContent);
    StickTable table = TableDirectory.of(scope.surroundings()).find(name);
    if (table == null) {
      return context -> null;
    }
    return new Track(slot, key, table, scope.phase());
  }

  /** Tracks the entry of a key in a slot that tracks none yet. */
  private record Track(int slot, Expression key, StickTable table, Phase phase) implements Action {
    @Override
    public @Nullable Verdict run(RuleContext context) {
      if (!(context instanceof Tracker tracker)) {
        return null;
      }
      TrackedCounters counters =
          phase == Phase.ACCEPT ? tracker.sessionCounters(true) : tracker.streamCounters(true);
      if (counters == null || TrackedCounters.of(context, slot) != null) {
        return null;
      }
      long mark = context.scratch().mark();
      Sample value = context.scratch().sample();
      Verdict verdict = null;
      if (key.evaluate(context, value)) {
        if (TableKeys.toKey(table, value, context.scratch())) {
          track(context, counters, value);
        }
      } else if (phase == Phase.REQUEST_CONTENT
          && !context.hasRequest()
          && key.mayChange(context)) {
        verdict = Verdict.WAIT;
      }
      context.scratch().reset(mark);
      return verdict;
    }

    /** Content rules of a backend follow the request, which has been counted elsewhere. */
    private boolean isBehindRequest(RuleContext context) {
      return phase == Phase.REQUEST_CONTENT
          && context instanceof Tracker tracker
          && tracker.countsRequests()
          && context.hasRequest()
          && context.backendName() != null;
    }

    private void track(RuleContext context, TrackedCounters counters, Sample value) {
      long now = table.now();
      if (!counters.track(slot, table, value.bytes, now)) {
        return;
      }
      if (phase == Phase.HTTP_REQUEST || phase == Phase.HTTP_RESPONSE || isBehindRequest(context)) {
        counters.count(slot, DataType.HTTP_REQ_CNT, DataType.HTTP_REQ_RATE, 1, now);
      }
      int status = phase == Phase.HTTP_RESPONSE ? context.status() : 0;
      if (status / 100 == 4) {
        counters.count(slot, DataType.HTTP_ERR_CNT, DataType.HTTP_ERR_RATE, 1, now);
      }
      if (status / 100 == 5 && status != 501 && status != 505) {
        counters.count(slot, DataType.HTTP_FAIL_CNT, DataType.HTTP_FAIL_RATE, 1, now);
      }
    }
  }
}
