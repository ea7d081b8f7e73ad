package io.jhaproxy.cli.jhaproxy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's options, read by hand: it takes the first letters of a word and ignores what is glued
 * to them ({@code -dMfail}, {@code -dbx}), which no option library can express, and loading one
 * would cost more than a tenth of the start-up time.
 */
final class CommandLine {
  /** What to do. */
  enum Action {
    RUN,
    CHECK,
    CONDITION,
    VERSION,
    DETAILS,
    USAGE
  }

  /** How findings are told. */
  enum Format {
    TEXT,
    JSON,
    SARIF
  }

  Action action = Action.RUN;
  final List<String> files = new ArrayList<>();
  final List<Integer> oldPids = new ArrayList<>();

  /** USR1 for {@code -sf}, TERM for {@code -st}. */
  String oldPidsSignal = "USR1";

  boolean daemon;
  boolean foreground;
  boolean debug;
  boolean quiet;
  boolean verbose;
  boolean masterWorker;
  boolean strict;
  boolean noSplice;
  boolean notifySystemd;

  /** Whether to start without what is not implemented yet; our own option. */
  boolean lenient;

  /** How {@code -c} tells what it found; our own option. */
  Format format = Format.TEXT;

  /** Whether {@code -c} prints the first file in the language of 2.6; our own option. */
  boolean modernize;

  /** The stats socket of the process that {@code -c} compares with; our own option. */
  @Nullable String runningSocket;

  /** The classes of keywords that {@code -dK} is to list, separated by commas; empty = none. */
  String keywordClasses = "";

  /** Whether {@code -dC} is to print what the files say in effect. */
  boolean effective;

  int maxconn;
  int proxyMaxconn;
  int megabytes;
  @Nullable String directory;
  @Nullable String pidFile;
  @Nullable String peerName;
  @Nullable String condition;
  @Nullable String transferSocket;
  @Nullable String masterSocket;

  private final String[] words;
  private int position;

  private CommandLine(String[] words) {
    this.words = words;
  }

  /** Reads the words; the action is USAGE if they make no sense. */
  static CommandLine parse(String... words) {
    CommandLine line = new CommandLine(words);
    line.read();
    return line;
  }

  private void read() {
    while (position < words.length && action != Action.USAGE) {
      String word = words[position++];
      if (word.equals("--")) {
        files.addAll(List.of(words).subList(position, words.length));
        position = words.length;
      } else if (word.equals("--lenient")) {
        lenient = true;
      } else if (word.startsWith("--format=")) {
        format(word.substring("--format=".length()));
      } else if (word.equals("--against-running") && position < words.length) {
        runningSocket = words[position++];
      } else if (word.equals("--modernize") && position < words.length) {
        modernize = true;
        files.add(words[position++]);
      } else if (word.length() < 2 || word.charAt(0) != '-') {
        action = Action.USAGE;
      } else if (!flag(word.substring(1)) && !valued(word.substring(1))) {
        action = Action.USAGE;
      }
      if (action == Action.VERSION || action == Action.DETAILS) {
        return;
      }
    }
    if ((modernize || runningSocket != null || format != Format.TEXT) && action != Action.CHECK) {
      action = Action.USAGE;
    }
    if (action != Action.USAGE && action != Action.CONDITION && files.isEmpty()) {
      action = Action.USAGE;
    }
  }

  private void format(String name) {
    switch (name) {
      case "text" -> format = Format.TEXT;
      case "json" -> format = Format.JSON;
      case "sarif" -> format = Format.SARIF;
      default -> action = Action.USAGE;
    }
  }

  /** Options without a value. */
  private boolean flag(String letters) {
    switch (letters.charAt(0)) {
      case 'v' -> action = letters.startsWith("vv") ? Action.DETAILS : Action.VERSION;
      case 'c' -> {
        if (letters.startsWith("cc")) {
          return false;
        }
        action = Action.CHECK;
      }
      case 'd' -> debugFlag(letters);
      case 'D' -> daemon = true;
      case 'W' -> {
        masterWorker = true;
        notifySystemd |= letters.startsWith("Ws");
      }
      case 'q' -> quiet = true;
      case 'V' -> verbose = true;
      case 's' -> {
        return letters.length() > 1 && oldProcesses(letters.charAt(1));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** {@code -d} with a second letter; those without a counterpart here have no effect. */
  private void debugFlag(String letters) {
    switch (letters.length() > 1 ? letters.charAt(1) : ' ') {
      case 'b' -> foreground = true;
      case 'W' -> strict = true;
      case 'S' -> noSplice = true;
      case 'C' -> effective = true;
      case 'K' -> keywordClasses = letters.length() > 2 ? letters.substring(2) : "";
      case 'e', 'p', 'G', 'R', 'L', 'M', 'r', 'V', 'D' -> {}
      default -> debug = true;
    }
  }

  /** {@code -sf} and {@code -st} take all numbers that follow. */
  private boolean oldProcesses(char kind) {
    if (kind != 'f' && kind != 't') {
      return false;
    }
    oldPidsSignal = kind == 'f' ? "USR1" : "TERM";
    while (position < words.length && words[position].matches("[0-9]{1,9}")) {
      oldPids.add(Integer.valueOf(words[position++]));
    }
    return true;
  }

  /** Options with a value. */
  private boolean valued(String letters) {
    if (position >= words.length) {
      return false;
    }
    String value = words[position++];
    switch (letters.charAt(0)) {
      case 'f' -> files.add(value);
      case 'c' -> {
        condition = value;
        action = Action.CONDITION;
      }
      case 'C' -> directory = value;
      case 'p' -> pidFile = value;
      case 'L' -> peerName = value;
      case 'n' -> maxconn = number(value);
      case 'N' -> proxyMaxconn = number(value);
      case 'm' -> megabytes = number(value);
      case 'x' -> transferSocket = value;
      case 'S' -> masterSocket = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The leading digits, as C's atol reads them. */
  private static int number(String text) {
    int end = 0;
    while (end < text.length() && end < 9 && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end == 0 ? 0 : Integer.parseInt(text, 0, end, 10);
  }

  /** Whether the options forbid the background. */
  boolean staysInForeground() {
    return foreground || debug;
  }
}
