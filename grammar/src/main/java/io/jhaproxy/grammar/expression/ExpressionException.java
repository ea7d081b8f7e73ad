package io.jhaproxy.grammar.expression;

/** An expression that does not follow its grammar. The owner of the text adds where it stands. */
public final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int word;
  private final int offset;
  private final boolean unfinished;

  /**
   * Creates the error.
   *
   * @param word index of the word in which it was found, from 0
   * @param offset index of the character within that word, from 0
   * @param message what was found and what was expected
   */
  public ExpressionException(int word, int offset, String message) {
    this(word, offset, message, false);
  }

  private ExpressionException(int word, int offset, String message, boolean unfinished) {
    super(message);
    this.word = word;
    this.offset = offset;
    this.unfinished = unfinished;
  }

  /** The expression is right, but something in it is not implemented yet. */
  public static ExpressionException unfinished(int word, int offset, String what) {
    return new ExpressionException(word, offset, what + " is not implemented yet", true);
  }

  /** Whether the expression is right and only not implemented. */
  public boolean isUnfinished() {
    return unfinished;
  }

  /** Index of the word, from 0. */
  public int word() {
    return word;
  }

  /** Index of the character within the word, from 0. */
  public int offset() {
    return offset;
  }
}
