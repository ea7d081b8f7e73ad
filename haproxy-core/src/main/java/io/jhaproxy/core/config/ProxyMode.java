package io.jhaproxy.core.config;

/** {@code mode}: what a proxy understands of the traffic (configuration manual 4.2). */
public enum ProxyMode {
  TCP,
  HTTP,
  /** Answers OK and closes; refused since 2.x, kept for old files. */
  HEALTH
}
