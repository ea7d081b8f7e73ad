package io.jhaproxy.grammar.expression;

import io.jhaproxy.grammar.expression.antlr.LogFormatLexer;
import io.jhaproxy.grammar.expression.antlr.LogFormatParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * A log-format string as its parts (manual 8.2.6). Used for logs and for every argument that is a
 * "format string".
 *
 * @param text the text as written
 * @param parts in order
 */
public record LogFormatText(String text, List<Part> parts) {
  /** Copies the list. */
  public LogFormatText {
    parts = List.copyOf(parts);
  }

  /** A part of a format. */
  public sealed interface Part {
    /** Where the part starts in the text. */
    int offset();
  }

  /** Verbatim text without spaces. */
  public record Literal(String text, int offset) implements Part {}

  /** One or more spaces; logs merge them, other format strings keep their number. */
  public record Space(int count, int offset) implements Part {}

  /** A variable such as {@code %ci}; {@code %o} sets flags for what follows. */
  public record Variable(String name, List<String> flags, int offset) implements Part {
    /** Copies the list. */
    public Variable {
      flags = List.copyOf(flags);
    }
  }

  /** A sample expression {@code %[...]}. */
  public record Sample(SampleExpression expression, List<String> flags, int offset)
      implements Part {
    /** Copies the list. */
    public Sample {
      flags = List.copyOf(flags);
    }
  }

  /** Parses a format. */
  public static LogFormatText parse(String text) throws ExpressionException {
    LogFormatLexer lexer = new LogFormatLexer(CharStreams.fromString(text));
    LogFormatParser parser = new LogFormatParser(new CommonTokenStream(lexer));
    FirstError errors = new FirstError();
    errors.listenTo(lexer, parser);
    LogFormatParser.FormatContext tree = parser.format();
    int open = text.lastIndexOf("%[");
    if (errors.any() && open >= 0 && text.indexOf(']', open) < 0) {
      throw new ExpressionException(
          0, open, "missing ']' after '" + text.substring(open + 2) + "'");
    }
    errors.throwIfAny("log-format", text);
    List<Part> parts = new ArrayList<>();
    for (LogFormatParser.ItemContext item : tree.item()) {
      parts.add(build(item));
    }
    return new LogFormatText(text, parts);
  }

  private static Part build(LogFormatParser.ItemContext item) throws ExpressionException {
    int offset = item.start.getStartIndex();
    if (item instanceof LogFormatParser.LiteralContext literal) {
      return new Literal(literal.TEXT() == null ? "%" : literal.TEXT().getText(), offset);
    }
    if (item instanceof LogFormatParser.VariableContext variable) {
      return new Variable(variable.NAME().getText(), flags(variable.flags()), offset);
    }
    if (item instanceof LogFormatParser.SampleContext sample) {
      int from = sample.OPEN_EXPRESSION().getSymbol().getStopIndex() + 1;
      StringBuilder expression = new StringBuilder();
      for (int i = 0; i < sample.getChildCount(); i++) {
        if (sample.getChild(i) instanceof TerminalNode node
            && node.getSymbol().getStartIndex() >= from
            && node.getSymbol().getType() != LogFormatLexer.CLOSE_EXPRESSION) {
          expression.append(node.getText());
        }
      }
      try {
        String text = expression.toString();
        if (text.endsWith(",")) {
          // Elsewhere a comma may end an expression; here the bracket behind it is taken for a
          // name.
          throw new ExpressionException(
              0, 0, "failed to parse sample expression <" + text + "]> : unknown converter ''");
        }
        SampleExpression parsed = SampleExpression.parse(text);
        return new Sample(parsed, flags(sample.flags()), offset);
      } catch (ExpressionException e) {
        throw new ExpressionException(0, from + e.offset(), String.valueOf(e.getMessage()));
      }
    }
    return new Space(item.getText().length(), offset);
  }

  private static List<String> flags(LogFormatParser.@Nullable FlagsContext flags) {
    return flags == null ? List.of() : flags.FLAG().stream().map(flag -> flag.getText()).toList();
  }
}
