package io.jhaproxy.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

  /** First words of commands that change something. */
  private static final Set<String> CHANGES =
      Set.of(
          "abort",
          "add",
          "clear",
          "commit",
          "debug",
          "del",
          "disable",
          "enable",
          "new",
          "prepare",
          "reload",
          "save",
          "set",
          "shutdown",
          "trace");

  /** Those that change nothing but the client's own connection. */
  private static final Set<String> OWN = Set.of("set severity-output", "set timeout");

  /** The command with a secret, and which of its words that is. */
  private static final String SECRET = "set dynamic-cookie-key backend";

  private static final int SECRET_AT = 4;

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

  /** Whether it changes the process, for all who use it, and not only its own client. */
  boolean isChange() {
    return CHANGES.contains(words.get(0)) && !OWN.contains(name());
  }

  /** A line as the log tells it: without secrets. */
  String told(List<String> line) {
    List<String> told = new ArrayList<>(line);
    if (name().equals(SECRET) && told.size() > SECRET_AT) {
      told.set(SECRET_AT, "***");
    }
    return String.join(" ", told);
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
