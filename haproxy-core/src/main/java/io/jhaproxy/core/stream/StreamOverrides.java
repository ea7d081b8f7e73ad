package io.jhaproxy.core.stream;

import io.jhaproxy.core.sample.Address;
import org.jspecify.annotations.Nullable;

/**
 * What rules have changed about one stream. A stream that no rule touched has none. On the stream's
 * worker.
 */
final class StreamOverrides {
  /** A number that was not changed. */
  static final long UNCHANGED = -1;

  /** Syslog level of the access line, {@link #UNCHANGED}, or StreamChange.SILENT. */
  int logLevel = (int) UNCHANGED;

  /** Milliseconds, or {@link #UNCHANGED}. */
  long serverTimeout = UNCHANGED;

  /** Milliseconds, or {@link #UNCHANGED}. */
  long tunnelTimeout = UNCHANGED;

  /** Class in queues. */
  int priorityClass;

  /** Milliseconds. */
  int priorityOffset;

  boolean withoutRetries;
  boolean lenientRewriting;

  /** The client's address as a rule has set it, or null. */
  @Nullable Address source;

  /** The address that the client wanted as a rule has set it, or null. */
  @Nullable Address destination;
}
