package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BalanceKey;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.Waiter;
import org.jspecify.annotations.Nullable;

/** The first part of a stream's way to a server: balance, or a place in a queue. */
abstract class QueuedStream extends TimedStream implements Waiter, BalanceKey {
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
  int retriesLeft;

  QueuedStream(Session session) {
    super(session);
  }

  /** Takes the chosen server, whose slot the stream holds. */
  abstract void connect(Server target);

  /** No server could be had; {@link #cause} and {@link #phase} say why. */
  protected abstract void serverUnavailable();

  /** The server that the client's cookie names could not be used. */
  protected void persistenceLost() {}

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

  /** Starts the way to a server of the backend. */
  protected final void openServer(Backend chosen) {
    enterBackend(chosen);
    retriesLeft = chosen.settings().retries();
    assign(null);
  }

  final void assign(@Nullable Server avoid) {
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
  final void unbind() {
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

  final void fail(Cause why, Phase when) {
    way = Way.FAILED;
    cause = why;
    phase = when;
    serverDeadline = NEVER;
    leaveServerKeepingName();
    serverUnavailable();
  }
}
