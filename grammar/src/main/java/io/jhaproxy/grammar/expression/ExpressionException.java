package io.jhaproxy.grammar.expression;

/** An expression that does not follow its grammar. The owner of the text adds where it stands. */
public final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The part of a rule in which the error is. */
  public enum Part {
    /** Not known. */
    EXPRESSION,
    /** The action's name. */
    ACTION,
    /** The action's arguments. */
    ARGUMENTS,
    /** What stands between the arguments and the condition. */
    REST,
    /** The condition. */
    CONDITION
  }

  private final int word;
  private final int offset;
  private final boolean unfinished;
  private final Part part;
  private final boolean complete;

  /**
   * Creates the error.
   *
   * @param word index of the word in which it was found, from 0
   * @param offset index of the character within that word, from 0
   * @param message what was found and what was expected
   */
  public ExpressionException(int word, int offset, String message) {
    this(word, offset, message, false, Part.EXPRESSION, false);
  }

  private ExpressionException(
      int word, int offset, String message, boolean unfinished, Part part, boolean complete) {
    super(message);
    this.complete = complete;
    this.part = part;
    this.word = word;
    this.offset = offset;
    this.unfinished = unfinished;
  }

  /** The expression is right, but something in it is not implemented yet. */
  public static ExpressionException unfinished(int word, int offset, String what) {
    return new ExpressionException(
        word, offset, what + " is not implemented yet", true, Part.EXPRESSION, false);
  }

  /** A name that nothing has; the message says by itself where it stands. */
  public static ExpressionException unresolved(int offset, String message) {
    return new ExpressionException(0, offset, message, false, Part.EXPRESSION, true);
  }

  /** Whether the message needs no words about the rule in front of it. */
  public boolean isComplete() {
    return complete;
  }

  /** The same error with some more words in front. */
  public ExpressionException behind(String words) {
    return unfinished || complete
        ? this
        : new ExpressionException(word, offset, words + getMessage(), false, part, false);
  }

  /** The same error with the part of the rule; one that is known already stays. */
  public ExpressionException in(Part where) {
    if (part != Part.EXPRESSION) {
      return this;
    }
    ExpressionException copy =
        new ExpressionException(
            word, offset, String.valueOf(getMessage()), unfinished, where, complete);
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** The part of the rule in which it is. */
  public Part part() {
    return part;
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
