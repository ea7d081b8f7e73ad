package io.jhaproxy.grammar.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The conditions of {@code .if} and of {@code -cc} (configuration manual 2.4): integers,
 * predicates, {@code !}, parentheses, {@code &&} and {@code ||}. Terms are evaluated while they are
 * read.
 */
public final class BuildCondition {
  /** What {@code enabled()} knows, which came with 2.7: parts of the engine that are in use. */
  private static final Set<String> ENABLED = Set.of("EPOLL", "GETADDRINFO", "REUSEPORT", "SPLICE");

  private final String text;
  private final Environment environment;
  private int position;

  private BuildCondition(String text, Environment environment) {
    this.text = text;
    this.environment = environment;
  }

  /** A condition that cannot be understood. */
  public static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int offset;

    SyntaxException(String message, int offset) {
      super(message);
      this.offset = offset;
    }

    /** Where in the condition, from 0. */
    public int offset() {
      return offset;
    }
  }

  /**
   * Evaluates a condition; the empty one is false.
   *
   * @throws SyntaxException with HAProxy's wording
   */
  public static boolean evaluate(String text, Environment environment) throws SyntaxException {
    if (text.isBlank()) {
      return false;
    }
    BuildCondition condition = new BuildCondition(text, environment);
    boolean value = condition.or();
    condition.skipSpaces();
    if (condition.position < text.length()) {
      throw new SyntaxException(
          "unexpected character '"
              + text.charAt(condition.position)
              + "' at the end of conditional expression '"
              + text
              + "'",
          condition.position);
    }
    return value;
  }

  private boolean or() throws SyntaxException {
    boolean value = and();
    while (accept("||")) {
      value |= and();
    }
    return value;
  }

  private boolean and() throws SyntaxException {
    boolean value = term();
    while (accept("&&")) {
      value &= term();
    }
    return value;
  }

  private boolean term() throws SyntaxException {
    skipSpaces();
    int start = position;
    if (accept("!")) {
      return !term();
    }
    if (accept("(")) {
      boolean value = or();
      if (!accept(")")) {
        throw new SyntaxException(
            "expected ')' after conditional expression '" + text.substring(start) + "'", position);
      }
      return value;
    }
    int end = position;
    if (end < text.length() && (text.charAt(end) == '-' || text.charAt(end) == '+')) {
      end++;
    }
    int digits = end;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    if (end > digits) {
      position = end;
      return !text.substring(digits, end).matches("0+");
    }
    return predicate();
  }

  private boolean predicate() throws SyntaxException {
    int start = position;
    int end = start;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    String name = text.substring(start, end);
    int wanted = wantedArguments(name);
    if (wanted == 0 || end >= text.length() || text.charAt(end) != '(') {
      throw new SyntaxException(
          "unparsable conditional expression '" + text.substring(start) + "'", start);
    }
    position = end + 1;
    List<String> arguments = arguments(name, wanted);
    String first = arguments.get(0);
    return switch (name) {
      case "defined" -> environment.get(first) != null;
      case "feature" -> environment.hasFeature(first);
      case "streq" -> first.equals(arguments.get(1));
      case "strneq" -> !first.equals(arguments.get(1));
      case "strstr" -> first.contains(arguments.get(1));
      case "enabled" -> ENABLED.contains(first);
      case "openssl_version_atleast" ->
          Version.compare(environment.tlsVersion(), first) >= 0 && environment.hasTls();
      case "openssl_version_before" ->
          Version.compare(environment.tlsVersion(), first) < 0 && environment.hasTls();
      case "ssllib_name_startswith" -> environment.tlsLibrary().startsWith(first);
      case "version_atleast" -> Version.compare(environment.version(), first) >= 0;
      default -> Version.compare(environment.version(), first) < 0;
    };
  }

  private static int wantedArguments(String name) {
    return switch (name) {
      case "defined",
          "feature",
          "version_atleast",
          "version_before",
          "enabled",
          "openssl_version_atleast",
          "openssl_version_before",
          "ssllib_name_startswith" ->
          1;
      case "streq", "strneq", "strstr" -> 2;
      default -> 0;
    };
  }

  /** Reads {@code a,b)}: quotes and backslashes protect, as in the words of a line. */
  private List<String> arguments(String name, int wanted) throws SyntaxException {
    List<String> arguments = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    boolean any = false;
    char quote = 0;
    boolean closed = false;
    while (position < text.length() && !closed) {
      char c = text.charAt(position++);
      if (c == '\\' && quote != '\'' && position < text.length()) {
        current.append(text.charAt(position++));
      } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote != 0 ? 0 : c;
        any = true;
      } else if (quote == 0 && c == ',' && arguments.size() < wanted - 1) {
        arguments.add(current.toString());
        current.setLength(0);
        any = true;
      } else if (quote == 0 && c == ')') {
        closed = true;
      } else {
        current.append(c);
      }
    }
    if (any || current.length() > 0) {
      arguments.add(current.toString());
    }
    String where = " in argument 1 of predicate '" + name + "' used in conditional expression";
    if (arguments.size() < wanted && !(wanted == 1 && closed)) {
      throw new SyntaxException(
          "missing arguments (got "
              + arguments.size()
              + "/"
              + wanted
              + "), type 'string' expected"
              + where,
          position);
    }
    if (!closed) {
      throw new SyntaxException("expected ')'" + where, position);
    }
    if (arguments.isEmpty()) {
      arguments.add("");
    }
    return arguments;
  }

  private boolean accept(String symbol) {
    skipSpaces();
    if (text.startsWith(symbol, position)) {
      position += symbol.length();
      return true;
    }
    return false;
  }

  private void skipSpaces() {
    while (position < text.length() && " \t".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }
}
