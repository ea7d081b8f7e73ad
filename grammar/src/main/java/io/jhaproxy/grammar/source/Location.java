package io.jhaproxy.grammar.source;

/**
 * A position in a configuration file.
 *
 * @param file the file as it was named on the command line (never made absolute: messages show it)
 * @param line line number from 1; 0 means "no particular line"
 * @param column column in characters from 1; 0 means "the whole line"
 */
public record Location(String file, int line, int column) {
  /** The place of things that no file mentions, such as built-in defaults. */
  public static final Location NOWHERE = new Location("", 0, 0);

  /** The same line without a column. */
  public Location wholeLine() {
    return new Location(file, line, 0);
  }

  /** {@code FILE:LINE}, as HAProxy's messages show it between brackets. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
