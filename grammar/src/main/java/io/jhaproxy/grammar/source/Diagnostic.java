package io.jhaproxy.grammar.source;

/**
 * One message about the configuration.
 *
 * @param severity how bad it is
 * @param location where it was found; {@link Location#NOWHERE} when no line is to blame
 * @param message the text as HAProxy prints it after {@code [ALERT] (PID) : }, for example {@code
 *     config : parsing [a.cfg:3] : unknown keyword 'foo' in 'listen' section}. It has no line end.
 */
public record Diagnostic(Severity severity, Location location, String message) {
  /**
   * A message that starts with {@code config : parsing [FILE:LINE] : }. A text that begins with
   * {@code ": "} follows the bracket without a space, as some of HAProxy's messages do.
   */
  public static Diagnostic parsing(Severity severity, Location location, String text) {
    String rest = text.startsWith(": ") ? text : " : " + text;
    return new Diagnostic(severity, location, "config : parsing [" + location + "]" + rest);
  }

  /** A message that starts with {@code config : } and names no line. */
  public static Diagnostic config(Severity severity, String text) {
    return new Diagnostic(severity, Location.NOWHERE, "config : " + text);
  }
}
