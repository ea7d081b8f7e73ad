package io.jhaproxy.vrrp.simulate;

import java.util.Locale;

/**
 * A stretch of virtual time.
 *
 * @param from nanoseconds
 * @param to nanoseconds
 * @param what what it is about; may be empty
 */
public record Span(long from, long to, String what) {
  /** Its length in nanoseconds. */
  public long nanos() {
    return to - from;
  }

  /** {@code 10.000 .. 13.609 (3.609 s)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f .. %.3f (%.3f s)", from / 1e9, to / 1e9, nanos() / 1e9);
  }
}
