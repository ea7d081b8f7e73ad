package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.vrrp.config.ConfigMessage.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Findings in the order of telling. keepalived's processes read the file one after the other and
 * repeat what they all see; here each finding is kept once.
 */
final class Messages {
  private final List<ConfigMessage> all = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private boolean withFile;
  private boolean silent;

  /** Whether the file's name is told with the line from here on. */
  void withFile(boolean value) {
    withFile = value;
  }

  /** Tells nothing more: keepalived has given up here, though we go on for the model's sake. */
  void silence() {
    silent = true;
  }

  /** A finding about a line. */
  void at(Location where, String text) {
    if (told.add(where.file() + ":" + where.line() + ":" + text)) {
      String place = (withFile ? where.file() + ": " : "") + "Line " + where.line();
      all.add(new ConfigMessage(where, "(" + place + ") " + text, Effect.ERROR));
    }
  }

  /** A finding about the whole. */
  void error(String text) {
    add(text, Effect.ERROR);
  }

  /** Something to know; no error. */
  void note(String text) {
    add(text, Effect.NONE);
  }

  /** Something said when the program starts, not by {@code -t}. */
  void atStart(String text) {
    add(text, Effect.START_ONLY);
  }

  /** A finding about the safety of scripts. */
  void security(String text) {
    add(text, Effect.SECURITY);
  }

  private void add(String text, Effect effect) {
    if (!silent && told.add(text)) {
      all.add(new ConfigMessage(Location.NOWHERE, text, effect));
    }
  }

  List<ConfigMessage> all() {
    return all;
  }

  /** Exit status of {@code -t}: 0, 5 or 6. */
  int testStatus() {
    int status = 0;
    for (ConfigMessage message : all) {
      switch (message.test()) {
        case SECURITY -> status = 6;
        case ERROR -> status = Math.max(status, 5);
        case FATAL -> status = Math.max(status, 4);
        default -> {}
      }
    }
    return status;
  }
}
