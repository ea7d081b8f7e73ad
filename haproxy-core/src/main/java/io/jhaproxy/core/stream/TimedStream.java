package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Timer;

/**
 * The deadlines of a stream: the client's and the server's side have one each; activity moves a
 * field, and the one timer looks at both when it comes up.
 */
abstract class TimedStream extends CountedStream {
  /** A deadline that never comes. */
  protected static final long NEVER = Long.MAX_VALUE;

  protected long clientDeadline = NEVER;
  protected long serverDeadline = NEVER;
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

  TimedStream(Session session) {
    super(session);
  }

  /** The client was silent too long. */
  protected abstract void clientTimedOut();

  /** The server was silent too long, or what it was waited for did not happen. */
  abstract void serverDeadlinePassed();

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
}
