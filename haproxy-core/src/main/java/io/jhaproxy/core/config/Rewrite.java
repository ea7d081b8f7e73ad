package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Statement;
import io.jhaproxy.grammar.haproxy.Word;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An old line and what it says in the language of 2.6.
 *
 * @param old the line as it stands in the file
 * @param kept how many of its first words stay where they are; 0 = the whole line is replaced
 * @param modern the lines that take the place of the rest; none = it has no effect any more. Words
 *     that are the old line's own are the same objects.
 */
public record Rewrite(Statement old, int kept, List<List<Word>> modern) {
  /** Copies the lists. */
  public Rewrite {
    modern = modern.stream().map(List::copyOf).toList();
  }

  /** What the one warning about the line says. */
  String warning() {
    String name =
        kept > 0
            ? "an address in the '" + old.word(0) + "' line"
            : "'"
                + old.word(0)
                + (old.word(0).matches("option|timeout|no|mode|stats") ? " " + old.word(1) : "")
                + "'";
    if (modern.isEmpty()) {
      return name + " is an old form and has no effect; remove it.";
    }
    return name
        + " is an old form; use "
        + modern.stream().map(line -> "'" + text(line) + "'").collect(Collectors.joining(" and "))
        + (kept > 0 ? " inside the section." : ".");
  }

  private static String text(List<Word> line) {
    return line.stream().map(word -> quote(word.text())).collect(Collectors.joining(" "));
  }

  /** A word so that it is read again as it is. */
  public static String quote(String text) {
    if (!text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || "#'\"\\".indexOf(c) >= 0)) {
      return text;
    }
    if (text.chars().allMatch(c -> c >= ' ' && c != '\'')) {
      return "'" + text + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '"', '\\', '$' -> quoted.append('\\').append(c);
        default -> quoted.append(c < ' ' ? String.format("\\x%02x", (int) c) : "" + c);
      }
    }
    return quoted.append('"').toString();
  }
}
