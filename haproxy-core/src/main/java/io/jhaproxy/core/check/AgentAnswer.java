package io.jhaproxy.core.check;

import io.jhaproxy.core.backend.Admin;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The line that an agent answers with (manual 5.2, {@code agent-check}): words that set state,
 * weight and slots, then perhaps {@code #} and a text. Of several words of a kind the last counts.
 *
 * @param well what it says of the server's health, or null
 * @param word the word that said it, as written
 * @param admin what it wants for the server, or null
 * @param weight the weight as written, for instance {@code 50%}, or null
 * @param slots the limit as written behind {@code maxconn:}, or null
 * @param unknown the first word that means nothing; empty if there is none
 * @param text what stands behind {@code #}; empty if there is none
 */
record AgentAnswer(
    @Nullable Boolean well,
    String word,
    @Nullable Admin admin,
    @Nullable String weight,
    @Nullable String slots,
    String unknown,
    String text) {
  private static final String SLOTS = "maxconn:";

  static AgentAnswer of(String line) {
    Boolean well = null;
    String word = "";
    Admin admin = null;
    String weight = null;
    String slots = null;
    String unknown = "";
    String rest = line;
    while (true) {
      rest = withoutSeparators(rest);
      if (rest.isEmpty() || rest.startsWith("#")) {
        break;
      }
      int end = 0;
      while (end < rest.length() && !isSeparator(rest.charAt(end))) {
        end++;
      }
      String next = rest.substring(0, end);
      rest = rest.substring(end);
      switch (next.toLowerCase(Locale.ROOT)) {
        case "up" -> {
          well = true;
          word = next;
        }
        case "down", "fail", "stopped" -> {
          well = false;
          word = next;
        }
        case "ready" -> admin = Admin.READY;
        case "drain" -> admin = Admin.DRAIN;
        case "maint" -> admin = Admin.MAINT;
        default -> {
          if (Character.isDigit(next.charAt(0)) && next.indexOf('%') > 0) {
            weight = next;
          } else if (next.toLowerCase(Locale.ROOT).startsWith(SLOTS)) {
            slots = next.substring(SLOTS.length());
          } else if (unknown.isEmpty()) {
            unknown = next;
          }
        }
      }
    }
    String text = rest.isEmpty() ? "" : withoutSeparators(rest.substring(1));
    return new AgentAnswer(well, word, admin, weight, slots, unknown, text);
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '\t' || c == ',';
  }

  private static String withoutSeparators(String text) {
    int start = 0;
    while (start < text.length() && isSeparator(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  /** What stands in brackets behind the word. */
  private String remark(String warning) {
    String remark = !unknown.isEmpty() ? unknown : !warning.isEmpty() ? warning : text;
    return remark.isEmpty() ? "" : " (" + remark + ")";
  }

  /**
   * What statistics say of the answer.
   *
   * @param warning what could not be done; empty if all was
   */
  String info(String warning) {
    if (well != null) {
      return "via agent : " + word + remark(warning);
    }
    if (!unknown.isEmpty()) {
      return "agent reports an error : " + unknown;
    }
    return warning.isEmpty() ? "" : "agent warns : " + warning;
  }
}
