package io.jhaproxy.core.log;

/**
 * A compiled log format: an array of parts that append to a line. Immutable, shared by all workers.
 *
 * @see LogFormatCompiler
 */
public final class LogFormat {
  private final LogPart[] parts;

  LogFormat(LogPart[] parts) {
    this.parts = parts;
  }

  /** Appends the stream's text to the line; on the stream's thread, without allocation. */
  public void append(LogSource source, LogLine line) {
    for (LogPart part : parts) {
      part.append(source, line);
    }
  }
}
