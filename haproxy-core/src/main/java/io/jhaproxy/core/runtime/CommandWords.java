package io.jhaproxy.core.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits an input line into commands and words: a semicolon ends a command, blanks end a word, a
 * backslash takes the next character as it is.
 */
final class CommandWords {
  private CommandWords() {}

  /** The commands of a line, each as its words; an empty command has none. */
  static List<List<String>> commands(String line) {
    List<List<String>> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i <= line.length(); i++) {
      char c = i == line.length() ? ';' : line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        word.append(escaped(line.charAt(i)));
        inWord = true;
      } else if (c == ';' || c == ' ' || c == '\t') {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
        if (c == ';') {
          commands.add(words);
          words = new ArrayList<>();
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    return commands;
  }

  /**
   * What stands for a backslash and a character: only blanks, semicolons and backslashes lose it.
   */
  private static String escaped(char c) {
    return c == ' ' || c == ';' || c == '\\' || c == '\t' ? String.valueOf(c) : "\\" + c;
  }
}
