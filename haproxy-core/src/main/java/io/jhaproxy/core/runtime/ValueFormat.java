package io.jhaproxy.core.runtime;

import java.util.List;

/**
 * How statistics are written; the last of {@code typed} and {@code json} counts.
 *
 * @param describes whether a description follows each value
 */
record ValueFormat(Style style, boolean describes) {
  /** Forms of output. */
  enum Style {
    PLAIN,
    TYPED,
    JSON
  }

  /** What the words from an index on ask for. */
  static ValueFormat of(List<String> words, int from) {
    Style style = Style.PLAIN;
    boolean describes = false;
    for (String word : words.subList(Math.min(from, words.size()), words.size())) {
      switch (word) {
        case "typed" -> style = Style.TYPED;
        case "json" -> style = Style.JSON;
        case "desc" -> describes = true;
        default -> {}
      }
    }
    return new ValueFormat(style, describes);
  }

  boolean isTyped() {
    return style == Style.TYPED;
  }

  boolean isJson() {
    return style == Style.JSON;
  }
}
