package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.sample.Slice;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client in {@code mode tcp}: rules, a server, then bytes both ways until both have ended. */
public final class TcpStream extends PeekingStream {
  private @Nullable Tunnel tunnel;
  private final TcpPhases phases;
  private @Nullable ResponseGate responseGate;
  private @Nullable StreamTrace trace;
  private boolean finished;

  /** Whether the client had hung up already when the first connect began. */
  private boolean cameToLeave;

  private long countedIn;
  private long countedOut;

  private TcpStream(Session session) {
    super(session);
    this.phases = new TcpPhases(this);
  }

  /** Starts the stream of an accepted client. */
  public static void start(Session session) {
    TcpStream stream = new TcpStream(session);
    session.client().handler(stream);
    session.onKill(why -> stream.finish(why, Phase.DATA));
    session.onServerShutdown(why -> stream.finish(why, Phase.NONE));
    stream.begin();
  }

  private void begin() {
    requestNumber = session.tools().load().nextRequest(worker);
    requestAt = startedAt;
    List<TraceFilter> traces = session.frontend().rules().traces();
    if (!traces.isEmpty()) {
      trace = new StreamTrace(requestNumber - 1, "TCP", traces);
    }
    admit();
  }

  @Override
  protected void admitted() {
    clientDeadline = after(session.frontend().settings().clientTimeout());
    phases.run();
    if (!finished) {
      session.client().watch();
      armTimer();
    }
  }

  // -- for the phases before there is a server

  Session session() {
    return session;
  }

  /** Rules wait for more bytes. */
  void await() {
    long timeout = after(session.frontend().settings().clientTimeout());
    clientDeadline = Math.min(timeout, phases.until());
    armTimer();
  }

  /** No backend is configured for this client. */
  void noBackend() {
    finish(Cause.SERVER, Phase.CONNECT);
  }

  /** The client goes to this backend. */
  void enter(Backend chosen) {
    enterBackend(chosen);
    List<TraceFilter> more = serverSideRules().traces();
    StreamTrace told = trace;
    if (told == null && !more.isEmpty()) {
      told = new StreamTrace(requestNumber - 1, "TCP", List.of());
      trace = told;
    }
    if (told != null) {
      told.backend(chosen.name(), more == session.frontend().rules().traces() ? List.of() : more);
    }
  }

  /** A rule refused the client. */
  void refused(Verdict verdict) {
    session.frontend().counters(worker).dreq++;
    if (verdict == Verdict.DROPPED) {
      session.client().abandon();
    }
    finish(Cause.PROXY, Phase.REQUEST);
  }

  /** The client speaks HTTP: another stream takes it over, with what came so far. */
  void speaksHttp() {
    Consumer<Session> upgrader = session.frontend().upgrader();
    if (upgrader == null) {
      finish(Cause.INTERNAL, Phase.REQUEST);
      return;
    }
    finished = true;
    stopTimer();
    endTrace();
    FirstBytes kept = phases.take();
    if (kept != null) {
      kept.giveBack();
    }
    releasePeek();
    upgrader.accept(session);
  }

  /** The rules let the client pass. */
  void forward() {
    releasePeek();
    clientDeadline = after(session.frontend().settings().clientTimeout());
    openServer(chosenBackend());
  }

  @Override
  public boolean requestBuffer(Slice into) {
    return phases.view(into);
  }

  @Override
  boolean firstBytes(Slice into) {
    return phases.isWaiting() && phases.view(into);
  }

  @Override
  public boolean requestEnded() {
    return phases.isOver();
  }

  @Override
  public boolean responseBuffer(Slice into) {
    ResponseGate gate = responseGate;
    return gate != null && gate.view(into);
  }

  @Override
  public boolean responseEnded() {
    ResponseGate gate = responseGate;
    return gate == null ? super.responseEnded() : gate.isOver();
  }

  @Override
  protected void connectStarted(Connection connection) {
    if (session.client().mayRead() && serverSideRules().response().isEmpty()) {
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
    long tunnelTimeout = tunnelTimeout(chosenBackend().settings());
    responseAt = connectedAt;
    storeServer();
    if (tunnelTimeout != 0) {
      clientDeadline = after(tunnelTimeout);
      serverDeadline = clientDeadline;
    }
    if (session.frontend().settings().logAsap()) {
      logsEarly = true;
      session.frontend().accessLog().write(this, worker.index(), false);
    }
    Tunnel started = tunnel(connection);
    if (trace != null) {
      trace.responseStarts();
    }
    ServerSideRules rules = serverSideRules();
    if (!rules.response().isEmpty()) {
      responseGate = new ResponseGate(this, rules, connection);
      started.holdResponse();
    }
    go(started);
  }

  private Tunnel tunnel(Connection connection) {
    Tunnel known = tunnel;
    if (known == null || known.server() != connection) {
      Tunnel made = new Tunnel(session.client(), connection);
      if (known != null) {
        made.inherit(known);
      }
      if (trace != null) {
        made.trace(trace);
      }
      FirstBytes kept = phases.take();
      if (kept != null) {
        made.offerRequest(kept);
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
    } else if (phases.isWaiting()) {
      phases.run();
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
    Tunnel known = tunnel;
    if (known == null) {
      return phases.hasLeftNothing();
    }
    FirstBytes more = new FirstBytes(session.client(), worker.now());
    more.read();
    known.offerRequest(more);
    return session.client().inputEnded() && bytesFromClient() == 0;
  }

  @Override
  public void writable(Connection connection) {
    Tunnel running = tunnel;
    if (way == Way.READY && running != null) {
      go(running);
    }
  }

  private void go(Tunnel running) {
    ResponseGate gate = responseGate;
    if (finished || (gate != null && !opens(gate, running))) {
      return;
    }
    Tunnel.State state = running.pump();
    if (trace != null) {
      traceEnds(trace, running);
    }
    switch (state) {
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

  private static void traceEnds(StreamTrace told, Tunnel running) {
    if (running.requestEnded()) {
      told.directionEnds(true);
    }
    if (running.responseEnded()) {
      told.directionEnds(false);
    }
  }

  private void endTrace() {
    StreamTrace told = trace;
    if (told != null) {
      trace = null;
      told.stop();
    }
  }

  /** Whether the stream goes on; the response may have to wait still. */
  private boolean opens(ResponseGate gate, Tunnel running) {
    Verdict verdict = gate.look(running);
    if (verdict == Verdict.CONTINUE || verdict == Verdict.WAIT) {
      return true;
    }
    if (verdict == Verdict.CLOSED) {
      gate.open(running);
      running.endResponse();
      return true;
    }
    running.countHeld(gate.length());
    Backend entered = chosenBackend();
    entered.counters(worker).dresp++;
    session.frontend().counters(worker).dresp++;
    Server target = server;
    if (target != null) {
      target.counters(worker).dresp++;
    }
    if (verdict == Verdict.DROPPED) {
      session.client().abandon();
    }
    finish(Cause.PROXY, Phase.DATA);
    return false;
  }

  /** Traffic moves both deadlines; after a half-close the fin timeouts hold. */
  private void touch(Tunnel running) {
    FrontendSettings front = session.frontend().settings();
    if (front.countsContinuously()) {
      countBytes();
    }
    long tunnelTimeout = tunnelTimeout(chosenBackend().settings());
    long client = front.clientTimeout();
    long serverTimeout = serverTimeout(chosenBackend().settings());
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
    ResponseGate gate = responseGate;
    if (gate != null && gate.until() < serverDeadline) {
      serverDeadline = gate.until();
      sooner = true;
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
    if (phases.isWaiting()) {
      inspectionTimedOut();
    } else if (way == Way.READY) {
      finish(Cause.CLIENT_TIMEOUT, Phase.DATA);
    } else {
      Phase when = abandonWay();
      finish(Cause.CLIENT_TIMEOUT, when);
    }
  }

  /** Either the rules must decide now, or the client was silent too long. */
  private void inspectionTimedOut() {
    if (worker.now() >= phases.until()) {
      phases.run();
    } else {
      phases.leave();
      session.frontend().counters(worker).ereq++;
      Backend entered = backend;
      if (entered != null) {
        entered.counters(worker).countAbort(true);
      }
      finish(Cause.CLIENT_TIMEOUT, Phase.REQUEST);
    }
  }

  @Override
  protected void serverTimedOut() {
    ResponseGate gate = responseGate;
    Tunnel running = tunnel;
    if (gate != null && running != null && worker.now() >= gate.until()) {
      go(running);
      return;
    }
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
      boolean error = why != Cause.NONE || retriesDone > 0 || redispatched;
      session.frontend().accessLog().write(this, worker.index(), error);
    }
    endTracking();
    endTrace();
    if (running != null) {
      running.release();
    }
    phases.release();
    releasePeek();
    ResponseGate gate = responseGate;
    if (gate != null) {
      gate.release();
    }
    endServerConnection();
    session.close();
  }

  private boolean mustLog(boolean failed) {
    FrontendSettings settings = session.frontend().settings();
    boolean nothing = bytesFromClient() == 0 && bytesToClient() == 0;
    if (settings.dontLogNull() && nothing && !failed) {
      return false;
    }
    return !settings.dontLogNormal() || cause != Cause.NONE || retriesDone > 0 || redispatched;
  }

  private void countBytes() {
    long in = bytesFromClient() - countedIn;
    long out = bytesToClient() - countedOut;
    countedIn += in;
    countedOut += out;
    countTrackedBytes(in, out);
    session.frontend().counters(worker).addBytes(in, out);
    session.bind().counters(worker).addBytes(in, out);
    Backend counted = session.frontend().countsInto(backend);
    if (counted != null) {
      counted.counters(worker).addBytes(in, out);
    }
    if (server != null) {
      server.counters(worker).addBytes(in, out);
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
    return phases.length();
  }
}
