package io.jhaproxy.grammar.haproxy;

import java.util.List;
import java.util.Optional;

/**
 * The syntax tree of one file: lines, words and their pieces as written. Variables are not yet
 * resolved, because {@code setenv} may change them from one line to the next; {@link
 * StatementReader} does that.
 *
 * @param file the file's name as given, one character per byte
 * @param lines every line, also the empty ones: line N of the file is element N-1
 * @param lastLineTerminated whether the file ends with a line feed (or is empty)
 */
public record SyntaxTree(String file, List<Line> lines, boolean lastLineTerminated) {
  /** Copies the lines. */
  public SyntaxTree {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param number line number from 1
   * @param raw its characters without the line end
   * @param words its words; empty for blank lines and comments
   * @param error the first lexical error, if any; the line must then not be used
   */
  public record Line(int number, String raw, List<RawWord> words, Optional<LexicalError> error) {
    /** Copies the words. */
    public Line {
      words = List.copyOf(words);
    }
  }

  /**
   * Where a word ends: at an unprotected blank, a comment or the line's end.
   *
   * @param raw a line
   * @param start offset of the word's first character, from 0
   * @return the offset behind its last character
   */
  public static int endOfWord(String raw, int start) {
    char quote = 0;
    for (int i = start; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote == '"') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\\') {
        i++;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (" \t#\r".indexOf(c) >= 0) {
        return i;
      }
    }
    return raw.length();
  }

  /**
   * A word as written.
   *
   * @param column where it starts, from 1
   * @param pieces its parts, in order
   */
  public record RawWord(int column, List<Piece> pieces) {
    /** Copies the pieces. */
    public RawWord {
      pieces = List.copyOf(pieces);
    }
  }

  /** A part of a word. */
  public sealed interface Piece {}

  /**
   * Literal characters, escapes resolved.
   *
   * @param text the characters
   * @param quoted whether they were quoted or escaped
   */
  public record Text(String text, boolean quoted) implements Piece {}

  /**
   * A reference to an environment variable within weak quotes.
   *
   * @param name its name; a leading dot marks a pseudo-variable
   * @param list {@code [*]}: the value is cut into words
   * @param fallback the value if the variable does not exist
   */
  public record Variable(String name, boolean list, Optional<String> fallback) implements Piece {}

  /**
   * A malformed piece.
   *
   * @param text what is wrong
   * @param column where, from 1
   */
  public record LexicalError(String text, int column) {}
}
