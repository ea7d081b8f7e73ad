package io.jhaproxy.grammar.source;

/**
 * One message about the configuration.
 *
 * @param severity how bad it is
 * @param location where it was found; {@link Location#NOWHERE} when no line is to blame
 * @param message the text as HAProxy prints it after {@code [ALERT] (PID) : }, for example {@code
 *     config : parsing [a.cfg:3] : unknown keyword 'foo' in 'listen' section}. It has no line end.
 * @param fatal whether the configuration must not be used; some ALERTs only say that a line is left
 *     out
 */
public record Diagnostic(Severity severity, Location location, String message, boolean fatal) {
  /** A message; an ALERT is fatal. */
  public Diagnostic(Severity severity, Location location, String message) {
    this(severity, location, message, severity == Severity.ALERT);
  }

  /** The same message, after which the configuration can still be used. */
  public Diagnostic tolerated() {
    return new Diagnostic(severity, location, message, false);
  }

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
