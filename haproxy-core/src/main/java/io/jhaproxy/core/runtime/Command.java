package io.jhaproxy.core.runtime;

import java.util.List;

/**
 * One command.
 *
 * @param words what it begins with
 * @param usage its left column in {@code help}; empty for commands that are not listed
 * @param summary what it does, in a few words
 * @param level the least level that may use it
 * @param mode whether it has to be unlocked first
 * @param action what it does
 */
record Command(
    List<String> words, String usage, String summary, Level level, Mode mode, Action action) {

  /** What has to be switched on before a command is taken. */
  enum Mode {
    /** Nothing. */
    PLAIN,
    /** {@code expert-mode on}. */
    EXPERT,
    /** {@code experimental-mode on}. */
    EXPERIMENTAL
  }

  /** What a command does; it writes its answer to the call. */
  interface Action {
    /** Answers, or throws what the client is told. */
    void run(Call call) throws RefusedException;
  }

  /** A command for everybody. */
  static Command user(String words, String usage, String summary, Action action) {
    return plain(Level.USER, words, usage, summary, action);
  }

  /** A command for operators and administrators. */
  static Command operator(String words, String usage, String summary, Action action) {
    return plain(Level.OPERATOR, words, usage, summary, action);
  }

  /** A command for administrators. */
  static Command admin(String words, String usage, String summary, Action action) {
    return plain(Level.ADMIN, words, usage, summary, action);
  }

  private static Command plain(
      Level level, String words, String usage, String summary, Action action) {
    return new Command(List.of(words.split(" ")), usage, summary, level, Mode.PLAIN, action);
  }

  /** The same, to be unlocked by a mode. */
  Command in(Mode other) {
    return new Command(words, usage, summary, level, other, action);
  }

  /** The words as one text. */
  String name() {
    return String.join(" ", words);
  }

  /** Its line in {@code help}. */
  String helpLine() {
    return "  " + usage + " ".repeat(Math.max(0, 40 - usage.length())) + ": " + summary + "\n";
  }

  /** Whether these are the first words of a line. */
  boolean begins(List<String> line) {
    return line.size() >= words.size() && line.subList(0, words.size()).equals(words);
  }
}
