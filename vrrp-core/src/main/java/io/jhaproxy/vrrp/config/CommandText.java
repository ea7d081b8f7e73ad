package io.jhaproxy.vrrp.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands in a configuration: one word or one string in double quotes, then user and group. Inside
 * the string, words are separated by blanks, '...' and \"...\" keep them together, and a backslash
 * starts an escape.
 */
final class CommandText {
  private CommandText() {}

  /** The command of a line: {@code keyword CMD [user [group]]}. */
  static Command read(Line line) {
    String raw = line.arguments();
    String text = command(raw);
    String[] account = raw.substring(end(raw)).strip().split("[ \t]+");
    String user = account[0].isEmpty() ? null : account[0];
    return new Command(nonEmpty(words(text)), user, account.length > 1 ? account[1] : null, text);
  }

  private static List<String> nonEmpty(List<String> words) {
    return words.isEmpty() ? List.of("") : words;
  }

  /** The command alone, without quotes around it. */
  static String command(String raw) {
    String first = raw.substring(0, end(raw));
    boolean quoted = first.length() > 1 && first.startsWith("\"") && first.endsWith("\"");
    return quoted ? first.substring(1, first.length() - 1) : first;
  }

  /** Where the first word or quoted string ends. */
  private static int end(String raw) {
    if (!raw.startsWith("\"")) {
      int i = 0;
      while (i < raw.length() && " \t".indexOf(raw.charAt(i)) < 0) {
        i++;
      }
      return i;
    }
    for (int i = 1; i < raw.length(); i++) {
      if (raw.charAt(i) == '\\') {
        i++;
      } else if (raw.charAt(i) == '"') {
        return i + 1;
      }
    }
    return raw.length();
  }

  /** The words of a command. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && (c == ' ' || c == '\t')) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        char next = text.charAt(i + 1);
        if (next == '"' && quote != '"') {
          quote = '"';
          i++;
        } else if (next == '"') {
          quote = 0;
          i++;
        } else {
          i = escape(text, i + 1, word);
        }
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }

  /** Appends what an escape stands for; returns the index of its last character. */
  private static int escape(String text, int at, StringBuilder out) {
    char c = text.charAt(at);
    @Nullable Character plain =
        switch (c) {
          case 'n' -> '\n';
          case 't' -> '\t';
          case 'r' -> '\r';
          case 'a' -> '\u0007';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'v' -> '\u000b';
          case 'e', 'E' -> '\u001b';
          default -> null;
        };
    if (plain != null) {
      out.append(plain.charValue());
      return at;
    }
    int radix = c == 'x' ? 16 : 8;
    int from = c == 'x' ? at + 1 : at;
    int to = from;
    while (to < text.length()
        && to - from < (radix == 16 ? 2 : 3)
        && Character.digit(text.charAt(to), radix) >= 0) {
      to++;
    }
    if (to == from) {
      out.append(c);
      return at;
    }
    out.append((char) (Integer.parseInt(text.substring(from, to), radix) & 0xff));
    return to - 1;
  }
}
