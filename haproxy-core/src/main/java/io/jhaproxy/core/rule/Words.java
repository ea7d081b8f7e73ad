package io.jhaproxy.core.rule;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.source.Location;
import java.util.List;

/** The words of a rule, read from left to right. */
final class Words {
  private final List<String> words;
  private final Location location;
  private int at;

  Words(List<String> words, Location location) {
    this.words = words;
    this.location = location;
  }

  /** The line that the words are on. */
  Location location() {
    return location;
  }

  /** True if no word is left or the condition begins. */
  boolean atCondition() {
    return conditionAt(0);
  }

  /** Whether no word is left behind so many, or the condition begins there. */
  boolean conditionAt(int ahead) {
    int index = at + ahead;
    return index >= words.size()
        || words.get(index).equals("if")
        || words.get(index).equals("unless");
  }

  /** The next word, which must exist. */
  String next(String what) throws ExpressionException {
    if (at >= words.size()) {
      throw new ExpressionException(at, 0, "expects " + what + " here, found the end of the line");
    }
    return words.get(at++);
  }

  /** True if no word is left. */
  boolean atEnd() {
    return at >= words.size();
  }

  /** Complains if fewer words are left than an action needs. */
  void require(int count, String complaint) throws ExpressionException {
    if (words.size() - at < count) {
      throw new ExpressionException(at, 0, complaint);
    }
  }

  /** The words of a sample expression whose converters may be words of their own. */
  String expression() throws ExpressionException {
    StringBuilder text = new StringBuilder(next("a sample expression"));
    while (peek().startsWith(",")) {
      text.append(next("a converter"));
    }
    return text.toString();
  }

  /** The next word without taking it; empty at the end. */
  String peek() {
    return at < words.size() ? words.get(at) : "";
  }

  /** Takes the next word if it is this one. */
  boolean take(String word) {
    boolean taken = peek().equals(word);
    if (taken) {
      at++;
    }
    return taken;
  }

  /** The next word as a number in a range. */
  int number(String what, int low, int high) throws ExpressionException {
    String word = next(what);
    try {
      int value = Integer.parseInt(word);
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new ExpressionException(at - 1, 0, "'" + word + "' is not " + what);
    }
    throw new ExpressionException(
        at - 1, 0, "'" + word + "' is not " + what + " (" + low + " to " + high + ")");
  }

  /** What is left. */
  List<String> rest() {
    return words.subList(at, words.size());
  }

  /** Error about the next word. */
  ExpressionException unexpected(String expected) {
    String found = at < words.size() ? "'" + words.get(at) + "'" : "the end of the line";
    return new ExpressionException(at, 0, "expected " + expected + ", found " + found);
  }
}
