package io.jhaproxy.grammar.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * A condition in disjunctive form: it holds if all terms of one alternative hold (manual 7.2).
 *
 * @param alternatives terms joined by "and", alternatives joined by "or"; none = it never holds
 */
public record Condition(List<List<Term>> alternatives) {
  /** Copies the lists. */
  public Condition {
    List<List<Term>> copies = new ArrayList<>(alternatives.size());
    for (List<Term> terms : alternatives) {
      copies.add(List.copyOf(terms));
    }
    alternatives = List.copyOf(copies);
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
    List<List<Term>> alternatives = new ArrayList<>();
    List<Term> terms = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at);
      if (word.equals("or") || word.equals("||")) {
        close(alternatives, terms);
        at++;
        continue;
      }
      int start = at;
      boolean negated = false;
      while (word.startsWith("!")) {
        negated = !negated;
        word = word.substring(1);
        if (word.isEmpty() && ++at < words.size()) {
          word = words.get(at);
        }
      }
      if (word.equals("{")) {
        int end = closing(words, at + 1);
        terms.add(new Term(negated, "", words.subList(at + 1, end), start));
        at = end;
      } else if (!word.isEmpty()) {
        terms.add(new Term(negated, word, List.of(), start));
      }
      at++;
    }
    close(alternatives, terms);
    return new Condition(alternatives);
  }

  private static void close(List<List<Term>> alternatives, List<Term> terms) {
    if (!terms.isEmpty()) {
      alternatives.add(List.copyOf(terms));
      terms.clear();
    }
  }

  /** Index of the brace that ends an anonymous ACL. */
  private static int closing(List<String> words, int from) throws ExpressionException {
    for (int i = from; i < words.size(); i++) {
      if (words.get(i).equals("}")) {
        return i;
      }
    }
    throw new ExpressionException(words.size(), 0, "missing closing '}' in condition");
  }
}
