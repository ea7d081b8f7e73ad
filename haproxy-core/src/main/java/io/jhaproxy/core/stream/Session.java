package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.Namespaces;
import io.jhaproxy.core.net.ProxyProtocol;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.sample.Variables;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.TrackedCounters;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client connection: where it came from, when, and its place in the counters. */
public final class Session {
  private Frontend frontend;
  private BindPoint bind;
  private final WorkerTools tools;
  private final Connection client;
  private final long acceptedAt;
  private final long acceptedWall;
  private @Nullable Variables variables;
  private @Nullable Consumer<Cause> killer;
  private @Nullable Runnable leaver;
  private @Nullable Runnable renewer;
  private @Nullable Consumer<Cause> serverLeaver;
  private @Nullable Server server;
  private @Nullable SocketAddress source;
  private @Nullable SocketAddress destination;
  private ProxyProtocol.@Nullable Header relayedBy;
  private @Nullable TrackedCounters tracked;
  private boolean expectsProxy;
  private boolean expectsNetScaler;
  private boolean closed;

  /** Counts a new client connection in. */
  Session(Frontend frontend, BindPoint bind, WorkerTools tools, Connection client) {
    this.frontend = frontend;
    this.bind = bind;
    this.tools = tools;
    this.client = client;
    this.acceptedAt = tools.worker().now();
    this.acceptedWall = tools.worker().wallMillis();
    ProxyCounters counters = frontend.counters(tools.worker());
    counters.scur++;
    counters.connTot++;
    counters.stot++;
    counters.lastSession = acceptedWall / 1000;
    long now = frontend.sessions();
    if (now > counters.smax) {
      counters.smax = now;
    }
    frontend.sessionRate().count(tools.worker().index(), acceptedWall);
    frontend.attach(tools.worker(), 1);
    bind.opened(tools.worker());
    tools.load().opened(tools.worker());
    tools.sessions().add(this);
  }

  /** The accepting proxy. */
  public Frontend frontend() {
    return frontend;
  }

  /** The bind line. */
  public BindPoint bind() {
    return bind;
  }

  /** Shared objects of the worker. */
  public WorkerTools tools() {
    return tools;
  }

  /** The worker. */
  public Worker worker() {
    return tools.worker();
  }

  /** The client's connection. */
  public Connection client() {
    return client;
  }

  /** Where the client is: the connection's other end, or what a PROXY header says. */
  public SocketAddress source() {
    SocketAddress told = source;
    return told == null ? client.peer() : told;
  }

  /** Where the client wanted to; null if that is not known any more. */
  public @Nullable SocketAddress destination() {
    SocketAddress told = destination;
    return told == null ? client.localAddress() : told;
  }

  /** Notes what a PROXY header says. */
  void relayed(ProxyProtocol.Header header) {
    relayedBy = header;
    source = header.source;
    destination = header.destination;
  }

  /**
   * The network namespace of the client: of its listener, unless a PROXY header names another that
   * the configuration names, too; null: the process's own.
   */
  Namespaces.@Nullable Named namespace() {
    ProxyProtocol.Header header = relayedBy;
    byte[] name = header == null ? null : header.namespace;
    Namespaces.Named told = name == null ? null : frontend.namespaces().find(name);
    return told == null ? frontend.namespaces().find(bind.namespace()) : told;
  }

  /** Notes what a NetScaler in front says of the client's connection to it. */
  void inserted(SocketAddress clients, SocketAddress wanted) {
    source = clients;
    destination = wanted;
  }

  /** The PROXY header of the client, or null. */
  ProxyProtocol.@Nullable Header proxyHeader() {
    return relayedBy;
  }

  /** Ends a connection that never became a session. */
  void failed() {
    ProxyCounters counters = frontend.counters(worker());
    counters.stot--;
    client.resetOnClose();
    close();
  }

  /** A rule wants a PROXY header ahead of everything else. */
  void expectProxy() {
    expectsProxy = true;
  }

  /** A rule wants NetScaler's header ahead of everything else. */
  void expectNetScaler() {
    expectsNetScaler = true;
  }

  /** Whether NetScaler's header has to come first. */
  boolean expectsNetScaler() {
    return expectsNetScaler || bind.netScalerMagic() != 0;
  }

  /** Whether a PROXY header has to come first. */
  boolean expectsProxy() {
    return expectsProxy || bind.acceptsProxy();
  }

  /** Worker milliseconds of the accept. */
  public long acceptedAt() {
    return acceptedAt;
  }

  /** Wall clock of the accept. */
  public long acceptedWall() {
    return acceptedWall;
  }

  /** Variables of scope sess. */
  public @Nullable Variables variables(boolean create) {
    if (variables == null && create) {
      variables = tools.variableLimits().ofSession();
    }
    return variables;
  }

  /** Counters that the session tracks; null where there are none and none are wanted. */
  @Nullable TrackedCounters tracked(boolean create) {
    if (tracked == null && create) {
      tracked = new TrackedCounters();
    }
    return tracked;
  }

  /** The rules have let the client in. */
  void admitted() {
    if (tracked != null) {
      TrackedCounters.countAll(
          null, tracked, DataType.SESS_CNT, DataType.SESS_RATE, 1, worker().clockMillis());
    }
  }

  /** Registers how this session is ended from outside. */
  public void onKill(Consumer<Cause> action) {
    this.killer = action;
  }

  /** Registers what is done when the sessions of the server in use are ended. */
  public void onServerShutdown(Consumer<Cause> action) {
    this.serverLeaver = action;
  }

  /** Ends what the session does with its server. */
  public void shutDownServer(Cause why) {
    Consumer<Cause> action = serverLeaver;
    if (action != null) {
      action.accept(why);
    }
  }

  /** Registers what a soft stop asks of this session: go if idle, else after this exchange. */
  public void onLeave(Runnable action) {
    this.leaver = action;
  }

  /** Asks the session to end when it is idle. */
  public void leave() {
    Runnable action = leaver;
    if (action != null) {
      action.run();
    }
  }

  /** Registers what is done when another configuration holds: go over to it, if idle. */
  public void onRenew(Runnable action) {
    this.renewer = action;
  }

  /**
   * If another configuration holds than when the client came: an idle client goes over to the
   * frontend in place of its own, others with their next request; who has none is treated as by a
   * soft stop.
   */
  public void renew() {
    if (!frontend.isReplaced()) {
      return;
    }
    Runnable action = renewer;
    if (!mayGoOver()) {
      leave();
    } else if (action != null) {
      action.run();
    }
  }

  private boolean mayGoOver() {
    Frontend next = frontend.successor();
    return next != null && next.getClass() == frontend.getClass();
  }

  /** Goes over to the frontend in place of its own, if there is one; between two requests only. */
  public void goOver() {
    Frontend next = frontend.successor();
    if (next == null || !mayGoOver()) {
      return;
    }
    frontend.attach(worker(), -1);
    frontend = next;
    frontend.attach(worker(), 1);
    BindPoint point = bind.successor();
    while (point != null) {
      bind = point;
      point = bind.successor();
    }
  }

  /** Ends the session now. */
  public void kill() {
    end(Cause.KILLED);
  }

  /** Ends the session after an unexpected failure, which was reported: nothing of it may stay. */
  public void fail() {
    try {
      end(Cause.INTERNAL);
    } catch (RuntimeException | Error again) {
      worker().failed(again);
    }
    close();
  }

  private void end(Cause why) {
    Consumer<Cause> action = killer;
    if (action != null) {
      action.accept(why);
    }
  }

  /** The server that the session's stream uses now, or null. */
  public @Nullable Server server() {
    return server;
  }

  /** Notes the server that the session's stream uses. */
  void server(@Nullable Server used) {
    server = used;
  }

  /** Whether the client connection is gone. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Ends a connection that a rule refused at once: it is not counted as a session, and the client
   * gets a reset.
   */
  public void reject() {
    ProxyCounters counters = frontend.counters(worker());
    counters.dcon++;
    counters.stot--;
    client.resetOnClose();
    close();
  }

  /** Ends a connection that a session rule refused: it is not counted as a session. */
  public void refuse() {
    ProxyCounters counters = frontend.counters(worker());
    counters.dses++;
    counters.stot--;
    close();
  }

  /** Closes the client connection and counts it out. */
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    client.close();
    boolean wasFull = frontend.isFull() || bind.isFull();
    frontend.counters(worker()).scur--;
    frontend.attach(worker(), -1);
    bind.closed(worker());
    tools.load().closed(worker());
    tools.sessions().remove(this);
    if (tracked != null) {
      tracked.release();
    }
    if (wasFull) {
      frontend.resumeListeners();
    }
  }
}
