package io.jhaproxy.vrrp.state;

/** Which of the daemon's {@code -D} options a line needs. */
public enum LogLevel {
  /** Always written. */
  ALWAYS,
  /** With {@code -D}. */
  DETAIL,
  /** With {@code -D -D}. */
  EXTRA
}
