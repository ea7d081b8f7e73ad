package io.jhaproxy.vrrp.kernel;

import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The daemon's one thread: descriptors, timers, tasks of other threads, and one consumer of time
 * (the state machine). Everything that is readable is read before any timer runs, also after the
 * thread itself was held up: so a stall is never taken for the silence of others.
 */
public final class EventLoop implements AutoCloseable {
  /** A stall between reading and the timers longer than this means reading once more. */
  private static final long TRUSTED_NANOS = 2_000_000;

  /** Reading goes on for so many rounds at most: a flood must not keep the timers waiting. */
  private static final int MOST_ROUNDS = 3;

  /** A loop that is later than this says so. */
  private static final long WORTH_TELLING_NANOS = 100_000_000;

  private static final long LONGEST_WAIT = 3_600_000_000_000L;

  /** What runs by time beside the timers. */
  public interface Timed {
    /** The next instant to be called at, on the loop's clock; Long.MAX_VALUE for none. */
    long nextDeadline();

    /** Does all that is due. */
    void advance(long now);
  }

  /** For a loop that has timers and descriptors only. */
  public static final Timed NOTHING_TIMED =
      new Timed() {
        @Override
        public long nextDeadline() {
          return Long.MAX_VALUE;
        }

        @Override
        public void advance(long now) {}
      };

  /** A task for later; only for {@link #cancel}. */
  public static final class Timer implements Comparable<Timer> {
    private final long due;
    private final long number;
    private final Runnable action;
    private boolean cancelled;

    Timer(long due, long number, Runnable action) {
      this.due = due;
      this.number = number;
      this.action = action;
    }

    /** The action will not run. */
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(due, other.due);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final Poller poller = new Poller();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final LongConsumer stalls;
  private final Consumer<RuntimeException> failures;
  private Runnable endOfRound = () -> {};
  private long timerNumber;
  private volatile boolean stopped;

  /**
   * A loop that has not begun.
   *
   * @param stalls told how late (nanoseconds) the loop was whenever it was late by more than 100 ms
   * @param failures told what an action threw; the loop goes on
   */
  public EventLoop(LongConsumer stalls, Consumer<RuntimeException> failures)
      throws KernelException {
    this.stalls = stalls;
    this.failures = failures;
  }

  /** Monotonic nanoseconds, the clock of timers and of {@link Timed}. */
  public long now() {
    return System.nanoTime();
  }

  /** Calls {@code readable} whenever the descriptor has something to read. Loop thread. */
  public void watch(int fd, Runnable readable) {
    poller.add(fd, () -> guarded(readable));
  }

  /** Ends {@link #watch}. */
  public void unwatch(int fd) {
    poller.remove(fd);
  }

  /** Runs an action on the loop's thread soon. Any thread. */
  public void post(Runnable action) {
    posted.add(action);
    poller.wakeUp();
  }

  /** Runs an action on the loop's thread after so many nanoseconds. Loop thread. */
  public Timer after(long nanos, Runnable action) {
    Timer timer = new Timer(now() + nanos, timerNumber++, action);
    timers.add(timer);
    return timer;
  }

  /** Runs an action whenever everything that was due has been done. Before {@link #run}. */
  public void atEndOfRound(Runnable action) {
    endOfRound = action;
  }

  /** Ends {@link #run} after the present round. Any thread. */
  public void stop() {
    stopped = true;
    poller.wakeUp();
  }

  /** Runs until {@link #stop}. */
  public void run(Timed timed) {
    while (!stopped) {
      long begun = now();
      long due = nextDue(timed, begun);
      poller.await(Math.max(0, due - begun));
      long now = readAgain(due);
      runPosted();
      runTimers(now);
      guarded(() -> timed.advance(now));
      endOfRound.run();
    }
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException unexpected) {
      failures.accept(unexpected);
    }
  }

  private long nextDue(Timed timed, long now) {
    long due = Math.min(now + LONGEST_WAIT, timed.nextDeadline());
    return timers.isEmpty() ? due : Math.min(due, timers.peek().due);
  }

  /** Reads all that came until now, the time at which the timers will run. */
  private long readAgain(long due) {
    long now = now();
    if (now - due > WORTH_TELLING_NANOS) {
      stalls.accept(now - due);
    }
    for (int rounds = MOST_ROUNDS; rounds > 0; rounds--) {
      long read = now;
      poller.await(0);
      now = now();
      if (now - read <= TRUSTED_NANOS) {
        break;
      }
    }
    return now;
  }

  private void runPosted() {
    Runnable next;
    while ((next = posted.poll()) != null) {
      guarded(next);
    }
  }

  private void runTimers(long now) {
    while (!timers.isEmpty() && timers.peek().due <= now) {
      Timer timer = timers.poll();
      if (!timer.cancelled) {
        guarded(timer.action);
      }
    }
  }

  @Override
  public void close() {
    poller.close();
  }
}
