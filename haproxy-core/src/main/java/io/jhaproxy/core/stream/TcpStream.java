package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.stats.ProxyCounters;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A client in {@code mode tcp}: rules, a server, then bytes both ways until both have ended. */
public final class TcpStream extends Stream {
  /** Bytes read from a client that hung up before there was a server. */
  private static final int EARLY_READ = 16 * 1024;

  private @Nullable Tunnel tunnel;
  private @Nullable ByteBuf early;
  private boolean finished;

  /** Whether the client had hung up already when the first connect began. */
  private boolean cameToLeave;

  private long countedIn;
  private long countedOut;

  private TcpStream(Session session) {
    super(session);
  }

  /** Starts the stream of an accepted client. */
  public static void start(Session session) {
    TcpStream stream = new TcpStream(session);
    session.client().handler(stream);
    session.onKill(() -> stream.finish(Cause.KILLED, Phase.DATA));
    stream.begin();
  }

  private void begin() {
    Frontend frontend = session.frontend();
    requestNumber = session.tools().load().nextRequest(worker);
    requestAt = startedAt;
    if (refusedByRules(frontend)) {
      return;
    }
    Backend chosen = frontend.routing().route(this);
    session.client().watch();
    clientDeadline = after(frontend.settings().clientTimeout());
    armTimer();
    if (chosen == null) {
      finish(Cause.SERVER, Phase.CONNECT);
    } else {
      openServer(chosen);
    }
  }

  private boolean refusedByRules(Frontend frontend) {
    ProxyCounters counters = frontend.counters(worker);
    if (!frontend.connectionRules().isEmpty()
        && frontend.connectionRules().evaluate(this) != Verdict.CONTINUE) {
      stopTimer();
      session.reject();
      return true;
    }
    if (!frontend.contentRules().isEmpty()
        && frontend.contentRules().evaluate(this) == Verdict.REJECTED) {
      counters.dreq++;
      finish(Cause.PROXY, Phase.REQUEST);
      return true;
    }
    return false;
  }

  @Override
  protected void connectStarted(Connection connection) {
    if (session.client().mayRead()) {
      Tunnel started = tunnel(connection);
      if (started.tryEarlyData()) {
        connection.establishedByWrite();
        established(connection, false);
      } else if (started.requestEnded() && started.bytesFromClient() == 0) {
        cameToLeave = true;
      }
    }
  }

  /** A client that hung up without a byte is not worth more attempts; one at hand is used. */
  private void leaveUnlessConnected() {
    worker.execute(
        () -> {
          if (!finished && way != Way.READY) {
            Phase when = abandonWay();
            finish(cameToLeave ? Cause.NONE : Cause.CLIENT, cameToLeave ? Phase.NONE : when);
          }
        });
  }

  @Override
  protected void serverReady(Connection connection, boolean reused) {
    long tunnelTimeout = chosenBackend().settings().tunnelTimeout();
    responseAt = connectedAt;
    if (tunnelTimeout != 0) {
      clientDeadline = after(tunnelTimeout);
      serverDeadline = clientDeadline;
    }
    if (session.frontend().settings().logAsap()) {
      logsEarly = true;
      session.frontend().accessLog().write(this, worker.index(), false);
    }
    go(tunnel(connection));
  }

  private Tunnel tunnel(Connection connection) {
    Tunnel known = tunnel;
    if (known == null || known.server() != connection) {
      Tunnel made = new Tunnel(session.client(), connection);
      if (known != null) {
        made.inherit(known);
      }
      ByteBuf kept = early;
      if (kept != null) {
        early = null;
        made.offerRequest(kept);
        kept.release();
      }
      tunnel = made;
      return made;
    }
    return known;
  }

  @Override
  public void readable(Connection connection) {
    Tunnel running = tunnel;
    if (way == Way.READY && running != null) {
      go(running);
    } else if (connection == session.client() && connection.hangUpSeen()) {
      clientLeftEarly();
    }
  }

  private void clientLeftEarly() {
    Backend chosen = backend;
    boolean nothing = hasLeftNothing();
    if (chosen != null && chosen.settings().abortOnClose()) {
      Phase when = abandonWay();
      finish(Cause.CLIENT, when);
    } else if (nothing) {
      leaveUnlessConnected();
    }
  }

  /** Reads what a client that hung up has left behind, which is kept for the server. */
  private boolean hasLeftNothing() {
    Connection client = session.client();
    ByteBuf buffer = worker.readBuffer();
    buffer.clear();
    int count = client.read(buffer, EARLY_READ);
    if (count <= 0) {
      return client.inputEnded() && early == null && bytesFromClient() == 0;
    }
    Tunnel known = tunnel;
    if (known != null) {
      known.offerRequest(buffer);
    } else {
      early = buffer.alloc().directBuffer(count).writeBytes(buffer);
    }
    return false;
  }

  @Override
  public void writable(Connection connection) {
    Tunnel running = tunnel;
    if (way == Way.READY && running != null) {
      go(running);
    }
  }

  private void go(Tunnel running) {
    if (finished) {
      return;
    }
    switch (running.pump()) {
      case RUNNING -> touch(running);
      case YIELDED -> {
        touch(running);
        worker.execute(() -> go(running));
      }
      case FINISHED -> finish(Cause.NONE, Phase.NONE);
      case CLIENT_BROKEN -> finish(Cause.CLIENT, Phase.DATA);
      case SERVER_BROKEN -> finish(Cause.SERVER, Phase.DATA);
      default -> throw new IllegalStateException();
    }
  }

  /** Traffic moves both deadlines; after a half-close the fin timeouts hold. */
  private void touch(Tunnel running) {
    FrontendSettings front = session.frontend().settings();
    if (front.countsContinuously()) {
      countBytes();
    }
    long tunnelTimeout = chosenBackend().settings().tunnelTimeout();
    long client = front.clientTimeout();
    long serverTimeout = chosenBackend().settings().serverTimeout();
    if (tunnelTimeout != 0) {
      client = tunnelTimeout;
      serverTimeout = tunnelTimeout;
    }
    long clientFin = front.clientFinTimeout();
    long serverFin = chosenBackend().settings().serverFinTimeout();
    boolean sooner = false;
    if (running.responseEnded() && clientFin != 0) {
      client = clientFin;
      sooner = true;
    }
    if (running.requestEnded() && serverFin != 0) {
      serverTimeout = serverFin;
      sooner = true;
    }
    if (running.requestMoved() || sooner || !front.independent()) {
      clientDeadline = after(client);
    }
    if (running.responseMoved() || sooner || !chosenBackend().settings().independent()) {
      serverDeadline = after(serverTimeout);
    }
    if (sooner) {
      armTimer();
    }
  }

  @Override
  protected void serverUnavailable() {
    finish(cause, phase);
  }

  @Override
  protected void clientTimedOut() {
    if (way == Way.READY) {
      finish(Cause.CLIENT_TIMEOUT, Phase.DATA);
    } else {
      Phase when = abandonWay();
      finish(Cause.CLIENT_TIMEOUT, when);
    }
  }

  @Override
  protected void serverTimedOut() {
    finish(Cause.SERVER_TIMEOUT, Phase.DATA);
  }

  private void finish(Cause why, Phase when) {
    if (finished) {
      return;
    }
    finished = true;
    cause = why;
    phase = when;
    endedAt = worker.now();
    stopTimer();
    Tunnel running = tunnel;
    countBytes();
    countAborts(why);
    boolean failed = way == Way.FAILED;
    leaveBackend();
    if (!logsEarly && mustLog(failed)) {
      session.frontend().accessLog().write(this, worker.index(), why != Cause.NONE);
    }
    if (running != null) {
      running.release();
    }
    ByteBuf kept = early;
    if (kept != null) {
      early = null;
      kept.release();
    }
    closeServerConnection();
    session.close();
  }

  private boolean mustLog(boolean failed) {
    FrontendSettings settings = session.frontend().settings();
    boolean nothing = bytesFromClient() == 0 && bytesToClient() == 0;
    if (settings.dontLogNull() && nothing && !failed) {
      return false;
    }
    return !settings.dontLogNormal() || cause != Cause.NONE;
  }

  private void countBytes() {
    long in = bytesFromClient() - countedIn;
    long out = bytesToClient() - countedOut;
    countedIn += in;
    countedOut += out;
    session.frontend().counters(worker).addBytes(in, out);
    session.bind().counters(worker).addBytes(in, out);
    Backend chosen = backend;
    if (chosen != null) {
      chosen.counters(worker).addBytes(in, out);
      if (server != null) {
        server.counters(worker).addBytes(in, out);
      }
    }
  }

  private void countAborts(Cause why) {
    Backend chosen = backend;
    if (chosen == null) {
      return;
    }
    if (phase != Phase.DATA) {
      return;
    }
    boolean byClient = why == Cause.CLIENT || why == Cause.CLIENT_TIMEOUT;
    if (!byClient && why != Cause.SERVER && why != Cause.SERVER_TIMEOUT) {
      return;
    }
    chosen.counters(worker).countAbort(byClient);
    if (server != null) {
      server.counters(worker).countAbort(byClient);
    }
    if (why == Cause.CLIENT || why == Cause.SERVER) {
      session.frontend().counters(worker).countAbort(byClient);
    }
    if (why == Cause.SERVER) {
      chosen.counters(worker).eresp++;
      if (server != null) {
        server.counters(worker).eresp++;
      }
    }
  }

  @Override
  public long bytesToClient() {
    Tunnel running = tunnel;
    return running == null ? 0 : running.bytesToClient();
  }

  @Override
  public long bytesFromClient() {
    Tunnel running = tunnel;
    if (running != null) {
      return running.bytesFromClient();
    }
    ByteBuf kept = early;
    return kept == null ? 0 : kept.readableBytes();
  }
}
