package io.jhaproxy.core.log;

/**
 * A compiled log format: an array of parts that append to a line. Immutable, shared by all workers.
 *
 * @see LogFormatCompiler
 */
public final class LogFormat {
  private final LogPart[] parts;
  private final boolean onlyRequests;

  /**
   * Creates a format.
   *
   * @param onlyRequests whether streams without an HTTP request are not logged with it
   */
  LogFormat(LogPart[] parts, boolean onlyRequests) {
    this.parts = parts;
    this.onlyRequests = onlyRequests;
  }

  /** True if the stream's line shall be written. */
  boolean wants(LogSource source, LogLine work) {
    return !onlyRequests || source.originalRequestLine(work.slice);
  }

  /** Appends the stream's text to the line; on the stream's thread, without allocation. */
  public void append(LogSource source, LogLine line) {
    for (LogPart part : parts) {
      part.append(source, line);
    }
  }
}
