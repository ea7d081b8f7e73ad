package io.jhaproxy.core.sample;

/** What the kernel knows of a TCP connection (tcp(7), TCP_INFO). */
public enum TcpFact {
  /** Smoothed round-trip time, microseconds. */
  RTT,
  /** Its mean deviation, microseconds. */
  RTT_VARIANCE,
  /** Segments sent and not acknowledged. */
  UNACKNOWLEDGED,
  /** Segments acknowledged selectively. */
  SELECTIVELY_ACKNOWLEDGED,
  /** Retransmissions of the segment that waits now. */
  RETRANSMITTED,
  /** Segments acknowledged ahead. */
  FORWARD_ACKNOWLEDGED,
  /** Segments taken for lost. */
  LOST,
  /** Distance by which segments are expected to overtake each other. */
  REORDERING
}
