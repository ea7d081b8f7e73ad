package io.jhaproxy.grammar.source;

/** How bad a diagnostic is; the names are the ones HAProxy prints between brackets. */
public enum Severity {
  /** Only shown in diagnostic mode ({@code -dD}). */
  DIAG,
  /** Information. */
  NOTICE,
  /** Accepted, but worth a correction; fatal with {@code zero-warning}. */
  WARNING,
  /** Refused: the configuration is not used. */
  ALERT
}
