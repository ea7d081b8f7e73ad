package io.jhaproxy.core.backend;

/**
 * What the engine needs of the backend side of a proxy. Times are milliseconds, 0 for no limit.
 *
 * @param id number shown as iid
 * @param algorithm name of the balance algorithm as configured
 * @param fullconn load at which dynamic server limits are highest
 * @param retries attempts after the first failed connect
 * @param redispatch 0: never another server; n &gt; 0: at every nth retry; -1: at the last retry
 * @param tunnelTimeout replaces client and server timeout in a tunnel if not 0
 * @param independent option independent-streams: only the server's own bytes move its timeout
 * @param persist option persist: a server that is down is tried if persistence wants it
 * @param reuse http-reuse
 * @param serverMode how server connections end, as this proxy says
 */
public record BackendSettings(
    String name,
    int id,
    boolean http,
    String algorithm,
    boolean allBackups,
    int fullconn,
    int retries,
    int redispatch,
    long connectTimeout,
    long serverTimeout,
    long serverFinTimeout,
    long queueTimeout,
    long tunnelTimeout,
    boolean abortOnClose,
    boolean independent,
    boolean persist,
    Reuse reuse,
    ConnectionMode serverMode) {
  /** {@code http-reuse}: when a request may use an idle server connection of another client. */
  public enum Reuse {
    /** Only the client's own. */
    NEVER,
    /** Not for the first request of a client connection. */
    SAFE,
    /** For the first request if the connection has proven itself. */
    AGGRESSIVE,
    /** Always. */
    ALWAYS
  }

  /** {@code option http-keep-alive}, {@code http-server-close}, {@code httpclose}. */
  public enum ConnectionMode {
    /** Both sides stay open. */
    KEEP_ALIVE,
    /** The server's side is closed after each answer. */
    SERVER_CLOSE,
    /** Both sides are closed after each answer. */
    CLOSE
  }
}
