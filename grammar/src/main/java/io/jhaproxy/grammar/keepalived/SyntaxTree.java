package io.jhaproxy.grammar.keepalived;

import io.jhaproxy.grammar.source.Location;
import java.util.List;

/**
 * What a configuration consists of, includes and all, in the order of reading. Braces are items of
 * their own: whether one opens a block depends on the keyword before it.
 *
 * @param items statements, braces and lines that could not be read
 * @param problems what was wrong with included files, told once and not for each reader
 * @param incomplete a file that must exist does not: keepalived reads no further
 */
public record SyntaxTree(List<Item> items, List<Problem> problems, boolean incomplete) {
  /** Copies the lists. */
  public SyntaxTree {
    items = List.copyOf(items);
    problems = List.copyOf(problems);
  }

  /** A piece of the configuration. */
  public sealed interface Item permits Statement, Open, Close, Problem {
    /** Where it starts. */
    Location location();
  }

  /** An opening brace. */
  public record Open(Location location) implements Item {}

  /** A closing brace. */
  public record Close(Location location) implements Item {}

  /**
   * Something malformed.
   *
   * @param text what keepalived says about it
   */
  public record Problem(Location location, String text) implements Item {}

  /**
   * Words up to the end of the line or the next brace.
   *
   * @param words at least one, the keyword first
   * @param raw the same characters as they stood in the file, quotes included
   */
  public record Statement(List<Word> words, String raw, Location location) implements Item {
    /** Copies the words. */
    public Statement {
      words = List.copyOf(words);
    }

    /** The first word. */
    public String keyword() {
      return words.get(0).text();
    }

    /** The text of a word, or the empty string where the statement is shorter. */
    public String word(int index) {
      return index < words.size() ? words.get(index).text() : "";
    }

    /** Number of words, the keyword included. */
    public int size() {
      return words.size();
    }

    /** The raw text after the keyword. */
    public String arguments() {
      if (words.size() < 2) {
        return "";
      }
      return raw.substring(words.get(1).location().column() - words.get(0).location().column());
    }
  }
}
