package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.List;

/** {@code tcp-request} and {@code tcp-response} lines (manual 4.2). */
final class TransportRuleKeywords {
  private TransportRuleKeywords() {}

  static void register(Registry registry) {
    registry.add(
        Keyword.of("tcp-request")
            .inProxies()
            .args(0, -1)
            .parses(
                (a, d) ->
                    rule(
                        a,
                        d,
                        List.of("connection", "session", "content"),
                        "'inspect-delay', 'connection', or 'content'",
                        RuleKeys.TCP_REQUEST,
                        RuleKeys.REQUEST_DELAY)));
    registry.add(
        Keyword.of("tcp-response")
            .inProxies()
            .args(0, -1)
            .parses(
                (a, d) ->
                    rule(
                        a,
                        d,
                        List.of("content"),
                        "'inspect-delay' or 'content'",
                        RuleKeys.TCP_RESPONSE,
                        RuleKeys.RESPONSE_DELAY)));
  }

  private static void rule(
      Arguments a,
      SectionDraft d,
      List<String> moments,
      String expected,
      ListKey<RuleStatement> rules,
      SettingKey<Long> delay)
      throws ConfigException {
    String place = " in proxy '" + d.name() + "'";
    String word = a.get(0);
    if (word.isEmpty()) {
      throw a.error("missing argument for '" + a.keyword() + "'" + place);
    }
    if (word.equals("inspect-delay")) {
      d.set(delay, delay(a, place));
    } else if (moments.contains(word)) {
      d.add(rules, a.rule(a.keyword(), 0));
    } else {
      throw a.errorAt(
          0, "'" + a.keyword() + "' expects " + expected + place + " (got '" + word + "')");
    }
  }

  private static long delay(Arguments a, String place) throws ConfigException {
    String wrong =
        "'" + a.keyword() + " inspect-delay' expects a positive delay in milliseconds," + place;
    if (a.get(1).isEmpty()) {
      throw a.error(wrong);
    }
    try {
      return TimeUnits.parse(a.get(1), TimeUnits.Unit.MILLISECONDS).milliseconds();
    } catch (TimeUnits.BadTimeException e) {
      throw a.errorAt(1, wrong + " (" + e.getMessage() + ")");
    }
  }
}
