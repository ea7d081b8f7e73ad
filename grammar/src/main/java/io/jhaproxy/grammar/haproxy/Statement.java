package io.jhaproxy.grammar.haproxy;

import io.jhaproxy.grammar.source.Location;
import java.util.List;

/**
 * One non-empty line.
 *
 * @param words at least one word, the keyword first
 * @param location the start of the first word
 */
public record Statement(List<Word> words, Location location) {
  /** Copies the words. */
  public Statement {
    words = List.copyOf(words);
  }

  /** The text of a word, or the empty string where the statement is shorter. */
  public String word(int index) {
    return index < words.size() ? words.get(index).text() : "";
  }

  /** Number of words, the keyword included. */
  public int size() {
    return words.size();
  }
}
