package io.jhaproxy.grammar.keepalived;

import io.jhaproxy.grammar.source.Location;

/**
 * A line after includes, definitions and sequences, or a finding in its place.
 *
 * @param text what the lexer reads; empty for a finding
 * @param location where it stood
 * @param problem what keepalived says instead of reading it; empty for none
 */
record LogicalLine(String text, Location location, String problem) {
  static LogicalLine of(String text, Location location) {
    return new LogicalLine(text, location, "");
  }

  static LogicalLine problem(String text, Location location) {
    return new LogicalLine("", location, text);
  }
}
