package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.core.sample.Casts;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.List;
import java.util.Map;

/** Actions that change how a stream is treated: logs, timeouts, marks, priorities, retries. */
final class StreamActions {
  private static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

  private StreamActions() {}

  /** What exists once there is a client. */
  static void connection(Map<String, Action.Factory> actions) {
    actions.put("set-mark", (words, scope) -> mark(words, StreamChange.MARK));
    actions.put("set-tos", (words, scope) -> mark(words, StreamChange.TOS));
  }

  /** What exists once there is a stream. */
  static void stream(Map<String, Action.Factory> actions) {
    connection(actions);
    actions.put("set-log-level", StreamActions::logLevel);
    actions.put("set-nice", StreamActions::nice);
  }

  /** What matters until a server is chosen. */
  static void request(Map<String, Action.Factory> actions) {
    stream(actions);
    actions.put(
        "set-priority-class",
        (words, scope) -> computed(words, scope, StreamChange.PRIORITY_CLASS, 2047));
    actions.put(
        "set-priority-offset",
        (words, scope) -> computed(words, scope, StreamChange.PRIORITY_OFFSET, 524287));
  }

  /** What only HTTP requests have. */
  static void httpRequest(Map<String, Action.Factory> actions) {
    request(actions);
    actions.put("set-timeout", StreamActions::timeout);
    actions.put("disable-l7-retry", (words, scope) -> change(StreamChange.L7_RETRIES, 0));
    // Without TLS there is no handshake that early data could overtake.
    actions.put("wait-for-handshake", (words, scope) -> context -> null);
  }

  /** What all HTTP rules have. */
  static void http(Map<String, Action.Factory> actions) {
    actions.put("strict-mode", StreamActions::strictMode);
  }

  private static Action change(StreamChange what, long value) {
    return context -> {
      context.change(what, value);
      return null;
    };
  }

  private static Action logLevel(Words words, RuleScope scope) throws ExpressionException {
    String wrong = "expects exactly 1 argument (log level name or 'silent')";
    String word = words.atEnd() ? "" : words.next("a level");
    int level = word.equals("silent") ? StreamChange.SILENT : LEVELS.indexOf(word);
    if (level == -1) {
      throw new ExpressionException(0, 0, wrong);
    }
    return change(StreamChange.LOG_LEVEL, level);
  }

  /** Connections of a worker take turns and none is preferred. */
  private static Action nice(Words words, RuleScope scope) throws ExpressionException {
    words.require(1, "expects exactly 1 argument (integer value)");
    words.next("a number");
    return context -> null;
  }

  private static Action mark(Words words, StreamChange what) throws ExpressionException {
    words.require(1, "expects exactly 1 argument (integer/hex value)");
    String word = words.next("a number");
    try {
      return change(what, Long.decode(word) & 0xffffffffL);
    } catch (NumberFormatException e) {
      throw new ExpressionException(
          0, 0, "invalid character starting at '" + rest(word) + "' (integer/hex value expected)");
    }
  }

  private static String rest(String word) {
    int at = 0;
    while (at < word.length() && Character.isDigit(word.charAt(at))) {
      at++;
    }
    return word.substring(at);
  }

  private static Action strictMode(Words words, RuleScope scope) throws ExpressionException {
    words.require(1, "expects exactly 1 arguments");
    String word = words.next("'on' or 'off'");
    if (!word.equals("on") && !word.equals("off")) {
      throw new ExpressionException(
          0, 0, "Unexpected value '" + word + "'. Only 'on' and 'off' are supported");
    }
    return change(StreamChange.STRICT_REWRITING, word.equals("on") ? 1 : 0);
  }

  private static Action timeout(Words words, RuleScope scope) throws ExpressionException {
    words.require(2, "expects exactly 2 arguments");
    String which = words.next("'server' or 'tunnel'");
    StreamChange what =
        switch (which) {
          case "server" -> StreamChange.SERVER_TIMEOUT;
          case "tunnel" -> StreamChange.TUNNEL_TIMEOUT;
          default ->
              throw new ExpressionException(
                  0, 0, "'set-timeout' rule supports 'server'/'tunnel' (got '" + which + "')");
        };
    String word = words.peek();
    if (word.isEmpty() || !Character.isDigit(word.charAt(0))) {
      if (word.indexOf('(') < 0 && !scope.library().knows(word)) {
        throw new ExpressionException(
            0,
            0,
            "unexpected character '" + word.charAt(0) + "' in rule 'set-timeout " + which + "'");
      }
      return computed(words, scope, what, Integer.MAX_VALUE);
    }
    return change(what, fixedTimeout(words.next("a time"), which));
  }

  private static long fixedTimeout(String word, String which) throws ExpressionException {
    try {
      long time = TimeUnits.parse(word, TimeUnits.Unit.MILLISECONDS).milliseconds();
      if (time == 0) {
        throw new ExpressionException(
            0, 0, "null value is not valid for a 'set-timeout " + which + "' rule");
      }
      return time;
    } catch (TimeUnits.BadTimeException e) {
      throw new ExpressionException(
          0, 0, "unexpected character '" + e.character() + "' in rule 'set-timeout " + which + "'");
    }
  }

  /** A number that an expression yields, cut to a range on both sides of zero. */
  private static Action computed(Words words, RuleScope scope, StreamChange what, int limit)
      throws ExpressionException {
    words.require(1, "missing fetch method");
    Expression expression = scope.expression(words.expression());
    return context -> {
      long mark = context.scratch().mark();
      Sample value = context.scratch().sample();
      if (expression.evaluate(context, value)
          && Casts.cast(value, SampleType.SINT, context.scratch())) {
        context.change(what, Math.max(-limit, Math.min(limit, value.number)));
      }
      context.scratch().reset(mark);
      return null;
    };
  }
}
