package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.SendProxy;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerObserver;
import io.jhaproxy.core.backend.Source;
import io.jhaproxy.core.net.ConnectFailure;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ConnectionHandler;
import io.jhaproxy.core.net.Namespaces;
import io.jhaproxy.core.net.SocketOptions;
import io.jhaproxy.core.net.Socks4;
import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The second part of a stream's way to a server: connect, and try again. */
abstract class ConnectedStream extends QueuedStream implements ConnectionHandler {
  /** Pause before the same server is tried again, in milliseconds (manual, {@code retries}). */
  private static final long TURN_AROUND = 1000;

  ConnectedStream(Session session) {
    super(session);
  }

  /** The server's connection is established; {@code reused} if it served others before. */
  protected abstract void serverReady(Connection connection, boolean reused);

  /** The connected server was silent too long. */
  protected abstract void serverTimedOut();

  /** An idle connection of the server that may be used, or null. */
  protected @Nullable Connection idleConnection(Server candidate) {
    return null;
  }

  /** Whether the client is sent to another place instead; the answer is under way then. */
  protected boolean redirects(Server target) {
    return false;
  }

  @Override
  final void serverDeadlinePassed() {
    switch (way) {
      case QUEUED -> {
        Backend waitedFor = backend;
        if (waitedFor != null && waitedFor.cancel(this)) {
          queueLeftAt = worker.now();
          waitedFor.counters(worker).econ++;
          fail(Cause.SERVER_TIMEOUT, Phase.QUEUE);
        }
      }
      case CONNECTING -> {
        closeServerConnection();
        retry(Cause.SERVER_TIMEOUT, false);
      }
      case PAUSING -> connectAgain();
      default -> serverTimedOut();
    }
  }

  @Override
  final void connect(Server target) {
    if (target.redirect() != null && redirects(target)) {
      return;
    }
    if (server != target) {
      enterServer(target);
    } else if (queuePositionServer > 0 && retriesDone == 0) {
      enterServer(target);
    } else if (retriesDone > 0) {
      target.counters(worker).stot++;
      countAtServer(target, true);
    }
    way = Way.CONNECTING;
    Connection idle = idleConnection(target);
    if (idle != null) {
      target.counters(worker).reuse++;
      chosenBackend().counters(worker).reuse++;
      idle.handler(this);
      established(idle, true);
      return;
    }
    target.counters(worker).connect++;
    chosenBackend().counters(worker).connect++;
    Connection made = newConnection(target);
    if (made == null) {
      retry(Cause.SERVER, true);
      return;
    }
    if (target.sendProxy().version() != 0) {
      announce(made, target.sendProxy());
    }
    serverConnection = made;
    serverDeadline = after(chosenBackend().settings().connectTimeout());
    armTimer();
    if (!made.isConnecting()) {
      established(made, false);
    } else if (target.socks4() == null) {
      connectStarted(made);
    }
  }

  /** Starts a connection; null if the system refuses it at once. */
  private @Nullable Connection newConnection(Server target) {
    Source source = target.source();
    SocketAddress to = ServerPlace.destination(target, this);
    for (int i = source.choices(); i > 0; i--) {
      SocketAddress from = source.next(this);
      if (from == null && source.isClients()) {
        return null;
      }
      Connection made =
          Socks4.connect(worker, target.socks4(), to, from, socketOptions(target), this);
      if (made != null) {
        ServerPlace place = place(target);
        if (place != null) {
          made.owner(place);
        }
        return made;
      }
    }
    return null;
  }

  private SocketOptions socketOptions(Server target) {
    SocketOptions options = target.socketOptions();
    return target.inClientsNamespace() ? options.in(clientNamespace()) : options;
  }

  /** What tells connections to the server from each other; null if all are the same. */
  protected final @Nullable ServerPlace place(Server target) {
    return ServerPlace.of(target, this);
  }

  /** Tells the server who its client is; the connection is for this client alone then. */
  private void announce(Connection made, SendProxy how) {
    ByteBuf header = worker.buffers().take();
    Slice id = new Slice();
    byte[] unique = how.wantsUniqueId() && uniqueId(id) ? id.toByteArray() : null;
    Address target = new Address();
    SocketAddress to = session.destination();
    if (frontendAddress(target) && to != null) {
      to = ServerPlace.of(target, to);
    }
    Namespaces.Named there = session.namespace();
    how.write(header, clientAddress(), to, unique, there == null ? null : there.name());
    ByteBuf copy = header.alloc().directBuffer(header.readableBytes()).writeBytes(header);
    worker.buffers().give(header);
    made.prepend(copy);
    made.owner(session);
  }

  /** Connects to the same server once more, without counting a retry. */
  protected final void reconnect() {
    Server again = server;
    if (again != null) {
      connect(again);
    }
  }

  /** The connect was sent; a subclass may try to write at once. */
  protected void connectStarted(Connection connection) {}

  @Override
  public final void connected(Connection connection) {
    if (connection == serverConnection && way == Way.CONNECTING) {
      established(connection, false);
    }
  }

  /** Goes on with an established connection. */
  protected final void established(Connection connection, boolean reused) {
    serverConnection = connection;
    if (!reused) {
      observeConnect(true);
    }
    connectedAt = worker.now();
    connection.writePrefix();
    way = Way.READY;
    serverDeadline = after(serverTimeout(chosenBackend().settings()));
    armTimer();
    serverReady(connection, reused);
  }

  @Override
  public final void connectFailed(Connection connection, ConnectFailure failure) {
    if (connection == serverConnection && way == Way.CONNECTING) {
      noteAddress(connection);
      serverConnection = null;
      retry(Cause.SERVER, true);
    }
  }

  /** Whether an attempt is left. */
  protected final boolean retriesAreLeft() {
    return retriesLeft > 0;
  }

  /** Takes the way to a server again with a request that one has seen already. */
  protected final void retryRequest(Cause lastCause) {
    serverDeadline = NEVER;
    connectedAt = NOT_REACHED;
    Server again = server;
    if (again == null) {
      fail(lastCause, Phase.CONNECT);
      return;
    }
    retriesLeft--;
    retriesDone++;
    again.counters(worker).wretr++;
    chosenBackend().counters(worker).wretr++;
    connect(again);
  }

  private void observeConnect(boolean established) {
    Server target = server;
    ServerObserver observer = target == null ? null : target.observer();
    if (observer != null) {
      observer.connected(established);
    }
  }

  /** Whether the connection to the server was reset or failed otherwise. */
  public final boolean isServerBroken() {
    Connection connection = serverConnection;
    return connection != null && connection.isBroken();
  }

  /** Tries again if retries are left (manual, {@code retries} and {@code option redispatch}). */
  private void retry(Cause lastCause, boolean pause) {
    observeConnect(false);
    Server failed = server;
    Backend from = chosenBackend();
    if (failed == null) {
      fail(lastCause, Phase.CONNECT);
      return;
    }
    if (retriesLeft <= 0) {
      failed.counters(worker).econ++;
      from.counters(worker).econ++;
      fail(lastCause, Phase.CONNECT);
      return;
    }
    retriesLeft--;
    retriesDone++;
    if (mayRedispatch(from, failed)) {
      redispatch(from, failed);
      return;
    }
    failed.counters(worker).wretr++;
    from.counters(worker).wretr++;
    if (pause) {
      way = Way.PAUSING;
      countAtServer(failed, false);
      long connectTimeout = from.settings().connectTimeout();
      serverDeadline =
          after(connectTimeout == 0 ? TURN_AROUND : Math.min(TURN_AROUND, connectTimeout));
      armTimer();
    } else {
      connect(failed);
    }
  }

  private boolean mayRedispatch(Backend from, Server failed) {
    int interval = from.settings().redispatch();
    if (interval == 0 || !failed.isListed()) {
      return false;
    }
    if (!failed.isUsable()) {
      return true;
    }
    return interval < 0
        ? retriesLeft % -interval == 0
        : (from.settings().retries() - retriesLeft) % interval == 0;
  }

  private void redispatch(Backend from, Server failed) {
    leaveServer();
    unbind();
    redispatched = true;
    failed.counters(worker).wredis++;
    from.counters(worker).wredis++;
    assign(failed);
  }

  private void connectAgain() {
    Server again = server;
    if (again == null) {
      return;
    }
    if (!again.acceptsPersistent() && chosenBackend().settings().redispatch() != 0) {
      redispatch(chosenBackend(), again);
    } else {
      connect(again);
    }
  }

  /** Gives up waiting or connecting, when the client has gone; the phase follows from the way. */
  protected final Phase abandonWay() {
    Phase when =
        switch (way) {
          case QUEUED -> Phase.QUEUE;
          case CONNECTING, PAUSING -> Phase.CONNECT;
          default -> Phase.DATA;
        };
    Backend chosen = backend;
    if (way == Way.QUEUED && chosen != null) {
      chosen.cancel(this);
    }
    way = Way.FAILED;
    closeServerConnection();
    return when;
  }

  /** Closes the server's connection, if there is one, before the log line is written. */
  protected final void closeServerConnection() {
    Connection connection = serverConnection;
    if (connection != null) {
      noteAddress(connection);
      endServerConnection();
    }
  }

  /** Closes the server's connection, if there is one; nobody asks for its addresses any more. */
  protected final void endServerConnection() {
    Connection connection = serverConnection;
    if (connection != null) {
      serverConnection = null;
      connection.close();
    }
  }

  /** Counts the stream out of everything; before the log line the counts still include it. */
  protected final void leaveBackend() {
    leaveCounters();
    way = Way.NONE;
  }
}
