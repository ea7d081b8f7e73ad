package io.jhaproxy.core.dialect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that was written for whole lines of an HTTP head, taken apart.
 *
 * @param field the header field that it names literally, or null
 * @param value what it asks of the field's value, from its beginning on
 * @param method the method that it names literally in the request line, or null
 * @param uri what it asks of the request line behind the method, or null if it is not about it
 * @param group whether the method is its first group
 */
record HeadPattern(
    @Nullable String field,
    String value,
    @Nullable String method,
    @Nullable String uri,
    boolean group) {
  private static final Pattern FIELD =
      Pattern.compile("\\^([A-Za-z][A-Za-z0-9_-]*):(?:\\\\s[*+]?|\\[ \\\\t\\][*+]?| [*+]?)?(.*)");
  private static final Pattern ANY_METHOD = Pattern.compile("\\^(\\([^()]*\\)) (.*)");
  private static final Pattern METHOD = Pattern.compile("\\^([A-Z]+) (.*)");
  private static final Pattern VERSION = Pattern.compile(" HTTP/.*$");

  static HeadPattern of(String expression) {
    Matcher field = FIELD.matcher(expression);
    if (field.matches()) {
      return new HeadPattern(field.group(1), field.group(2), null, null, false);
    }
    Matcher any = ANY_METHOD.matcher(expression);
    if (any.matches()) {
      return new HeadPattern(null, "", null, withoutVersion(any.group(2)), true);
    }
    Matcher method = METHOD.matcher(expression);
    if (method.matches()) {
      return new HeadPattern(null, "", method.group(1), withoutVersion(method.group(2)), false);
    }
    return new HeadPattern(null, "", null, null, false);
  }

  private static String withoutVersion(String expression) {
    return VERSION.matcher(expression).replaceFirst("\\$");
  }

  /** The new URI of a replaced request line, or null if its method changes. */
  @Nullable String newUri(String replacement) {
    String prefix = group ? "\\1 " : method + " ";
    if (!replacement.startsWith(prefix)) {
      return null;
    }
    String rest = VERSION.matcher(replacement.substring(prefix.length())).replaceFirst("");
    if (!group) {
      return rest;
    }
    StringBuilder moved = new StringBuilder();
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      moved.append(c);
      if (c == '\\' && i + 1 < rest.length()) {
        char digit = rest.charAt(++i);
        moved.append(digit >= '2' && digit <= '9' ? (char) (digit - 1) : digit);
      }
    }
    return moved.toString();
  }
}
