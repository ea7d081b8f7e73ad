package io.jhaproxy.grammar.expression;

import io.jhaproxy.grammar.expression.antlr.SampleExpressionLexer;
import io.jhaproxy.grammar.expression.antlr.SampleExpressionParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * A sample expression: a fetch and its converters, for instance {@code hdr(host),lower}.
 *
 * @param text the text as written
 * @param fetch the fetch
 * @param converters what is applied to its result, in order
 */
public record SampleExpression(String text, Call fetch, List<Call> converters) {
  /** Copies the list. */
  public SampleExpression {
    converters = List.copyOf(converters);
  }

  /**
   * A name with arguments.
   *
   * @param name as written
   * @param arguments after quotes and escapes; {@code f} has none, {@code f()} has one empty one
   * @param offset where the name starts in the text
   */
  public record Call(String name, List<String> arguments, int offset) {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    /** Argument {@code index}, or the empty string if it is missing. */
    public String argument(int index) {
      return index < arguments.size() ? arguments.get(index) : "";
    }
  }

  /** Parses an expression. */
  public static SampleExpression parse(String text) throws ExpressionException {
    List<Call> plain = PlainExpression.calls(text);
    return plain.isEmpty()
        ? parsed(text)
        : new SampleExpression(text, plain.get(0), plain.subList(1, plain.size()));
  }

  /** Parses an expression by the grammar. */
  static SampleExpression parsed(String text) throws ExpressionException {
    SampleExpressionLexer lexer = new SampleExpressionLexer(CharStreams.fromString(text));
    SampleExpressionParser parser = new SampleExpressionParser(new CommonTokenStream(lexer));
    FirstError errors = new FirstError();
    errors.listenTo(lexer, parser);
    SampleExpressionParser.ExpressionContext tree = parser.expression();
    errors.throwIfAny("sample expression", text);
    List<Call> calls = new ArrayList<>();
    for (SampleExpressionParser.CallContext call : tree.call()) {
      calls.add(build(call));
    }
    return new SampleExpression(text, calls.get(0), calls.subList(1, calls.size()));
  }

  private static Call build(SampleExpressionParser.CallContext call) {
    List<String> arguments = new ArrayList<>();
    for (SampleExpressionParser.ArgumentContext argument : call.argument()) {
      StringBuilder value = new StringBuilder();
      for (SampleExpressionParser.PartContext part : argument.part()) {
        append((TerminalNode) part.getChild(0), value);
      }
      arguments.add(value.toString());
    }
    return new Call(
        call.NAME().getText(), arguments, call.NAME().getSymbol().getCharPositionInLine());
  }

  private static void append(TerminalNode part, StringBuilder to) {
    String text = part.getText();
    switch (part.getSymbol().getType()) {
      case SampleExpressionLexer.SINGLE_QUOTED -> to.append(text, 1, text.length() - 1);
      case SampleExpressionLexer.DOUBLE_QUOTED ->
          unescape(text.substring(1, text.length() - 1), to);
      default -> unescape(text, to);
    }
  }

  /**
   * A backslash protects quotes, itself and space, and makes control characters of r, n and t.
   * Before anything else it stays, for the sake of regexes.
   */
  private static void unescape(String text, StringBuilder to) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(i + 1);
        int control = "rnt".indexOf(next);
        if (control >= 0 || "\\\"' ".indexOf(next) >= 0) {
          c = control >= 0 ? "\r\n\t".charAt(control) : next;
          i++;
        }
      }
      to.append(c);
    }
  }
}
