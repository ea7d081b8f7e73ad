package io.jhaproxy.core.check;

import io.jhaproxy.core.check.CheckStep.HeaderMatch;
import io.jhaproxy.core.check.CheckStep.Match;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code tcp-check expect} and {@code http-check expect}. */
final class ExpectParser {
  private static final Set<String> HEADER_MATCHES = Set.of("str", "beg", "end", "sub", "reg");
  private static final Set<String> OK = Set.of("L4OK", "L6OK", "L7OK", "L7OKC");
  private static final Set<String> ERROR = Set.of("L4CON", "L6RSP", "L7RSP", "L7STS");
  private static final Set<String> TIMEOUT = Set.of("L4TOUT", "L6TOUT", "L7TOUT");

  private final Arguments a;
  private final boolean http;
  private final String subject;
  private int index = 1;
  private Match kind = Match.CUSTOM;
  private HeaderMatch header = HeaderMatch.NONE;
  private String pattern = "";
  private boolean negated;
  private boolean found;
  private int minRecv = -1;
  private String comment = "";
  private String okStatus = "";
  private String errorStatus = "";
  private String timeoutStatus = "";
  private String onSuccess = "";
  private String onError = "";
  private String statusCode = "";

  ExpectParser(Arguments a, boolean http) {
    this.a = a;
    this.http = http;
    this.subject = "'" + a.keyword() + " expect' : ";
  }

  CheckStep.Expect parse() throws ConfigException {
    if (a.size() < 2) {
      throw a.error(subject + "expects at least a matching pattern as arguments.");
    }
    while (index < a.size()) {
      if (!option(a.get(index))) {
        match(a.get(index));
      }
    }
    if (!found) {
      throw a.error(subject + "expects at least a matching pattern as arguments.");
    }
    return new CheckStep.Expect(
        a.location(),
        comment,
        kind,
        header,
        pattern,
        negated,
        minRecv,
        okStatus,
        errorStatus,
        timeoutStatus,
        onSuccess,
        onError,
        statusCode);
  }

  private ConfigException error(String text) {
    return a.errorAt(Math.min(index, a.size() - 1), subject + text);
  }

  private String value(String name, String what) throws ConfigException {
    String value = a.get(++index);
    if (value.isEmpty()) {
      throw error("'" + name + "' expects a " + what + " as argument.");
    }
    index++;
    return value;
  }

  private boolean option(String word) throws ConfigException {
    switch (word) {
      case "comment" -> comment = value(word, "string");
      case "min-recv" -> minRecv = minimum(value(word, "integer"));
      case "ok-status" -> okStatus = status(word, OK, "'L4OK', 'L6OK', 'L7OK' or 'L7OKC'");
      case "error-status" ->
          errorStatus = status(word, ERROR, "'L4CON', 'L6RSP', 'L7RSP' or 'L7STS'");
      case "tout-status" -> timeoutStatus = status(word, TIMEOUT, "'L4TOUT', 'L6TOUT' or 'L7TOUT'");
      case "on-success" -> onSuccess = value(word, "log-format string");
      case "on-error" -> onError = value(word, "log-format string");
      case "status-code" -> statusCode = value(word, "sample expression");
      default -> {
        return false;
      }
    }
    return true;
  }

  private int minimum(String word) throws ConfigException {
    try {
      int value = Integer.parseInt(word);
      if (value >= -1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // worded below
    }
    index--;
    throw error("'min-recv' expects -1 or an integer from 0 to INT_MAX (got '" + word + "').");
  }

  private String status(String word, Set<String> known, String wanted) throws ConfigException {
    String status = value(word, "string");
    if (!known.contains(status)) {
      index--;
      throw error("'" + word + "' only supports " + wanted + " status (got '" + status + "')..");
    }
    return status;
  }

  private void match(String first) throws ConfigException {
    String word = first;
    boolean not = false;
    while (word.startsWith("!")) {
      not = !not;
      word = word.substring(1);
      if (word.isEmpty()) {
        word = a.get(++index);
      }
    }
    boolean known = known(word);
    if (found && known) {
      throw error("only on pattern expected.");
    }
    if (!known) {
      throw error(
          (http
                  ? "'only supports min-recv, [!]string', '[!]rstring', '[!]string-lf',"
                      + " '[!]status', '[!]rstatus', [!]hdr, [!]fhdr or comment but got '"
                  : "'only supports min-recv, '[!]binary', '[!]string', '[!]rstring',"
                      + " '[!]string-lf''[!]rbinary', '[!]binary-lf' or comment but got '")
              + word
              + "' as argument..");
    }
    found = true;
    negated = not;
    if (kind == Match.HEADER || kind == Match.FULL_HEADER) {
      header(word);
      return;
    }
    pattern = value(word, "<pattern>");
    check();
  }

  private boolean known(String word) {
    Match match =
        switch (word) {
          case "string" -> Match.STRING;
          case "rstring" -> Match.RSTRING;
          case "string-lf" -> Match.STRING_LF;
          case "binary" -> http ? null : Match.BINARY;
          case "rbinary" -> http ? null : Match.RBINARY;
          case "binary-lf" -> http ? null : Match.BINARY_LF;
          case "status" -> http ? Match.STATUS : null;
          case "rstatus" -> http ? Match.RSTATUS : null;
          case "hdr" -> http ? Match.HEADER : null;
          case "fhdr" -> http ? Match.FULL_HEADER : null;
          default -> null;
        };
    if (match != null && !found) {
      kind = match;
    }
    return match != null;
  }

  private void check() throws ConfigException {
    index--;
    switch (kind) {
      case RSTRING, RBINARY, RSTATUS -> checkRegex();
      case BINARY -> decode();
      case STATUS -> checkStatusList();
      default -> {}
    }
    index++;
  }

  private void checkRegex() throws ConfigException {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw error(
          "regex '"
              + pattern
              + "' is invalid (error="
              + e.getDescription()
              + ", erroffset="
              + e.getIndex()
              + ").");
    }
  }

  private void decode() throws ConfigException {
    try {
      StringBuilder bytes = new StringBuilder();
      for (byte b : HexFormat.of().parseHex(pattern)) {
        bytes.append((char) (b & 0xff));
      }
      pattern = bytes.toString();
    } catch (IllegalArgumentException e) {
      throw error(badHex());
    }
  }

  private String badHex() {
    for (int i = 0; i < pattern.length(); i++) {
      if (Character.digit(pattern.charAt(i), 16) < 0) {
        return "invalid binary string (an hex digit is expected (found '"
            + pattern.charAt(i)
            + "')).";
      }
    }
    return "invalid binary string (an even number of hex digit is expected).";
  }

  private void checkStatusList() throws ConfigException {
    for (String range : pattern.split(",", -1)) {
      if (!range.matches("[0-9]{1,3}(-[0-9]{1,3})?")) {
        throw error("'status' expects a list of codes or code ranges (got '" + pattern + "').");
      }
    }
  }

  /** {@code hdr name [-m M] NAME [value [-m M] VALUE]}; {@code name-lf}, {@code value-lf}. */
  private void header(String word) throws ConfigException {
    index++;
    if (!a.get(index).equals("name") && !a.get(index).equals("name-lf")) {
      throw error(
          "'" + word + "' expects at the name keyword as first argument followed by a pattern.");
    }
    boolean nameFormat = a.get(index).equals("name-lf");
    String nameMatch = headerMatch(word);
    String name = a.get(index++);
    if (name.isEmpty()) {
      throw error(
          "'"
              + word
              + "' expects at the name keyword as first argument followed by a"
              + " pattern.");
    }
    boolean valueFormat = a.get(index).equals("value-lf");
    if (!valueFormat && !a.get(index).equals("value")) {
      header = new HeaderMatch(name, nameMatch, "", "", nameFormat, false);
      return;
    }
    String valueMatch = headerMatch(word);
    String value = a.get(index++);
    header = new HeaderMatch(name, nameMatch, value, valueMatch, nameFormat, valueFormat);
  }

  /** Reads an optional {@code -m METHOD} and leaves the position at the pattern. */
  private String headerMatch(String word) throws ConfigException {
    index++;
    if (!a.get(index).equals("-m")) {
      return "str";
    }
    String method = a.get(++index);
    if (!HEADER_MATCHES.contains(method)) {
      throw error(
          "'"
              + word
              + "' : '-m' only supports 'str', 'beg', 'end', 'sub' or 'reg' (got '"
              + method
              + "').");
    }
    index++;
    return method;
  }
}
