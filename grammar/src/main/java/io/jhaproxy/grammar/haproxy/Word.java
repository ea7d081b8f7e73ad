package io.jhaproxy.grammar.haproxy;

import io.jhaproxy.grammar.source.Location;

/**
 * One word of a statement after quotes, escapes and variables have been resolved.
 *
 * @param text the characters; bytes of the file that are not UTF-8 and {@code \xHH} escapes appear
 *     as the characters of the same number (ISO 8859-1), so {@code getBytes(ISO_8859_1)} gives the
 *     configured bytes back unless the word holds non-ASCII UTF-8 text
 * @param location where the word starts
 * @param quoted whether any part of it was quoted or escaped
 */
public record Word(String text, Location location, boolean quoted) {
  @Override
  public String toString() {
    return text;
  }
}
