package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.source.Location;

/**
 * Something to say about the configuration, for the log.
 *
 * @param location the line it is about; {@link Location#NOWHERE} if none in particular
 * @param text the complete line, {@code (FILE: Line N) } already in front where keepalived says it
 * @param test what it does to the exit status of {@code -t}
 */
public record ConfigMessage(Location location, String text, Effect test) {
  /** What a message does to the exit status of {@code -t}. */
  public enum Effect {
    /** Nothing: information. */
    NONE,
    /** Nothing, and {@code -t} does not print it. */
    START_ONLY,
    /** 5: configuration error or warning. */
    ERROR,
    /** 6: script security. */
    SECURITY,
    /** 4: nothing can be run. */
    FATAL
  }
}
