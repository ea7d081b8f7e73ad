package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BalanceKey;
import io.jhaproxy.core.backend.SendProxy;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.Source;
import io.jhaproxy.core.backend.Waiter;
import io.jhaproxy.core.net.ConnectFailure;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ConnectionHandler;
import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One request or tunnel of a client and its way to a server: balance, queue, connect, retry. What
 * is done with the connected server is up to the subclass.
 *
 * <p>Deadlines: the client's and the server's side have one each; activity moves a field, and the
 * one timer looks at both when it comes up.
 */
public abstract class Stream extends CountedStream
    implements ConnectionHandler, Waiter, BalanceKey {
  /** A deadline that never comes. */
  protected static final long NEVER = Long.MAX_VALUE;

  /** Pause before the same server is tried again, in milliseconds (manual, {@code retries}). */
  private static final long TURN_AROUND = 1000;

  /** How far the way to the server is. */
  protected enum Way {
    NONE,
    QUEUED,
    CONNECTING,
    PAUSING,
    READY,
    FAILED
  }

  protected Way way = Way.NONE;
  protected long clientDeadline = NEVER;
  protected long serverDeadline = NEVER;
  private int retriesLeft;
  private final Timer timer =
      new Timer() {
        @Override
        protected void expire() {
          try {
            deadlinePassed();
          } catch (RuntimeException | Error failure) {
            worker.failed(failure);
            session.fail();
          }
        }
      };

  /** A stream of a client that was just accepted. */
  protected Stream(Session session) {
    super(session);
  }

  @Override
  public final Worker worker() {
    return worker;
  }

  @Override
  public final SocketAddress clientAddress() {
    StreamOverrides changed = overrides();
    return changed == null || changed.source == null
        ? session.source()
        : ServerPlace.of(changed.source, session.source());
  }

  @Override
  public final SampleContext samples() {
    return this;
  }

  @Override
  public final int priorityClass() {
    StreamOverrides changed = overrides();
    return changed == null ? 0 : changed.priorityClass;
  }

  @Override
  public final int priorityOffset() {
    StreamOverrides changed = overrides();
    return changed == null ? 0 : changed.priorityOffset;
  }

  // -- what subclasses do

  /** The server's connection is established; {@code reused} if it served others before. */
  protected abstract void serverReady(Connection connection, boolean reused);

  /** No server could be had; {@link #cause} and {@link #phase} say why. */
  protected abstract void serverUnavailable();

  /** The client was silent too long. */
  protected abstract void clientTimedOut();

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

  /** The server that the client's cookie names could not be used. */
  protected void persistenceLost() {}

  // -- deadlines

  /** Sets the timer to the earlier deadline; after a deadline was moved to an earlier time. */
  protected final void armTimer() {
    long earliest = Math.min(clientDeadline, serverDeadline);
    if (earliest != NEVER) {
      worker.timers().schedule(timer, earliest);
    }
  }

  /** Stops the timer. */
  protected final void stopTimer() {
    worker.timers().cancel(timer);
  }

  /** The time {@code timeout} from now, or {@link #NEVER} for 0. */
  protected final long after(long timeout) {
    return timeout == 0 ? NEVER : worker.now() + timeout;
  }

  private void deadlinePassed() {
    long now = worker.now();
    if (clientDeadline <= now && clientDeadline <= serverDeadline) {
      clientDeadline = NEVER;
      armTimer();
      clientTimedOut();
    } else if (serverDeadline <= now) {
      serverDeadline = NEVER;
      armTimer();
      serverDeadlinePassed();
    } else {
      armTimer();
    }
  }

  private void serverDeadlinePassed() {
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

  // -- admission

  /** The client is let in: its stream begins. */
  protected abstract void admitted();

  /** Takes the client past connection rules, PROXY header and session rules, or away. */
  protected final void admit() {
    FrontendRules rules = session.frontend().rules();
    if (!rules.connection().isEmpty()) {
      Verdict verdict = rules.connection().evaluate(this);
      if (verdict != Verdict.CONTINUE) {
        if (verdict == Verdict.DROPPED) {
          session.client().abandon();
        }
        session.reject();
        return;
      }
    }
    if (session.expectsProxy()) {
      new ProxyHeaderReader(session, this, this::admitSession).start();
    } else {
      admitSession();
    }
  }

  private void admitSession() {
    RuleSet rules = session.frontend().rules().session();
    if (!rules.isEmpty() && rules.evaluate(this) != Verdict.CONTINUE) {
      session.refuse();
    } else {
      admitted();
    }
  }

  /** Applies the backend's rules about persistence, then those that choose a server. */
  protected final void applyServerRules(ServerSideRules rules) {
    for (int i = 0; i < rules.persistence().size(); i++) {
      ServerSideRules.PersistenceRule rule = rules.persistence().get(i);
      if (rule.condition().holds(this)) {
        forcesPersistence = rule.force();
        ignoresPersistence = !rule.force();
        break;
      }
    }
    Server wanted = rules.servers().choose(this);
    if (wanted != null && (wanted.acceptsPersistent() || forcesPersistence || triesDownServers())) {
      boundServer = wanted;
    }
  }

  private boolean triesDownServers() {
    return chosenBackend().settings().persist();
  }

  /** The rules of the backend, which must have been entered. */
  protected final ServerSideRules serverSideRules() {
    return chosenBackend() instanceof StreamBackend ruled ? ruled.rules() : ServerSideRules.NONE;
  }

  @Override
  public final void failed(Connection connection) {
    session.fail();
  }

  // -- the way to a server

  /** Starts the way to a server of the backend. */
  protected final void openServer(Backend chosen) {
    enterBackend(chosen);
    retriesLeft = chosen.settings().retries();
    assign(null);
  }

  private void assign(@Nullable Server avoid) {
    Backend from = chosenBackend();
    Server wanted = boundServer;
    if (wanted != null) {
      if (!wanted.tryTakeSlot()) {
        waitForSlot(from, wanted);
        return;
      }
      holdsSlot = true;
      queueLeftAt = worker.now();
      connect(wanted);
      return;
    }
    Server dispatch = from.dispatch();
    if (dispatch != null && dispatch.tryTakeSlot()) {
      holdsSlot = true;
      queueLeftAt = worker.now();
      connect(dispatch);
      return;
    }
    Server picked = from.assign(this, avoid);
    if (picked != null) {
      holdsSlot = true;
      queueLeftAt = worker.now();
      countChoice(picked);
      connect(picked);
    } else if (from.selection() == null) {
      from.counters(worker).econ++;
      fail(Cause.SERVER, Phase.CONNECT);
    } else {
      waitForSlot(from);
    }
  }

  private void waitForSlot(Backend from) {
    way = Way.QUEUED;
    Server bound = from.bound(this);
    if (bound == null) {
      queuePositionBackend = from.queueLength() + 1;
    } else {
      queuePositionServer = bound.queueLength() + 1;
      server = bound;
      countChoice(bound);
    }
    if (from.enqueue(this, this) == Backend.Waiting.IMPOSSIBLE) {
      refusedByQueue(bound);
      return;
    }
    long timeout = from.settings().queueTimeout();
    serverDeadline = after(timeout == 0 ? from.settings().connectTimeout() : timeout);
    armTimer();
  }

  /** Waits for the very server that persistence wants; if its queue is full, for any other. */
  private void waitForSlot(Backend from, Server wanted) {
    way = Way.QUEUED;
    queuePositionServer = wanted.queueLength() + 1;
    server = wanted;
    if (from.enqueue(this, wanted) == Backend.Waiting.IMPOSSIBLE) {
      queuePositionServer = 0;
      server = null;
      unbind();
      assign(null);
      return;
    }
    long timeout = from.settings().queueTimeout();
    serverDeadline = after(timeout == 0 ? from.settings().connectTimeout() : timeout);
    armTimer();
  }

  /** Persistence holds no longer: the algorithm chooses. */
  private void unbind() {
    if (boundByCookie) {
      persistenceLost();
    }
    boundServer = null;
    boundByCookie = false;
  }

  /** The queue is full (maxqueue), or there is nothing left to wait for. */
  private void refusedByQueue(@Nullable Server bound) {
    queuePositionServer = 0;
    chosenBackend().counters(worker).econ++;
    if (bound == null) {
      fail(Cause.SERVER, Phase.CONNECT);
    } else {
      bound.counters(worker).econ++;
      fail(Cause.SERVER, Phase.QUEUE);
    }
  }

  @Override
  public final void granted(Server granted) {
    if (way != Way.QUEUED) {
      granted.backend().release(granted);
      return;
    }
    holdsSlot = true;
    queueLeftAt = worker.now();
    connect(granted);
  }

  private void connect(Server target) {
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
    } else {
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
      Connection made = Connection.connect(worker, to, from, target.socketOptions(), this);
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
    how.write(header, clientAddress(), to, unique);
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

  /** Tries again if retries are left (manual, {@code retries} and {@code option redispatch}). */
  private void retry(Cause lastCause, boolean pause) {
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

  private void fail(Cause why, Phase when) {
    way = Way.FAILED;
    cause = why;
    phase = when;
    serverDeadline = NEVER;
    leaveServerKeepingName();
    serverUnavailable();
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

  /** Closes the server's connection, if there is one. */
  protected final void closeServerConnection() {
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
