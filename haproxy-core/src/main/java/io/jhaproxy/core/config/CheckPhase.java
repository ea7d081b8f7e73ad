package io.jhaproxy.core.config;

/**
 * When a check of the model runs, so that messages come in HAProxy's order; see {@link ModelCheck}.
 */
public enum CheckPhase {
  /** Keywords that the proxy's mode makes useless. */
  MODE,
  /** Names of other proxies. */
  REFERENCES,
  /** Balance algorithms and log formats. */
  FORMATS,
  /** Names in expressions. */
  NAMES,
  /** Missing timeouts. */
  TIMEOUTS,
  /** Servers' names. */
  SERVERS,
  /** Rules and statistics. */
  RULES,
  /** Options. */
  OPTIONS,
  /** Resolution of host names: last, because it may take time. */
  ADDRESSES
}
