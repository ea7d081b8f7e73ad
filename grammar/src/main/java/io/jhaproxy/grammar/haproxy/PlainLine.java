package io.jhaproxy.grammar.haproxy;

import io.jhaproxy.grammar.haproxy.SyntaxTree.Line;
import io.jhaproxy.grammar.haproxy.SyntaxTree.RawWord;
import io.jhaproxy.grammar.haproxy.SyntaxTree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines without quotes and backslashes: words between blanks, up to a hash. Nearly all lines of
 * large files are such, and splitting them costs a tenth of what the general grammar does; a test
 * holds both to the same result.
 */
final class PlainLine {
  private PlainLine() {}

  /** Whether nothing in the line needs the general grammar. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"', '\'', '\\', '\0' -> {
          return false;
        }
        default -> {}
      }
    }
    return true;
  }

  /** Splits a plain line; {@code raw} is how messages show it. */
  static Line read(int number, String text, String raw) {
    List<RawWord> words = new ArrayList<>();
    int start = -1;
    int i = 0;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean end = c == '#' || c == '\r';
      if (c == ' ' || c == '\t' || end) {
        add(words, text, start, i);
        start = -1;
        if (end) {
          break;
        }
      } else if (start < 0) {
        start = i;
      }
    }
    add(words, text, start, i);
    return new Line(number, raw, words, Optional.empty());
  }

  private static void add(List<RawWord> words, String text, int start, int end) {
    if (start >= 0) {
      words.add(new RawWord(start + 1, List.of(new Text(text.substring(start, end), false))));
    }
  }
}
