package io.jhaproxy.core.stats;

/**
 * Events per second over the last second, one account per worker. A worker counts; anybody reads
 * the sum, which may be a moment old.
 */
public final class EventRate {
  private static final long PERIOD = 1000;

  private final long[] periodStart;
  private final long[] current;
  private final long[] previous;
  private volatile long max;

  /** A rate that so many workers count. */
  public EventRate(int workers) {
    periodStart = new long[workers];
    current = new long[workers];
    previous = new long[workers];
  }

  /** Counts an event; on the worker. */
  public void count(int worker, long wallMillis) {
    long elapsed = wallMillis - periodStart[worker];
    if (elapsed >= PERIOD) {
      previous[worker] = elapsed < 2 * PERIOD ? current[worker] : 0;
      current[worker] = 0;
      periodStart[worker] = wallMillis - elapsed % PERIOD;
    }
    current[worker]++;
    long now = sum(wallMillis);
    if (now > max) {
      max = now;
    }
  }

  /** Events over the last second as of now. */
  public long now() {
    return sum(System.currentTimeMillis());
  }

  /** Whether a limit of events per second is reached at that time; on a worker. */
  public boolean isAt(int limit, long wallMillis) {
    return limit > 0 && sum(wallMillis) >= limit;
  }

  /** The most events in one second so far. */
  public long max() {
    return max;
  }

  /** Forgets the largest number so far; from any thread. */
  public void clearMax() {
    max = 0;
  }

  private long sum(long wallMillis) {
    long sum = 0;
    for (int i = 0; i < current.length; i++) {
      long elapsed = wallMillis - periodStart[i];
      if (elapsed < PERIOD) {
        sum += current[i] + previous[i] * (PERIOD - elapsed) / PERIOD;
      } else if (elapsed < 2 * PERIOD) {
        sum += current[i] * (2 * PERIOD - elapsed) / PERIOD;
      }
    }
    return sum;
  }
}
