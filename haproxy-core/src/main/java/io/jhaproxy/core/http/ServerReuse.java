package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.BackendSettings.Reuse;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.stream.ServerPlace;
import org.jspecify.annotations.Nullable;

/** Where the server connection of an exchange comes from, and where it goes afterwards. */
final class ServerReuse {
  private final HttpStream stream;
  private final OwnConnections own = new OwnConnections();
  private boolean freshOnly;
  private boolean reused;
  private boolean closes;

  ServerReuse(HttpStream stream) {
    this.stream = stream;
  }

  /** A new exchange. */
  void forget() {
    freshOnly = false;
    reused = false;
  }

  /** The client went over to another configuration. */
  void goOver() {
    own.goOver();
  }

  /** Whether the connection is closed after this exchange. */
  void closeAfterwards(boolean wanted) {
    closes = wanted;
  }

  /** The exchange has its connection. */
  void began(boolean withReusedOne) {
    reused = withReusedOne;
  }

  /** Whether the connection has served another exchange. */
  boolean isReused() {
    return reused;
  }

  /** Idle connections will not do for this exchange any more. */
  void freshOnly() {
    freshOnly = true;
  }

  /** The server that the client's own connections lead to, or null. */
  @Nullable Server preferred(HttpBackend next) {
    return own.preferred(next);
  }

  /** An idle connection to the server that this exchange may use, or null. */
  @Nullable Connection idle(Server candidate) {
    Reuse mode = stream.entered().settings().reuse();
    if (freshOnly) {
      return null;
    }
    Connection mine = own.take(candidate);
    ServerPlace place = stream.placeAt(candidate);
    if (mine != null && place != null && !mine.peer().equals(place.destination())) {
      mine.close();
      return null;
    }
    if (mine != null || mode == Reuse.NEVER || (mode == Reuse.SAFE && stream.ordinal == 1)) {
      return mine;
    }
    return candidate
        .idle(stream.worker())
        .take(
            candidate.sendProxy().version() == 0 ? place : stream.session(),
            mode == Reuse.AGGRESSIVE && stream.ordinal == 1);
  }

  /**
   * The exchange is over: its connection waits for another one or is closed.
   *
   * @param clean whether both messages are complete and nothing forbids another
   */
  void release(Connection connection, Server target, boolean clean) {
    if (clean && !closes) {
      if (target.backend().settings().reuse() == Reuse.NEVER
          || !target.isListed()
          || own.isLogin(stream.response)) {
        connection.owner(stream.session());
        own.give(connection, target);
      } else {
        target.idle(stream.worker()).give(connection);
      }
      return;
    }
    if (!connection.hangUpSeen()) {
      connection.resetOnClose();
    }
    connection.close();
  }

  /** The client has gone. */
  void close() {
    own.close();
  }
}
