package io.jhaproxy.core.runtime;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a message tells its syslog level ("set severity-output"). */
enum Severity {
  NONE,
  NUMBER,
  STRING;

  private static final String[] NAMES = {
    "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"
  };

  /** The way of that name, or null. */
  static @Nullable Severity of(String word) {
    for (Severity each : values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    return null;
  }

  /** What stands before a message of that syslog level. */
  String prefix(int level) {
    return switch (this) {
      case NONE -> "";
      case NUMBER -> "[" + level + "]: ";
      case STRING -> "[" + NAMES[level] + "]: ";
    };
  }
}
