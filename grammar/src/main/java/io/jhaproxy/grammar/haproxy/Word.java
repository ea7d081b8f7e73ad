package io.jhaproxy.grammar.haproxy;

import io.jhaproxy.grammar.source.Location;

/**
 * One word of a statement after quotes, escapes and variables have been resolved.
 *
 * @param text the configured bytes, one character (0-255) per byte, whatever the file's encoding:
 *     {@code getBytes(ISO_8859_1)} gives them back
 * @param location where the word starts
 * @param quoted whether any part of it was quoted or escaped
 */
public record Word(String text, Location location, boolean quoted) {
  @Override
  public String toString() {
    return text;
  }
}
