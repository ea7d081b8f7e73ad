package io.jhaproxy.core.sample;

import java.util.regex.Matcher;

/**
 * The replacement part of regsub, replace-header and the like: {@code \0}..{@code \9} stand for
 * groups, {@code \xHH} for a byte, another backslash for the character behind it.
 */
public final class RegexReplacement {
  private final String template;

  /** Keeps the template as written. */
  public RegexReplacement(String template) {
    this.template = template;
  }

  /** Replaces the first or all matches. */
  public String replace(Matcher matcher, boolean global) {
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      StringBuilder text = new StringBuilder();
      expand(matcher, text);
      matcher.appendReplacement(out, Matcher.quoteReplacement(text.toString()));
      if (!global) {
        break;
      }
    }
    return matcher.appendTail(out).toString();
  }

  /** Appends the template with the groups of the current match. */
  public void expand(Matcher match, StringBuilder to) {
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '\\' || i + 1 == template.length()) {
        to.append(c);
        continue;
      }
      c = template.charAt(++i);
      if (c >= '0' && c <= '9') {
        String group = c - '0' <= match.groupCount() ? match.group(c - '0') : null;
        to.append(group == null ? "" : group);
      } else if (c == 'x' && i + 2 < template.length()) {
        to.append((char) Integer.parseInt(template.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        to.append(c);
      }
    }
  }
}
