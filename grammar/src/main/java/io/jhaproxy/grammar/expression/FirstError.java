package io.jhaproxy.grammar.expression;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.jspecify.annotations.Nullable;

/** Keeps the first syntax error of a lexer and parser pair. */
final class FirstError extends BaseErrorListener {
  private @Nullable String message;
  private int offset;

  void listenTo(Lexer lexer, Parser parser) {
    lexer.removeErrorListeners();
    lexer.addErrorListener(this);
    parser.removeErrorListeners();
    parser.addErrorListener(this);
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      @Nullable Object symbol,
      int line,
      int column,
      String text,
      @Nullable RecognitionException cause) {
    if (message == null) {
      message = text;
      offset = column;
    }
  }

  /** Whether there is an error. */
  boolean any() {
    return message != null;
  }

  /** Throws the error, if any, as one of the given text. */
  void throwIfAny(String what, String text) throws ExpressionException {
    if (message != null) {
      int at = Math.min(offset, text.length());
      String rest = at < text.length() ? "near '" + text.substring(at) + "'" : "at its end";
      throw new ExpressionException(
          0, at, "cannot parse " + what + " '" + text + "' " + rest + ": " + message);
    }
  }
}
