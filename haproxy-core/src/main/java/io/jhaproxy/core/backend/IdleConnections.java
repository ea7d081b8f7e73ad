package io.jhaproxy.core.backend;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ConnectionHandler;
import io.jhaproxy.core.net.Timer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Server connections of one worker that wait for their next request, last used first. A connection
 * on which the server sends anything or hangs up is closed.
 */
public final class IdleConnections implements ConnectionHandler {
  private volatile ServerTraffic server;
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private int lowest;

  /** Most connections to the server that were in use at once, since the last purge. */
  private int used;

  /** The same between the two purges before. */
  private int usedBefore;

  private @Nullable Timer purge;

  IdleConnections(ServerTraffic server) {
    this.server = server;
  }

  /** From now on the limits of this server hold, which replaces the one so far. */
  void serve(ServerTraffic successor) {
    server = successor;
  }

  /** Connections waiting now. */
  public int size() {
    return idle.size();
  }

  /**
   * A connection that is still open, or null; the caller owns it and must set its handler.
   *
   * @param place what tells its connections from each other, see {@link Connection#owner}; null for
   *     any of them
   * @param proven only one that has served a second request already
   */
  public @Nullable Connection take(@Nullable Object place, boolean proven) {
    while (true) {
      Connection connection =
          place == null && !proven ? idle.pollFirst() : first(place, proven ? 2 : 1);
      if (connection == null) {
        return null;
      }
      lowest = Math.min(lowest, idle.size());
      if (!connection.isClosed() && !connection.hangUpSeen()) {
        return connection;
      }
      connection.close();
    }
  }

  private @Nullable Connection first(@Nullable Object place, int uses) {
    for (Connection each : idle) {
      if (each.uses() >= uses && (place == null || place.equals(each.owner()))) {
        idle.remove(each);
        return each;
      }
    }
    return null;
  }

  /**
   * Keeps a connection for later, or closes it if enough are kept: more than were lately in use at
   * once are of no use, and clients that each open a new one would let them grow without end.
   */
  public void give(Connection connection) {
    used = Math.max(used, server.served() + 1);
    int uses = connection.countUse();
    int limit = server.settings().poolMax();
    int reuses = server.settings().maxReuse();
    if (connection.hangUpSeen()
        || connection.outputShut()
        || (limit >= 0 && idle.size() >= limit)
        || idle.size() >= Math.max(used, usedBefore)
        || (reuses >= 0 && uses > reuses)
        || !server.acceptsPersistent()) {
      connection.close();
      return;
    }
    connection.handler(this);
    idle.addFirst(connection);
    if (purge == null) {
      purge = newPurge();
    }
    if (!purge.isSet()) {
      lowest = idle.size();
      connection.worker().schedule(purge, server.settings().poolPurgeDelay());
    }
  }

  /** Closes all. */
  public void closeAll() {
    for (Connection connection : idle) {
      connection.close();
    }
    idle.clear();
  }

  @Override
  public void readable(Connection connection) {
    connection.close();
    idle.remove(connection);
  }

  @Override
  public void writable(Connection connection) {}

  /** What was never needed since the last round is surplus: half of it goes (pool-purge-delay). */
  private Timer newPurge() {
    return new Timer() {
      @Override
      protected void expire() {
        usedBefore = used;
        used = server.served();
        int surplus = (Math.min(lowest, idle.size()) + 1) / 2;
        for (int i = 0; i < surplus; i++) {
          Connection oldest = idle.pollLast();
          if (oldest != null) {
            oldest.close();
          }
        }
        lowest = idle.size();
        Connection any = idle.peekFirst();
        if (any != null) {
          any.worker().schedule(this, server.settings().poolPurgeDelay());
        }
      }
    };
  }
}
