package io.jhaproxy.grammar.expression;

import io.jhaproxy.grammar.expression.SampleExpression.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * Expressions without quotes, backslashes, spaces and nested parentheses, such as {@code
 * req.hdr(host),lower}: most of those in real files. Splitting them is much cheaper than the
 * general grammar; a test holds both to the same result.
 */
final class PlainExpression {
  private PlainExpression() {}

  /** The calls of a plain expression; none if the general grammar has to decide. */
  static List<Call> calls(String text) {
    List<Call> calls = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && isName(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        return List.of();
      }
      String name = text.substring(start, at);
      List<String> arguments = List.of();
      if (at < text.length() && text.charAt(at) == '(') {
        int close = closing(text, at + 1);
        if (close < 0) {
          return List.of();
        }
        arguments = List.of(text.substring(at + 1, close).split(",", -1));
        at = close + 1;
      }
      calls.add(new Call(name, arguments, start));
      if (at < text.length() && (text.charAt(at++) != ',' || at == text.length())) {
        return List.of();
      }
    }
    return calls;
  }

  private static boolean isName(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '.';
  }

  /** Index of the parenthesis that ends plain arguments, or -1. */
  private static int closing(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ')') {
        return i;
      }
      if (!isName(c) && c != ',' && c != '-' && c != '/' && c != ':') {
        return -1;
      }
    }
    return -1;
  }
}
