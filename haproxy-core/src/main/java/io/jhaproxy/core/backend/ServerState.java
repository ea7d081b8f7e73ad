package io.jhaproxy.core.backend;

/** What the checks say of a server; the administrator's wishes are {@link Admin}. */
public enum ServerState {
  /** Down: gets no traffic. */
  STOPPED,
  /** Just came back; its weight grows (slowstart). */
  STARTING,
  /** Up. */
  RUNNING,
  /** Asked not to be given new users (http-check disable-on-404, agent). */
  STOPPING
}
