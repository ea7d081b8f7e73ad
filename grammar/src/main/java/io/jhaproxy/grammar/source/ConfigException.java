package io.jhaproxy.grammar.source;

/** A configuration cannot be read any further. It carries the one diagnostic that says why. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  /** An error with its explanation. */
  public ConfigException(Diagnostic diagnostic) {
    super(diagnostic.message());
    this.diagnostic = diagnostic;
  }

  /** What is wrong, where, and how bad it is. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
