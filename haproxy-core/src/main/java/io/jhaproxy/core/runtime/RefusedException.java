package io.jhaproxy.core.runtime;

/** A command that is not carried out, with what the client is told. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int severity;

  /** An error; the message becomes a line. */
  public RefusedException(String message) {
    this(message.endsWith("\n") ? message : message + "\n", Call.ERR);
  }

  private RefusedException(String message, int severity) {
    super(message, null, false, false);
    this.severity = severity;
  }

  /** An error whose message is sent as it is, also without the end of a line. */
  public static RefusedException bare(String message) {
    return new RefusedException(message, Call.ERR);
  }

  /** A message of a syslog level, as it is. */
  static RefusedException of(int severity, String message) {
    return new RefusedException(message, severity);
  }

  /** The syslog level of the message. */
  int severity() {
    return severity;
  }

  /** The message. */
  String text() {
    return String.valueOf(getMessage());
  }
}
