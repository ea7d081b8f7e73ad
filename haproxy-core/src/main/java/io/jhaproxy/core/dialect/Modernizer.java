package io.jhaproxy.core.dialect;

import io.jhaproxy.core.config.Rewrite;
import io.jhaproxy.grammar.haproxy.SyntaxTree;
import io.jhaproxy.grammar.haproxy.SyntaxTree.Line;
import io.jhaproxy.grammar.haproxy.SyntaxTree.RawWord;
import io.jhaproxy.grammar.haproxy.SyntaxTreeReader;
import io.jhaproxy.grammar.haproxy.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints a configuration file with its old lines in the language of 2.6. Everything else stays as
 * it is: comments, blank lines, indentation, quotes, variables.
 */
public final class Modernizer {
  private final SyntaxTree tree;
  private final Map<Integer, Rewrite> rewrites = new HashMap<>();

  private Modernizer(SyntaxTree tree, List<Rewrite> rewrites) {
    this.tree = tree;
    for (Rewrite rewrite : rewrites) {
      if (rewrite.old().location().file().equals(tree.file())) {
        this.rewrites.putIfAbsent(rewrite.old().location().line(), rewrite);
      }
    }
  }

  /**
   * The file's text anew.
   *
   * @param file its name as in the locations of the rewrites
   * @param text its content, one character per byte
   * @param rewrites what reading it found; those of other files are left alone
   */
  public static String print(String file, String text, List<Rewrite> rewrites) {
    return new Modernizer(SyntaxTreeReader.read(file, text), rewrites).print();
  }

  private String print() {
    StringBuilder out = new StringBuilder();
    for (Line line : tree.lines()) {
      Rewrite rewrite = rewrites.get(line.number());
      if (rewrite == null) {
        out.append(line.raw()).append('\n');
      } else {
        replace(line, rewrite, out);
      }
    }
    return out.toString();
  }

  private static void replace(Line line, Rewrite rewrite, StringBuilder out) {
    String indentation = indentation(line);
    String comment = comment(line);
    if (rewrite.kept() > 0) {
      int end = end(line, rewrite.kept() - 1);
      String gap = comment.isEmpty() ? "" : "  " + comment;
      out.append(line.raw(), 0, end).append(gap).append('\n');
      indentation += "    ";
      comment = "";
    } else if (rewrite.modern().isEmpty() && !comment.isEmpty()) {
      out.append(indentation).append(comment).append('\n');
    }
    for (List<Word> words : rewrite.modern()) {
      out.append(indentation)
          .append(words.stream().map(word -> text(word, line)).collect(Collectors.joining(" ")))
          .append(comment.isEmpty() ? "" : "  " + comment)
          .append('\n');
      comment = "";
    }
  }

  private static String indentation(Line line) {
    return line.raw().substring(0, line.words().get(0).column() - 1);
  }

  /** What follows the last word. */
  private static String comment(Line line) {
    return line.raw().substring(end(line, line.words().size() - 1)).strip();
  }

  /** A word of the old line as it is written there; a new one quoted where it has to be. */
  private static String text(Word word, Line line) {
    for (int i = 0; i < line.words().size(); i++) {
      RawWord raw = line.words().get(i);
      boolean same = word.location().column() == raw.column() && (i > 0 || !word.quoted());
      if (same && !isNew(word, line)) {
        return line.raw().substring(raw.column() - 1, end(line, i));
      }
    }
    return Rewrite.quote(word.text());
  }

  /** New words stand at the place of the keyword and are marked as quoted. */
  private static boolean isNew(Word word, Line line) {
    return word.location().column() == line.words().get(0).column() && word.quoted();
  }

  /** Offset behind a word. */
  private static int end(Line line, int index) {
    return SyntaxTree.endOfWord(line.raw(), line.words().get(index).column() - 1);
  }
}
