package io.jhaproxy.grammar.source;

/** A configuration cannot be read any further. It carries the one diagnostic that says why. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;
  private final boolean last;

  /** An error with its explanation. */
  public ConfigException(Diagnostic diagnostic) {
    this(diagnostic, false);
  }

  private ConfigException(Diagnostic diagnostic, boolean last) {
    super(diagnostic.message());
    this.diagnostic = diagnostic;
    this.last = last;
  }

  /** The same error, after which HAProxy reads no further. */
  public ConfigException last() {
    return new ConfigException(diagnostic, true);
  }

  /** Whether nothing behind it is to be read. */
  public boolean isLast() {
    return last;
  }

  /** What is wrong, where, and how bad it is. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
