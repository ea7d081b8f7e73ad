package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.grammar.source.ConfigException;

/** {@code tcp-request} and {@code tcp-response} lines (manual 4.2). */
final class TransportRuleKeywords {
  private TransportRuleKeywords() {}

  static void register(Registry registry) {
    registry.add(
        Keyword.of("tcp-request").inProxies().args(0, -1).parses(TransportRuleKeywords::request));
    registry.add(
        Keyword.of("tcp-response").inProxies().args(0, -1).parses(TransportRuleKeywords::response));
  }

  private static void request(Arguments a, SectionDraft d) throws ConfigException {
    requirePlace(a, d);
    String when = a.get(0);
    switch (when) {
      case "inspect-delay" -> {
        d.set(RuleKeys.REQUEST_DELAY, delay(a, d));
        return;
      }
      case "connection", "session" -> {
        if (d.kind() == SectionKind.BACKEND) {
          throw a.error(
              "tcp-request "
                  + when
                  + " is not allowed because "
                  + d.kind().keyword()
                  + " "
                  + d.name()
                  + " is not a frontend");
        }
        rule(a, d, "tcp-request " + when);
      }
      case "content" -> {
        rule(a, d, "tcp-request content");
        CaptureKeywords.rule(a, d, 1);
      }
      default ->
          throw a.errorAt(
              0,
              "'tcp-request' expects 'inspect-delay', 'connection', or 'content' in "
                  + title(d)
                  + " (got '"
                  + when
                  + "')");
    }
    d.add(RuleKeys.TCP_REQUEST, a.rule("tcp-request", 0));
  }

  private static void response(Arguments a, SectionDraft d) throws ConfigException {
    requirePlace(a, d);
    if (d.kind() == SectionKind.FRONTEND) {
      throw a.error(
          "tcp-response "
              + a.get(0)
              + " is only allowed in 'backend' sections or 'defaults' section with a name");
    }
    switch (a.get(0)) {
      case "inspect-delay" -> {
        d.set(RuleKeys.RESPONSE_DELAY, delay(a, d));
        return;
      }
      case "content" -> rule(a, d, "tcp-response content");
      default ->
          throw a.errorAt(
              0,
              "'tcp-response' expects 'inspect-delay' or 'content' in "
                  + title(d)
                  + " (got '"
                  + a.get(0)
                  + "')");
    }
    d.add(RuleKeys.TCP_RESPONSE, a.rule("tcp-response", 0));
  }

  private static void requirePlace(Arguments a, SectionDraft d) throws ConfigException {
    if (a.get(0).isEmpty()) {
      throw a.error("missing argument for '" + a.keyword() + "' in " + title(d));
    }
    if (d.kind() == SectionKind.DEFAULTS && d.name().isEmpty()) {
      throw a.error("'" + a.keyword() + "' not allowed in anonymous 'defaults' section.");
    }
  }

  private static String title(SectionDraft d) {
    return (d.kind() == SectionKind.LISTEN ? "proxy" : d.kind().keyword()) + " '" + d.name() + "'";
  }

  private static long delay(Arguments a, SectionDraft d) throws ConfigException {
    String complaint =
        "'"
            + a.keyword()
            + " inspect-delay' expects a positive delay in milliseconds, in "
            + title(d);
    if (a.get(1).isEmpty()) {
      throw a.error(complaint);
    }
    try {
      return a.milliseconds(a.get(1), TimeUnits.Unit.MILLISECONDS);
    } catch (TimeUnits.BadTimeException e) {
      throw a.errorAt(1, complaint + " (unexpected character '" + e.character() + "')");
    }
  }

  private static void rule(Arguments a, SectionDraft d, String set) throws ConfigException {
    RuleOrder.note(a, d, set);
    LineCheck.rule(a, d, set, new RuleStatement(set, a.from(1), a.location()));
  }
}
