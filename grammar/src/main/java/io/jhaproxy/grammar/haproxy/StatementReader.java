package io.jhaproxy.grammar.haproxy;

import io.jhaproxy.grammar.haproxy.SyntaxTree.LexicalError;
import io.jhaproxy.grammar.haproxy.SyntaxTree.Line;
import io.jhaproxy.grammar.haproxy.SyntaxTree.Piece;
import io.jhaproxy.grammar.haproxy.SyntaxTree.RawWord;
import io.jhaproxy.grammar.haproxy.SyntaxTree.Text;
import io.jhaproxy.grammar.haproxy.SyntaxTree.Variable;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks a {@link SyntaxTree} line by line: resolves variables at the moment the line is reached and
 * leaves out what conditional blocks exclude. One reader per file; not thread-safe.
 */
public final class StatementReader {
  /** Words a line may have (HAProxy's MAX_LINE_ARGS). */
  public static final int MAX_WORDS = 64;

  private final SyntaxTree tree;
  private final Environment environment;
  private final Consumer<Diagnostic> diagnostics;
  private final ConditionalBlocks blocks = new ConditionalBlocks();
  private int next;
  private boolean aborted;
  private String section = "";

  /** A reader at the start of the file; findings go to {@code diagnostics} in file order. */
  public StatementReader(
      SyntaxTree tree, Environment environment, Consumer<Diagnostic> diagnostics) {
    this.tree = tree;
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  /** Tells what {@code "${.SECTION}"} is from here on. */
  public void enterSection(String name) {
    section = name;
  }

  /** Whether reading stopped before the end of the file ({@code .alert}, broken conditions). */
  public boolean aborted() {
    return aborted;
  }

  /** The next statement, or null at the end. */
  public @Nullable Statement next() {
    while (!aborted && next < tree.lines().size()) {
      Line line = tree.lines().get(next++);
      Statement statement = statement(line);
      if (statement == null) {
        continue;
      }
      if (statement.word(0).startsWith(".")) {
        directive(line, statement);
      } else if (blocks.active() && !statement.word(0).isEmpty()) {
        return statement;
      }
    }
    if (!aborted && blocks.open()) {
      alert(new Location(tree.file(), tree.lines().size(), 0), "non-terminated '.if' block.");
      aborted = true;
    }
    return null;
  }

  private @Nullable Statement statement(Line line) {
    Location here = new Location(tree.file(), line.number(), 0);
    if (line.error().isPresent()) {
      LexicalError error = line.error().get();
      String where = error.column() == 0 ? "" : pointer(line, error.column());
      alert(here, error.text() + where);
      return null;
    }
    if (line.words().isEmpty()) {
      return null;
    }
    List<Word> words = new ArrayList<>(line.words().size());
    for (RawWord raw : line.words()) {
      expand(raw, here, words);
    }
    if (words.isEmpty()) {
      return null;
    }
    if (words.size() > MAX_WORDS) {
      Word last = words.get(MAX_WORDS - 1);
      alert(
          here,
          "too many words, truncating after word "
              + MAX_WORDS
              + ", position "
              + (last.location().column() - indentation(line))
              + ": <"
              + last.text()
              + ">.");
      return null;
    }
    return new Statement(words, words.get(0).location());
  }

  private static int indentation(Line line) {
    return line.raw().length() - line.raw().stripLeading().length();
  }

  private static String pointer(Line line, int column) {
    String shown = line.raw().stripLeading();
    int stripped = indentation(line);
    return " at position "
        + column
        + ":\n  "
        + shown
        + "\n  "
        + " ".repeat(Math.max(0, column - stripped - 1))
        + "^";
  }

  private void expand(RawWord raw, Location line, List<Word> words) {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    int column = raw.column();
    Location start = new Location(line.file(), line.line(), column);
    boolean empty = false;
    for (Piece piece : raw.pieces()) {
      if (piece instanceof Text literal) {
        text.append(literal.text());
        quoted |= literal.quoted();
        continue;
      }
      Variable variable = (Variable) piece;
      quoted = true;
      String value = value(variable, line);
      if (!variable.list()) {
        text.append(value);
        continue;
      }
      String[] parts = value.isBlank() ? new String[] {""} : value.strip().split("[ \t]+");
      empty = value.isBlank() && raw.pieces().size() == 2;
      for (int i = 0; i < parts.length; i++) {
        text.append(parts[i]);
        if (i < parts.length - 1) {
          words.add(new Word(text.toString(), start, true));
          text.setLength(0);
        }
      }
    }
    if (!empty || text.length() > 0) {
      words.add(new Word(text.toString(), start, quoted));
    }
  }

  private String value(Variable variable, Location line) {
    String value =
        switch (variable.name()) {
          case ".FILE" -> tree.file();
          case ".LINE" -> Integer.toString(line.line());
          case ".SECTION" -> section;
          default -> environment.get(variable.name());
        };
    return value != null ? value : variable.fallback().orElse("");
  }

  private void directive(Line line, Statement statement) {
    Location here = statement.location().wholeLine();
    try {
      String name = statement.word(0);
      if (blocks.isConditional(name)) {
        blocks.apply(statement, environment, expression -> pointerInto(line, expression));
      } else if (blocks.active()) {
        message(here, statement);
      }
    } catch (ConditionalBlocks.FatalException e) {
      alert(here, String.valueOf(e.getMessage()));
      aborted = true;
      if (e.leavesBlockOpen()) {
        alert(here, "non-terminated '.if' block.");
      }
    }
  }

  private static String pointerInto(Line line, int offset) {
    String shown = line.raw().strip();
    int blank = 0;
    while (blank < shown.length() && " \t".indexOf(shown.charAt(blank)) < 0) {
      blank++;
    }
    while (blank < shown.length() && " \t".indexOf(shown.charAt(blank)) >= 0) {
      blank++;
    }
    return " at position "
        + (offset + 1)
        + ":\n  "
        + shown
        + "\n  "
        + " ".repeat(blank + offset)
        + "^";
  }

  private void message(Location here, Statement statement) throws ConditionalBlocks.FatalException {
    String name = statement.word(0);
    Severity severity =
        switch (name) {
          case ".diag" -> Severity.DIAG;
          case ".notice" -> Severity.NOTICE;
          case ".warning" -> Severity.WARNING;
          case ".alert" -> Severity.ALERT;
          default -> null;
        };
    if (severity == null) {
      alert(here, "unknown directive '" + name + "'.");
      aborted = true;
      return;
    }
    if (statement.size() > 2) {
      alert(
          here,
          "Unexpected argument '"
              + statement.word(2)
              + "' for '"
              + name
              + "'. Use quotes if the message should contain spaces.");
      return;
    }
    report(severity, here, "'" + statement.word(1) + "'.");
    aborted = severity == Severity.ALERT;
  }

  private void alert(Location location, String text) {
    report(Severity.ALERT, location, text);
  }

  private void report(Severity severity, Location location, String text) {
    diagnostics.accept(
        new Diagnostic(severity, location, "config : parsing [" + location + "]: " + text));
  }
}
