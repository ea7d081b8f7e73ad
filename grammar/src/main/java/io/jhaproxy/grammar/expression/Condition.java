package io.jhaproxy.grammar.expression;

import io.jhaproxy.grammar.expression.antlr.ConditionParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * A condition in disjunctive form: it holds if all terms of one alternative hold (manual 7.2).
 *
 * @param alternatives terms joined by "and", alternatives joined by "or"; none = it never holds
 */
public record Condition(List<List<Term>> alternatives) {
  /** Copies the lists. */
  public Condition {
    alternatives = alternatives.stream().map(List::copyOf).toList();
  }

  /**
   * One ACL of a condition, by name or anonymous.
   *
   * @param negated whether an odd number of exclamation marks stands before it
   * @param name name of the ACL; empty for an anonymous one
   * @param words words of an anonymous ACL (criterion, flags, patterns); empty for a named one
   * @param index index of its first word among the condition's words
   */
  public record Term(boolean negated, String name, List<String> words, int index) {
    /** Copies the list. */
    public Term {
      words = List.copyOf(words);
    }
  }

  /** Parses the words after {@code if} or {@code unless}. */
  public static Condition parse(List<String> words) throws ExpressionException {
    List<CommonToken> tokens = tokens(words);
    ConditionParser parser =
        new ConditionParser(new CommonTokenStream(new ListTokenSource(tokens)));
    // The first error ends it: repairing a token list that has no text behind it is not possible.
    parser.setErrorHandler(new BailErrorStrategy());
    parser.removeErrorListeners();
    ConditionParser.ConditionContext tree;
    try {
      tree = parser.condition();
    } catch (ParseCancellationException e) {
      int at = parser.getCurrentToken().getCharPositionInLine();
      if (e.getCause() instanceof RecognitionException cause && cause.getOffendingToken() != null) {
        at = cause.getOffendingToken().getCharPositionInLine();
      }
      throw error(words, at);
    }
    List<List<Term>> alternatives = new ArrayList<>();
    for (ConditionParser.ConjunctionContext conjunction : tree.conjunction()) {
      if (!conjunction.term().isEmpty()) {
        alternatives.add(conjunction.term().stream().map(Condition::build).toList());
      }
    }
    return new Condition(alternatives);
  }

  private static ExpressionException error(List<String> words, int at) {
    int word = Math.min(at, words.size());
    String near = word < words.size() ? "near '" + words.get(word) + "'" : "at its end";
    String text = String.join(" ", words);
    String why = "expected an ACL name, '!' or '{ criterion ... }'";
    return new ExpressionException(
        word, 0, "cannot parse condition '" + text + "' " + near + ": " + why);
  }

  private static Term build(ConditionParser.TermContext term) {
    boolean negated = term.NOT().size() % 2 == 1;
    int index = term.start.getCharPositionInLine();
    if (term.name != null) {
      return new Term(negated, term.name.getText(), List.of(), index);
    }
    return new Term(negated, "", term.WORD().stream().map(word -> word.getText()).toList(), index);
  }

  /** Words to tokens; the column of a token is the index of its word. */
  private static List<CommonToken> tokens(List<String> words) throws ExpressionException {
    List<CommonToken> tokens = new ArrayList<>();
    boolean anonymous = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (anonymous) {
        anonymous = !word.equals("}");
        add(tokens, anonymous ? ConditionParser.WORD : ConditionParser.CLOSE_BRACE, word, i);
        continue;
      }
      while (word.startsWith("!")) {
        add(tokens, ConditionParser.NOT, "!", i);
        word = word.substring(1);
      }
      anonymous = word.equals("{");
      if (anonymous) {
        add(tokens, ConditionParser.OPEN_BRACE, word, i);
      } else if (word.equals("or") || word.equals("||")) {
        add(tokens, ConditionParser.OR, word, i);
      } else if (!word.isEmpty()) {
        add(tokens, ConditionParser.WORD, word, i);
      }
    }
    if (anonymous) {
      throw new ExpressionException(words.size(), 0, "missing closing '}' in condition");
    }
    add(tokens, Token.EOF, "<EOF>", words.size());
    return tokens;
  }

  private static void add(List<CommonToken> tokens, int type, String text, int index) {
    CommonToken token = new CommonToken(type, text);
    token.setLine(1);
    token.setCharPositionInLine(index);
    tokens.add(token);
  }
}
