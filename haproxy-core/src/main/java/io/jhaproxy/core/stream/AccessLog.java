package io.jhaproxy.core.stream;

import io.jhaproxy.core.log.LogSource;

/** Where the access lines of a frontend go; compiled from its log targets and format. */
public interface AccessLog {
  /** Logs nothing. */
  AccessLog NONE = (source, worker, error) -> {};

  /**
   * Writes one line without waiting; on the stream's worker.
   *
   * @param worker number of the worker that calls
   * @param error whether the stream ended abnormally (option log-separate-errors)
   */
  void write(LogSource source, int worker, boolean error);
}
