package io.jhaproxy.core.runtime;

import java.util.Locale;

/** What a client of the stats socket may do (manual 5.1, "level"). */
public enum Level {
  /** Reads what is not sensitive. */
  USER,
  /** Reads everything and changes what is not sensitive. */
  OPERATOR,
  /** Everything. */
  ADMIN;

  /** The level of that name. */
  public static Level of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The name in configurations and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
