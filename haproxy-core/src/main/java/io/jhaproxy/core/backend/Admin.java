package io.jhaproxy.core.backend;

/** The administrator's wish for a server, as set by the configuration, the page or the API. */
public enum Admin {
  /** Traffic as the checks allow. */
  READY,
  /** No new sessions except persistent ones; checks go on. */
  DRAIN,
  /** No traffic and no checks. */
  MAINT
}
