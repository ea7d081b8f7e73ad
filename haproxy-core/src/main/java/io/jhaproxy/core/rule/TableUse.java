package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.sample.SampleType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a line uses a stick table.
 *
 * @param keyword the fetch, converter or action
 * @param argument place of the argument, from 1; 0 for an action
 * @param converter whether it is a converter
 * @param fetch the fetch in front of a converter
 * @param place the expression's place, such as {@code http-request expression}; empty in ACLs; for
 *     an action {@code content} if the key needs it
 * @param key type of the key of an action, or null
 */
public record TableUse(
    String keyword,
    int argument,
    boolean converter,
    String fetch,
    String place,
    @Nullable SampleType key) {

  TableUse(String keyword, int argument, boolean converter) {
    this(keyword, argument, converter, "", "", null);
  }

  static TableUse tracking(String action, @Nullable SampleType key, boolean needsContent) {
    return new TableUse(action, 0, false, "", needsContent ? "content" : "", key);
  }

  /** Whether the key of a rule that tracks is looked for in the client's first bytes. */
  public boolean needsContent() {
    return argument == 0 && place.equals("content");
  }

  /** Whether the line's expression counts as one of an ACL in messages. */
  static boolean standsAlone(Arguments line) {
    return line.texts(0).stream()
        .limit(2)
        .anyMatch(word -> word.startsWith("track-sc") || word.startsWith("sc-set-gpt"));
  }

  /** The same with what the line tells. */
  TableUse in(Arguments line, boolean acl) {
    String place =
        switch (line.keyword()) {
          case "http-request" ->
              line.get(0).equals("redirect") ? "redirect format string" : "http-request expression";
          case "http-response" -> "http-response response";
          case "tcp-request" ->
              line.get(1).equals("capture")
                  ? "capture rule"
                  : "tcp-request " + line.get(0) + " expression";
          default -> "";
        };
    return new TableUse(
        keyword, argument, converter, converter ? fetchOf(line) : "", acl ? "" : place, null);
  }

  /** The fetch that begins the expression in which the converter stands. */
  private String fetchOf(Arguments line) {
    List<String> words = line.texts(0);
    for (String word : words) {
      int at = word.indexOf("," + keyword);
      if (at >= 0) {
        int begin = Math.max(word.lastIndexOf("%[", at) + 2, 0);
        String expression = word.substring(word.lastIndexOf("%[", at) < 0 ? 0 : begin, at);
        return expression.replaceFirst("[,(].*$", "");
      }
    }
    return "";
  }

  /** HAProxy's complaint where there is no such table. */
  String complaint(String table, boolean acl, String proxyName) {
    if (argument == 0) {
      return "unable to find table '" + table + "' referenced by " + keyword + ".";
    }
    String kind = acl ? "ACL keyword '" : "sample fetch keyword '";
    return "unable to find table '"
        + table
        + "' referenced in arg "
        + argument
        + " of "
        + (converter
            ? "conversion keyword '" + keyword + "' for " + kind + fetch + "'"
            : kind + keyword + "'")
        + (place.isEmpty() ? "" : " in " + place)
        + " in proxy '"
        + proxyName
        + "'.";
  }
}
