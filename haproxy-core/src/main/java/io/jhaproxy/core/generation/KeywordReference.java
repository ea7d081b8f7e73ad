package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.State;
import io.jhaproxy.core.rule.RuleCompiler;
import io.jhaproxy.core.sample.Library;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The registry as a page: {@code docs/keywords.md}. A test holds the file to it. */
public final class KeywordReference {
  private final Registry registry = Keywords.registry();
  private final Library library = StandardLibrary.create();
  private final StringBuilder text = new StringBuilder();

  /** The page. */
  public String markdown() {
    text.append(
        """
        # Keywords

        Generated from the registry (`KeywordReference`); change the keyword, not this page.

        - **works**: does what the manual says.
        - **no effect**: accepted; the reason says why there is nothing to do. Shown with `-dD`.
        - **with its feature**: tunes a feature that is not there yet and has a keyword of its own.
        - **not yet**: read and checked; a start is refused unless `--lenient`.
        - **refused**: read and checked; a start is refused, because leaving it out would change what
          is on the wire.

        "Since" is the first version of HAProxy that has it (empty: before 1.5 or not known), "until"
        the last one, for old forms that are still read.
        """);
    for (SectionKind kind : SectionKind.values()) {
      if (kind == SectionKind.FRONTEND || kind == SectionKind.BACKEND) {
        continue;
      }
      section(kind);
    }
    parameters("bind lines", Parameter.Kind.BIND);
    parameters("server lines", Parameter.Kind.SERVER);
    parameters("certificate lists", Parameter.Kind.CRT_LIST);
    for (String rules : KeywordListing.RULES) {
      head("Actions of " + rules);
      RuleCompiler.actions(rules)
          .forEach((name, state) -> row(name.replaceFirst("\\($", "(...)"), "", state));
    }
    listed("Sample fetches", library.fetches());
    listed("Converters", library.converters());
    return text.toString();
  }

  private void section(SectionKind kind) {
    Map<String, Keyword> keywords = new TreeMap<>(registry.keywords(kind));
    if (kind == SectionKind.DEFAULTS) {
      keywords.keySet().removeAll(registry.keywords(SectionKind.LISTEN).keySet());
      if (keywords.isEmpty()) {
        return;
      }
    }
    head(
        kind == SectionKind.LISTEN
            ? "Proxies: defaults, frontend, backend, listen"
            : kind.keyword());
    keywords.forEach((name, keyword) -> row(name, side(kind, keyword), keyword.state()));
  }

  private static String side(SectionKind kind, Keyword keyword) {
    if (kind != SectionKind.LISTEN) {
      return "";
    }
    return switch (keyword.capability()) {
      case ANY -> "";
      case FRONTEND -> "client side";
      case BACKEND -> "server side";
    };
  }

  private void parameters(String title, Parameter.Kind kind) {
    head("Parameters of " + title);
    new TreeMap<>(registry.parameters(kind))
        .forEach((name, parameter) -> row(name, "", parameter.state()));
  }

  private void listed(String title, List<Library.Listed> entries) {
    text.append("\n## ").append(title).append("\n\n");
    for (boolean works : new boolean[] {true, false}) {
      TreeSet<String> names = new TreeSet<>();
      entries.stream().filter(e -> e.works() == works).forEach(e -> names.add(e.name()));
      text.append(works ? "**works**: " : "**not yet**: ")
          .append(names.isEmpty() ? "none" : "`" + String.join("` `", names) + "`")
          .append(works ? "\n\n" : "\n");
    }
  }

  private void head(String title) {
    text.append("\n## ").append(title);
    text.append("\n\n| keyword | status | since | until | |\n| --- | --- | --- | --- | --- |\n");
  }

  private void row(String name, String side, State state) {
    String status =
        switch (state.status()) {
          case WORKS -> "works";
          case NO_EFFECT -> "no effect";
          case DORMANT -> "with its feature";
          case NOT_YET -> "not yet";
          case REFUSED -> "refused";
        };
    String note =
        side.isEmpty() || state.note().isEmpty() ? side + state.note() : side + "; " + state.note();
    text.append("| `")
        .append(name)
        .append("` | ")
        .append(status)
        .append(" | ")
        .append(state.since())
        .append(" | ")
        .append(state.until())
        .append(" | ")
        .append(note)
        .append(" |\n");
  }
}
