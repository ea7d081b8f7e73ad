package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SettingKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Warns about rules that stand behind others and are processed before them. */
final class RuleOrder {
  /** In order of processing. */
  private static final List<String> ORDER =
      List.of(
          "tcp-request connection",
          "tcp-request session",
          "tcp-request content",
          "monitor fail",
          "http-request",
          "redirect",
          "use_backend",
          "use-server");

  private static final SettingKey<Set<String>> SEEN = SettingKey.inherited("rules", Set.of());

  /** Actions that end the evaluation of their rule set, by set. */
  private static final Map<String, Set<String>> FINAL =
      Map.of(
          "http-request",
          Set.of("allow", "deny", "tarpit", "redirect", "return", "auth"),
          "http-response",
          Set.of("allow", "deny", "redirect", "return"),
          "http-after-response",
          Set.of("allow"));

  /** Rule sets of the section whose last rule is final and has no condition. */
  private static final SettingKey<Set<String>> ENDED = SettingKey.own("ended rule sets", Set.of());

  private RuleOrder() {}

  /** Notes a rule with an action: nothing behind a final one without condition is reached. */
  static void noteFinal(Arguments a, SectionDraft section, String set) {
    Set<String> ended = section.get(ENDED);
    if (ended.contains(set)) {
      a.warn(
          ": previous '"
              + set
              + "' action is final and has no condition attached, further entries are NOOP.");
    }
    boolean ends =
        FINAL.getOrDefault(set, Set.of()).contains(a.get(0))
            && !a.texts(0).contains("if")
            && !a.texts(0).contains("unless");
    if (ends != ended.contains(set)) {
      Set<String> now = new TreeSet<>(ended);
      if (ends) {
        now.add(set);
      } else {
        now.remove(set);
      }
      section.set(ENDED, Set.copyOf(now));
    }
  }

  /** Notes a rule of a section. */
  static void note(Arguments a, SectionDraft section, String rule) {
    int rank = ORDER.indexOf(rule);
    if (rank < 0) {
      return;
    }
    Set<String> seen = section.get(SEEN);
    for (String later : ORDER.subList(rank + 1, ORDER.size())) {
      if (seen.contains(later) && !later.equals("monitor fail")) {
        String name = rule.startsWith("tcp") ? "tcp-request" : rule;
        String article = later.equals("http-request") ? "an" : "a";
        a.warn(
            "a '"
                + name
                + "' rule placed after "
                + article
                + " '"
                + later
                + "' rule will still be processed before.");
        break;
      }
    }
    if (!seen.contains(rule)) {
      Set<String> more = new TreeSet<>(seen);
      more.add(rule);
      section.set(SEEN, Set.copyOf(more));
    }
  }
}
