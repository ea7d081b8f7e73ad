package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.Location;
import java.util.List;

/**
 * A line whose arguments another room compiles: an ACL, a rule, a condition.
 *
 * @param kind the keyword, for example {@code http-request}, {@code acl}, {@code use_backend}
 * @param words everything after the keyword
 * @param location the line
 */
public record RuleStatement(String kind, List<Word> words, Location location) {
  /** Copies the words. */
  public RuleStatement {
    words = List.copyOf(words);
  }

  /** The text of a word after the keyword, or the empty string where there are fewer. */
  public String word(int index) {
    return index < words.size() ? words.get(index).text() : "";
  }
}
