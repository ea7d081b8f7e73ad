package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stats.ServerCounters;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.TrackedCounters;
import io.jhaproxy.core.table.Tracker;
import org.jspecify.annotations.Nullable;

/**
 * A stream's place in the counters: counted into a backend and a server when it comes to them and
 * out of them once, whichever way it ends.
 */
abstract class CountedStream extends StreamFacts implements Tracker {
  private @Nullable TrackedCounters tracked;

  boolean holdsSlot;
  boolean countedAtServer;
  boolean countedInBackend;

  CountedStream(Session session) {
    super(session);
  }

  @Override
  public final @Nullable TrackedCounters streamCounters(boolean create) {
    if (tracked == null && create) {
      tracked = new TrackedCounters();
    }
    return tracked;
  }

  @Override
  public final @Nullable TrackedCounters sessionCounters(boolean create) {
    return session.tracked(create);
  }

  /** Counts events in what this stream and its session track. */
  protected final void countTracked(DataType total, DataType rate, long amount) {
    TrackedCounters shared = session.tracked(false);
    if (tracked != null || shared != null) {
      TrackedCounters.countAll(tracked, shared, total, rate, amount, worker.clockMillis());
    }
  }

  /** Counts bytes in what this stream and its session track. */
  protected final void countTrackedBytes(long in, long out) {
    if (in > 0) {
      countTracked(DataType.BYTES_IN_CNT, DataType.BYTES_IN_RATE, in);
    }
    if (out > 0) {
      countTracked(DataType.BYTES_OUT_CNT, DataType.BYTES_OUT_RATE, out);
    }
  }

  /** Counts an error of the client's request. */
  protected final void countRequestError() {
    countTracked(DataType.HTTP_ERR_CNT, DataType.HTTP_ERR_RATE, 1);
  }

  /** Counts a failure of a server's response. */
  protected final void countResponseFailure() {
    countTracked(DataType.HTTP_FAIL_CNT, DataType.HTTP_FAIL_RATE, 1);
  }

  /** The stream tracks no longer; when it has been counted and logged. */
  protected final void endTracking() {
    if (tracked != null) {
      tracked.release();
    }
  }

  /** Counts the stream into a backend that will answer or forward it. */
  protected final void enterBackend(Backend chosen) {
    if (countedInBackend) {
      return;
    }
    backend = chosen;
    countedInBackend = true;
    ProxyCounters counters = chosen.counters(worker);
    counters.scur++;
    counters.stot++;
    counters.lastSession = worker.wallMillis() / 1000;
    chosen.sessionRate().count(worker.index(), worker.wallMillis());
    long now = chosen.sessions();
    if (now > counters.smax) {
      counters.smax = now;
    }
  }

  void countChoice(Server chosen) {
    chosen.counters(worker).lbtot++;
    chosenBackend().counters(worker).lbtot++;
  }

  void enterServer(Server target) {
    server = target;
    session.server(target);
    ServerCounters counters = target.counters(worker);
    countAtServer(target, true);
    counters.stot++;
    counters.lastSession = worker.wallMillis() / 1000;
    target.sessionRate().count(worker.index(), worker.wallMillis());
  }

  /** Counts a request that a server gets, though it is answered here. */
  protected final void passServer(Server target) {
    server = target;
    ServerCounters counters = target.counters(worker);
    counters.stot++;
    counters.lastSession = worker.wallMillis() / 1000;
    target.sessionRate().count(worker.index(), worker.wallMillis());
  }

  /** The backend, which must have been entered. */
  protected final Backend chosenBackend() {
    Backend chosen = backend;
    if (chosen == null) {
      throw new IllegalStateException("no backend chosen");
    }
    return chosen;
  }

  /** Gives the slot back and counts the stream out of the server, whose name the log keeps. */
  protected final void leaveServerKeepingName() {
    Server left = server;
    if (left != null && holdsSlot) {
      holdsSlot = false;
      countAtServer(left, false);
      session.server(null);
      left.backend().release(left);
    }
  }

  /** A stream that pauses before it tries a server again is not one of its sessions meanwhile. */
  void countAtServer(Server at, boolean present) {
    if (countedAtServer != present) {
      countedAtServer = present;
      ServerCounters counters = at.counters(worker);
      counters.scur += present ? 1 : -1;
      counters.smax = Math.max(counters.smax, at.sessions());
    }
  }

  void leaveServer() {
    leaveServerKeepingName();
    server = null;
  }

  /** Counts the stream out of everything; before the log line the counts still include it. */
  final void leaveCounters() {
    leaveServerKeepingName();
    Backend left = backend;
    if (left != null && countedInBackend) {
      countedInBackend = false;
      left.counters(worker).scur--;
      addTimes(left);
    }
  }

  /** Adds this stream's times to the averages of its backend and server. */
  void addTimes(Backend left) {
    int queue = queueTime();
    int connect = connectTime();
    int response = responseTime();
    int total = totalTime();
    left.averages().add(worker.index(), queue, connect, response, total);
    left.counters(worker).noteTimes(queue, connect, response, total);
    Server used = server;
    if (used != null) {
      used.averages().add(worker.index(), queue, connect, response, total);
      used.counters(worker).noteTimes(queue, connect, response, total);
    }
  }
}
