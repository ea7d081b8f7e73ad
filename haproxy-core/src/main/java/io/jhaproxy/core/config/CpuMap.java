package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;

/** Checks {@code cpu-map} lines (manual 3.1). */
final class CpuMap {
  private static final String USAGE =
      "cpu-map expects a process number  ('all', 'odd', 'even', a number from 1 to 64 or a range), "
          + " followed by a list of CPU ranges with numbers from 0 to 63.";
  private static final int MOST = 64;

  private CpuMap() {}

  static void check(Arguments a, SectionDraft d) throws ConfigException {
    if (a.size() < 2) {
      throw a.error(USAGE);
    }
    String processes = a.get(0);
    int slash = processes.indexOf('/');
    String what = processes.startsWith("auto:") ? processes.substring("auto:".length()) : processes;
    for (String set : slash < 0 ? new String[] {what} : what.split("/", 2)) {
      if (!isSet(set)) {
        throw a.errorAt(0, "cpu-map : '" + set + "' is not a valid number/range.");
      }
    }
    for (int i = 1; i < a.size(); i++) {
      for (String range : a.get(i).split(",")) {
        if (!isCpus(range)) {
          throw a.errorAt(i, USAGE);
        }
      }
    }
  }

  private static boolean isSet(String word) {
    return switch (word) {
      case "all", "odd", "even" -> true;
      default -> within(word, 1);
    };
  }

  private static boolean isCpus(String word) {
    return within(word, 0);
  }

  private static boolean within(String range, int least) {
    for (String end : range.split("-", 2)) {
      if (!end.matches("[0-9]{1,3}")
          || Integer.parseInt(end) < least
          || Integer.parseInt(end) > MOST) {
        return false;
      }
    }
    return true;
  }
}
