package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions in the syntax of PCRE, as HAProxy takes them, brought into that of {@code
 * java.util.regex}. Bytes are matched as characters of the same number. What Java cannot do
 * (recursion, conditions, branch reset, verbs, {@code \K}, {@code \C}) is refused as not
 * implemented.
 */
public final class PcrePattern {
  private final String regex;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private PcrePattern(String regex) {
    this.regex = regex;
  }

  /** Compiles an expression; the message of the exception has HAProxy's form. */
  public static Pattern compile(String regex, boolean ignoreCase) throws ExpressionException {
    String translated = new PcrePattern(regex).translate();
    try {
      return Pattern.compile(
          translated, Pattern.UNIX_LINES | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
    } catch (PatternSyntaxException e) {
      int offset = Math.min(Math.max(e.getIndex(), 0), regex.length());
      String why = e.getDescription();
      if (why.startsWith("Unclosed group")) {
        throw wrong(regex, "missing closing parenthesis", regex.length());
      }
      if (why.startsWith("Dangling meta character")) {
        throw wrong(regex, "quantifier does not follow a repeatable item", offset + 1);
      }
      if (why.startsWith("Unmatched closing")) {
        throw wrong(
            regex, "unmatched closing parenthesis", Math.min(offset + 1, regex.indexOf(')')));
      }
      throw wrong(regex, why.toLowerCase(java.util.Locale.ROOT), offset);
    }
  }

  private static ExpressionException wrong(String regex, String error, int offset) {
    return new ExpressionException(
        0, 0, "regex '" + regex + "' is invalid (error=" + error + ", erroffset=" + offset + ")");
  }

  private ExpressionException unsupported(String what) {
    return ExpressionException.unfinished(0, 0, what + " in regex '" + regex + "'");
  }

  private String translate() throws ExpressionException {
    while (at < regex.length()) {
      char c = regex.charAt(at++);
      switch (c) {
        case '\\' -> escape();
        case '[' -> set();
        case '(' -> group();
        case '{' -> brace();
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private boolean sees(String text) {
    return regex.startsWith(text, at);
  }

  /** A brace that begins no quantifier stands for itself. */
  private void brace() {
    int end = regex.indexOf('}', at);
    boolean quantifier = end > 0 && regex.substring(at, end).matches("\\d+(,\\d*)?");
    out.append(quantifier ? "{" : "\\{");
  }

  private void group() throws ExpressionException {
    out.append('(');
    if (sees("*")) {
      throw unsupported("a verb (*...)");
    }
    if (!sees("?")) {
      return;
    }
    if (sees("?#")) {
      out.setLength(out.length() - 1);
      int end = regex.indexOf(')', at);
      at = end < 0 ? regex.length() : end + 1;
      return;
    }
    for (String start : new String[] {"?R", "?|", "?(", "?&", "?P>", "?C", "?+", "?-1", "?^"}) {
      if (sees(start)) {
        throw unsupported("a group (" + start + "...)");
      }
    }
    if (at + 1 < regex.length() && Character.isDigit(regex.charAt(at + 1))) {
      throw unsupported("recursion (?n)");
    }
    if (sees("?P=")) {
      int end = regex.indexOf(')', at);
      String name = end < 0 ? "" : regex.substring(at + 3, end);
      out.setLength(out.length() - 1);
      out.append("\\k<").append(plain(name)).append('>');
      at = end < 0 ? regex.length() : end + 1;
      return;
    }
    if (sees("?P<") || sees("?'") || (sees("?<") && !sees("?<=") && !sees("?<!"))) {
      int from = at + (sees("?P<") ? 3 : 2);
      int end = regex.indexOf(sees("?'") ? '\'' : '>', from);
      if (end > 0) {
        out.append("?<").append(plain(regex.substring(from, end))).append('>');
        at = end + 1;
      }
      return;
    }
    int end = at + 1;
    while (end < regex.length() && "imsxUJ-".indexOf(regex.charAt(end)) >= 0) {
      if ("UJ".indexOf(regex.charAt(end)) >= 0) {
        throw unsupported("the option " + regex.charAt(end));
      }
      end++;
    }
  }

  /** Names of groups in Java have letters and digits only. */
  private static String plain(String name) {
    return name.replace("_", "u95");
  }

  private void escape() throws ExpressionException {
    if (at >= regex.length()) {
      throw wrong(regex, "\\ at end of pattern", regex.length());
    }
    char c = regex.charAt(at++);
    switch (c) {
      case 'K', 'C', 'o' -> throw unsupported("\\" + c);
      case 'N' -> out.append("[^\\n]");
      case 'x' -> hexadecimal();
      case 'g' -> reference();
      case 'k' -> namedReference();
      case 'Q' -> quoted();
      case 'E' -> {}
      default -> {
        boolean known = "aAbBcdDefGhHnpPrRsStvVwWXzZ0123456789".indexOf(c) >= 0;
        out.append(known || !Character.isLetter(c) ? "\\" : "").append(c);
      }
    }
  }

  /** One or two digits, or any number in braces. */
  private void hexadecimal() {
    int end = at;
    if (sees("{")) {
      end = regex.indexOf('}', at) + 1;
      out.append("\\x").append(regex, at, Math.max(at, end));
      at = Math.max(at, end);
      return;
    }
    while (end < regex.length() && end < at + 2 && Character.digit(regex.charAt(end), 16) >= 0) {
      end++;
    }
    String digits = "00" + regex.substring(at, end);
    out.append("\\x").append(digits.substring(digits.length() - 2));
    at = end;
  }

  private void reference() throws ExpressionException {
    boolean braces = sees("{");
    int from = braces ? at + 1 : at;
    int end = from;
    while (end < regex.length() && (Character.isDigit(regex.charAt(end)))) {
      end++;
    }
    if (end == from || (braces && (end >= regex.length() || regex.charAt(end) != '}'))) {
      throw unsupported("\\g");
    }
    out.append("(?:\\").append(regex, from, end).append(')');
    at = braces ? end + 1 : end;
  }

  private void namedReference() throws ExpressionException {
    int close = at < regex.length() ? "<{'".indexOf(regex.charAt(at)) : -1;
    int end = close < 0 ? -1 : regex.indexOf(">}'".charAt(close), at + 1);
    if (end < 0) {
      throw unsupported("\\k");
    }
    out.append("\\k<").append(plain(regex.substring(at + 1, end))).append('>');
    at = end + 1;
  }

  private void quoted() {
    int end = regex.indexOf("\\E", at);
    String text = regex.substring(at, end < 0 ? regex.length() : end);
    out.append(Pattern.quote(text));
    at = end < 0 ? regex.length() : end + 2;
  }

  /** A set: in Java brackets and && inside of it would be unions and intersections. */
  private void set() throws ExpressionException {
    out.append('[');
    if (sees("^")) {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (at < regex.length()) {
      char c = regex.charAt(at++);
      if (c == ']' && !first) {
        out.append(']');
        return;
      }
      first = false;
      if (c == '[' && sees(":") && regex.indexOf(":]", at + 1) > 0) {
        posix();
      } else if (c == '[' || c == ']' || c == '&' || c == '^') {
        out.append('\\').append(c);
      } else if (c == '\\') {
        setEscape();
      } else {
        out.append(c);
      }
    }
    throw wrong(regex, "missing terminating ] for character class", regex.length());
  }

  private void setEscape() throws ExpressionException {
    if (sees("b")) {
      at++;
      out.append("\\x08");
    } else if (sees("N") || sees("R") || sees("X") || sees("B")) {
      throw wrong(regex, "escape sequence is invalid in character class", at + 1);
    } else {
      escape();
    }
  }

  private void posix() throws ExpressionException {
    int end = regex.indexOf(":]", at + 1);
    String name = regex.substring(at + 1, end);
    boolean negated = name.startsWith("^");
    String property =
        switch (negated ? name.substring(1) : name) {
          case "alpha" -> "Alpha";
          case "digit" -> "Digit";
          case "alnum" -> "Alnum";
          case "upper" -> "Upper";
          case "lower" -> "Lower";
          case "punct" -> "Punct";
          case "graph" -> "Graph";
          case "print" -> "Print";
          case "blank" -> "Blank";
          case "cntrl" -> "Cntrl";
          case "xdigit" -> "XDigit";
          case "space" -> "Space";
          case "ascii" -> "ASCII";
          case "word" -> "";
          default -> throw wrong(regex, "unknown POSIX class name", at);
        };
    if (property.isEmpty()) {
      out.append(negated ? "\\W" : "\\w");
    } else {
      out.append(negated ? "\\P{" : "\\p{").append(property).append('}');
    }
    at = end + 2;
  }
}
