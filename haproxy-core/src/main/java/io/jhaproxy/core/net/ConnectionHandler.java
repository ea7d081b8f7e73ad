package io.jhaproxy.core.net;

/**
 * The owner of a connection. All calls come on the connection's worker. A handler may close the
 * connection in any call.
 */
public interface ConnectionHandler {
  /** An outgoing connection is established. */
  default void connected(Connection connection) {}

  /** An outgoing connection failed; it is closed when this returns. */
  default void connectFailed(Connection connection, ConnectFailure cause) {}

  /** Bytes, the end of the stream or an error may be read. */
  void readable(Connection connection);

  /** There is room to write again. */
  void writable(Connection connection);

  /**
   * One of the other calls failed unexpectedly, which was reported. Whatever the handler holds for
   * this connection ends; the connection is closed afterwards.
   */
  default void failed(Connection connection) {}
}
