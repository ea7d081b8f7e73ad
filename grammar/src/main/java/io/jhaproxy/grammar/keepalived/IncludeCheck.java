package io.jhaproxy.grammar.keepalived;

import org.jspecify.annotations.Nullable;

/** What must exist for an include to be accepted. */
enum IncludeCheck {
  /** {@code include}: nothing; a missing plain name is told. */
  NONE,
  /** {@code includer}: what matches must be readable. */
  READABLE,
  /** {@code includem}: a plain name must match. */
  MATCH,
  /** {@code includew}: a wildcard must match too. */
  WILDCARD,
  /** {@code includeb}: every alternative in braces must match. */
  BRACES,
  /** {@code includea}: all of these. */
  ALL;

  /** The check an include statement asks for; null where a line is none. */
  static @Nullable IncludeCheck of(String line) {
    if (!line.startsWith("include")) {
      return null;
    }
    int blank = line.replace('\t', ' ').indexOf(' ');
    if (blank < 0) {
      return null;
    }
    return switch (line.substring(0, blank)) {
      case "include" -> NONE;
      case "includer" -> READABLE;
      case "includem" -> MATCH;
      case "includew" -> WILDCARD;
      case "includeb" -> BRACES;
      case "includea" -> ALL;
      default -> null;
    };
  }

  IncludeCheck with(IncludeCheck other) {
    return other == ALL ? ALL : this;
  }

  boolean unreadable() {
    return this == READABLE || this == ALL;
  }

  boolean wildcards() {
    return this == WILDCARD || this == ALL;
  }

  boolean braces() {
    return this == BRACES || this == ALL;
  }
}
