package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the files say in effect ({@code -dC}): conditions decided, variables replaced, comments
 * gone; below each proxy's opening line stands, as a comment, what it inherits.
 */
public final class EffectiveText {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, List<String>> defaults = new HashMap<>();
  private List<String> last = List.of();
  private boolean inDefaults;

  /** Adds a statement; call it in the order of the files. */
  public void add(Statement statement) {
    SectionKind kind = SectionKind.of(statement.word(0));
    String line = line(statement);
    if (kind == null) {
      text.append('\t').append(line).append('\n');
      if (inDefaults) {
        last.add(line);
      }
      return;
    }
    text.append(text.length() == 0 ? "" : "\n").append(line).append('\n');
    inDefaults = kind == SectionKind.DEFAULTS;
    if (inDefaults) {
      last = new ArrayList<>(List.of());
      defaults.put(statement.word(1), last);
    } else if (kind.isProxy()) {
      inherited(statement)
          .forEach(each -> text.append("\t# inherited: ").append(each).append('\n'));
    }
  }

  private List<String> inherited(Statement header) {
    for (int i = 2; i + 1 < header.size(); i++) {
      if (header.word(i).equals("from")) {
        return defaults.getOrDefault(header.word(i + 1), List.of());
      }
    }
    return last;
  }

  private static String line(Statement statement) {
    return statement.words().stream()
        .map(word -> Rewrite.quote(word.text()))
        .collect(Collectors.joining(" "));
  }

  /** The text so far, one character per byte. */
  @Override
  public String toString() {
    return text.toString();
  }
}
