package io.jhaproxy.grammar.keepalived;

import io.jhaproxy.grammar.source.Location;

/**
 * One word of a statement.
 *
 * @param text its characters without the quotes, one character per byte (ISO 8859-1)
 * @param location where it starts; columns count in the line after definitions were replaced
 * @param quoted whether it stood between double quotes
 */
public record Word(String text, Location location, boolean quoted) {
  @Override
  public String toString() {
    return text;
  }
}
