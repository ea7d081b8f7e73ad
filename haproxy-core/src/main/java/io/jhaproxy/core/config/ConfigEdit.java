package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Statement;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a configuration's text, line by line, so that everything else stays as it was written:
 * first all changes are noted, then {@link #apply} makes the new text. Not thread-safe.
 */
public final class ConfigEdit {
  private static final Pattern PLAIN = Pattern.compile("[^\\s\"'\\\\#$]+");

  private final ConfigText text;
  private final List<Section> sections = new ArrayList<>();
  private final Map<Location, List<String>> behind = new HashMap<>();
  private final Map<Location, List<String>> instead = new HashMap<>();
  private final List<String> atTheEnd = new ArrayList<>();

  /**
   * A section where it stands.
   *
   * @param header its opening line
   * @param lines the statements in it, in order, as far as they are in effect
   */
  public record Section(SectionKind kind, String name, Statement header, List<Statement> lines) {
    /** The last line of it that says something. */
    Location last() {
      return lines.isEmpty() ? header.location() : lines.get(lines.size() - 1).location();
    }
  }

  /**
   * Looks at a text.
   *
   * @param statements what is in effect of it, in order
   */
  public ConfigEdit(ConfigText text, List<Statement> statements) {
    this.text = text;
    Section open = null;
    for (Statement statement : statements) {
      SectionKind kind = SectionKind.of(statement.word(0));
      if (kind != null) {
        open = new Section(kind, statement.word(1), statement, new ArrayList<>());
        sections.add(open);
      } else if (open != null) {
        open.lines().add(statement);
      }
    }
  }

  /** The sections in order. */
  public List<Section> sections() {
    return List.copyOf(sections);
  }

  /** The proxy of one of the two sides with that name, or null. */
  public @Nullable Section proxy(String name, boolean backend) {
    for (Section section : sections) {
      boolean fits = backend ? section.kind().isBackend() : section.kind().isFrontend();
      if (fits && section.kind() != SectionKind.DEFAULTS && section.name().equals(name)) {
        return section;
      }
    }
    return null;
  }

  /** Whether there is a {@code defaults} section of that name. */
  public boolean hasDefaults(String name) {
    return sections.stream()
        .anyMatch(each -> each.kind() == SectionKind.DEFAULTS && each.name().equals(name));
  }

  /** The line as it was written. */
  public String raw(Statement statement) {
    Location at = statement.location();
    for (ConfigText.Part part : text.parts()) {
      if (part.name().equals(at.file())) {
        return part.text().split("\n", -1)[at.line() - 1];
      }
    }
    return "";
  }

  /** The blanks that a section's lines begin with. */
  public String indentation(Section section) {
    String line = section.lines().isEmpty() ? "    x" : raw(section.lines().get(0));
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  /** Adds lines behind a statement. */
  public void insertBehind(Statement statement, List<String> lines) {
    behind.computeIfAbsent(key(statement), k -> new ArrayList<>()).addAll(lines);
  }

  /** Adds lines at the end of a section. */
  public void append(Section section, List<String> lines) {
    behind.computeIfAbsent(section.last().wholeLine(), k -> new ArrayList<>()).addAll(lines);
  }

  /** Adds lines behind everything. */
  public void append(List<String> lines) {
    atTheEnd.addAll(lines);
  }

  /** Puts other lines in the place of a statement; none: it is taken out. */
  public void replace(Statement statement, List<String> lines) {
    instead.put(key(statement), List.copyOf(lines));
  }

  /** Takes a section out, with the comments within it. */
  public void remove(Section section) {
    int last = section.last().line();
    for (int line = section.header().location().line(); line <= last; line++) {
      instead.put(new Location(section.header().location().file(), line, 0), List.of());
    }
  }

  /** Writes a line of words, each in quotes where it needs them, in place of a statement's. */
  public String rewritten(Statement statement, List<String> words) {
    String raw = raw(statement);
    String indentation = raw.substring(0, raw.length() - raw.stripLeading().length());
    return indentation + line(words) + comment(raw);
  }

  /** A comment behind the words of a line, with the blanks before it. */
  private static String comment(String raw) {
    char quote = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\' && quote != '\'') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '#') {
        return " " + raw.substring(i);
      }
    }
    return "";
  }

  /** Words as a line of a configuration. */
  public static String line(List<String> words) {
    return String.join(" ", words.stream().map(ConfigEdit::word).toList());
  }

  private static String word(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
  }

  /** The texts of a statement's words. */
  public static List<String> words(Statement statement) {
    return statement.words().stream().map(Word::text).toList();
  }

  private static Location key(Statement statement) {
    return statement.location().wholeLine();
  }

  /** The text with all changes. */
  public ConfigText apply() {
    List<ConfigText.Part> parts = new ArrayList<>();
    for (ConfigText.Part part : text.parts()) {
      String[] lines = part.text().split("\n", -1);
      int count = part.text().endsWith("\n") ? lines.length - 1 : lines.length;
      StringBuilder changed = new StringBuilder();
      for (int i = 0; i < count; i++) {
        Location at = new Location(part.name(), i + 1, 0);
        List<String> replaced = instead.get(at);
        if (replaced == null) {
          changed.append(lines[i]).append('\n');
        } else {
          replaced.forEach(line -> changed.append(line).append('\n'));
        }
        behind.getOrDefault(at, List.of()).forEach(line -> changed.append(line).append('\n'));
      }
      if (parts.size() == text.parts().size() - 1) {
        atTheEnd.forEach(line -> changed.append(line).append('\n'));
      }
      parts.add(new ConfigText.Part(part.name(), changed.toString()));
    }
    return new ConfigText(parts);
  }
}
