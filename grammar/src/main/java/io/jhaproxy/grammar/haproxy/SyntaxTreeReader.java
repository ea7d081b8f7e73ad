package io.jhaproxy.grammar.haproxy;

import io.jhaproxy.grammar.haproxy.SyntaxTree.LexicalError;
import io.jhaproxy.grammar.haproxy.SyntaxTree.Line;
import io.jhaproxy.grammar.haproxy.SyntaxTree.Piece;
import io.jhaproxy.grammar.haproxy.SyntaxTree.RawWord;
import io.jhaproxy.grammar.haproxy.SyntaxTree.Text;
import io.jhaproxy.grammar.haproxy.SyntaxTree.Variable;
import io.jhaproxy.grammar.haproxy.antlr.HaproxyLexer;
import io.jhaproxy.grammar.haproxy.antlr.HaproxyParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Text to {@link SyntaxTree}. The only class that sees ANTLR's haproxy parser. */
public final class SyntaxTreeReader {
  private final String file;
  private @Nullable LexicalError error;

  SyntaxTreeReader(String file) {
    this.file = file;
  }

  /**
   * Reads a file's text. Never fails: what is malformed is recorded in the lines.
   *
   * @param file the name that messages show
   * @param text its content, one character per byte
   */
  public static SyntaxTree read(String file, String text) {
    return new SyntaxTreeReader(file).read(text);
  }

  private SyntaxTree read(String text) {
    String[] raw = text.split("\n", -1);
    List<Line> lines = new ArrayList<>(raw.length);
    for (String each : raw) {
      int number = lines.size() + 1;
      String shown = withoutCarriageReturn(each);
      lines.add(
          PlainLine.isPlain(each)
              ? PlainLine.read(number, each, shown)
              : parsed(number, each, shown));
    }
    boolean terminated = lines.get(lines.size() - 1).raw().isEmpty();
    if (terminated) {
      lines.remove(lines.size() - 1);
    }
    return new SyntaxTree(file, lines, terminated);
  }

  /** Reads a line by the grammar. */
  Line parsed(int number, String text, String raw) {
    HaproxyLexer lexer = new HaproxyLexer(CharStreams.fromString(text, file));
    lexer.removeErrorListeners();
    HaproxyParser parser = new HaproxyParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    return line(number, raw, parser.file().line(0));
  }

  private static String withoutCarriageReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private Line line(int number, String raw, HaproxyParser.LineContext context) {
    error = null;
    int nul = raw.indexOf('\0');
    if (nul >= 0) {
      fail("Stray NUL character at position " + (nul + 1) + ".", 0);
      return new Line(number, raw, List.of(), Optional.ofNullable(error));
    }
    List<RawWord> words = new ArrayList<>();
    for (HaproxyParser.WordContext word : context.word()) {
      List<Piece> pieces = new ArrayList<>();
      for (HaproxyParser.PieceContext piece : word.piece()) {
        addPieces(piece, pieces);
      }
      words.add(new RawWord(column(word.getStart()), pieces));
    }
    return new Line(number, raw, words, Optional.ofNullable(error));
  }

  private void addPieces(HaproxyParser.PieceContext piece, List<Piece> out) {
    HaproxyParser.WeakContext weak = piece.weak();
    if (weak == null) {
      out.add(unquoted(piece.getStart()));
      return;
    }
    out.add(new Text("", true));
    for (int i = 1; i < weak.getChildCount(); i++) {
      ParseTree child = weak.getChild(i);
      if (child instanceof HaproxyParser.WeakPieceContext inner) {
        out.add(weak(((TerminalNode) inner.getChild(0)).getSymbol()));
      }
    }
    if (weak.WEAK_CLOSE() == null) {
      fail("unmatched quote", column(weak.getStart()));
    }
  }

  private Piece unquoted(Token token) {
    String text = token.getText();
    return switch (token.getType()) {
      case HaproxyLexer.STRONG -> new Text(text.substring(1, text.length() - 1), true);
      case HaproxyLexer.STRONG_UNTERMINATED -> {
        fail("unmatched quote", column(token));
        yield new Text("", true);
      }
      case HaproxyLexer.HEX -> hex(token);
      case HaproxyLexer.ESCAPE -> new Text(escape(text, " #\\'\"\t"), true);
      default -> new Text(text, false);
    };
  }

  private Piece weak(Token token) {
    String text = token.getText();
    return switch (token.getType()) {
      case HaproxyLexer.HEX -> hex(token);
      case HaproxyLexer.WEAK_ESCAPE -> new Text(escape(text, " #\\'\"$\t"), true);
      case HaproxyLexer.VARIABLE -> new Variable(text.substring(1), false, Optional.empty());
      case HaproxyLexer.BRACED_VARIABLE -> variable(text.substring(2, text.length() - 1));
      case HaproxyLexer.UNMATCHED_BRACE -> {
        fail("unmatched brace in environment variable name", column(token) + 1);
        yield new Text("", true);
      }
      case HaproxyLexer.BAD_VARIABLE -> {
        fail("forbidden first char in environment variable name", column(token) + text.length());
        yield new Text("", true);
      }
      default -> new Text(text, true);
    };
  }

  private static Variable variable(String inner) {
    int dash = inner.indexOf('-');
    String name = dash < 0 ? inner : inner.substring(0, dash);
    boolean list = name.endsWith("[*]");
    return new Variable(
        list ? name.substring(0, name.length() - 3) : name,
        list,
        dash < 0 ? Optional.empty() : Optional.of(inner.substring(dash + 1)));
  }

  private Piece hex(Token token) {
    String digits = token.getText().substring(2);
    if (digits.length() < 2) {
      fail("truncated or invalid hexadecimal sequence", column(token));
      return new Text("", true);
    }
    return new Text(String.valueOf((char) Integer.parseInt(digits, 16)), true);
  }

  /** Resolves a two-character escape; unknown ones stay as they are. */
  private static String escape(String text, String plain) {
    char c = text.charAt(1);
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      default -> plain.indexOf(c) >= 0 ? String.valueOf(c) : text;
    };
  }

  private static int column(Token token) {
    return token.getCharPositionInLine() + 1;
  }

  private void fail(String text, int column) {
    if (error == null) {
      error = new LexicalError(text, column);
    }
  }
}
