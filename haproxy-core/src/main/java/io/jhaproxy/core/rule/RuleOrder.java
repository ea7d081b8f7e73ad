package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SettingKey;
import java.util.List;
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

  private RuleOrder() {}

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
