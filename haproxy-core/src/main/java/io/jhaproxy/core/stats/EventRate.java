package io.jhaproxy.core.stats;

import org.jspecify.annotations.Nullable;

/**
 * Events per second over the last second, one account per worker. A worker counts; anybody reads
 * the sum, which may be a moment old.
 */
public final class EventRate {
  private static final long PERIOD = 1000;

  /** A worker's numbers: start of its period, events in it, events in the one before. */
  private static final int START = 0;

  private static final int CURRENT = 1;
  private static final int PREVIOUS = 2;
  private static final int ROW = 3;

  private final long[] @Nullable [] rows;
  private volatile long max;

  /** A rate that so many workers count; a worker's numbers are made with its first event. */
  public EventRate(int workers) {
    rows = new long[workers] @Nullable [];
  }

  /** Counts an event; on the worker. */
  public void count(int worker, long wallMillis) {
    count(worker, wallMillis, 1);
  }

  /** Counts so many events at once; on the worker. */
  public void count(int worker, long wallMillis, long events) {
    long[] row = rows[worker];
    if (row == null) {
      row = new long[ROW];
      rows[worker] = row;
    }
    long elapsed = wallMillis - row[START];
    if (elapsed >= PERIOD) {
      row[PREVIOUS] = elapsed < 2 * PERIOD ? row[CURRENT] : 0;
      row[CURRENT] = 0;
      row[START] = wallMillis - elapsed % PERIOD;
    }
    row[CURRENT] += events;
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

  /** There was a second with so many events before. */
  public void raiseMax(long before) {
    max = Math.max(max, before);
  }

  /** Forgets the largest number so far; from any thread. */
  public void clearMax() {
    max = 0;
  }

  private long sum(long wallMillis) {
    long sum = 0;
    for (long[] row : rows) {
      if (row == null) {
        continue;
      }
      long elapsed = wallMillis - row[START];
      if (elapsed < PERIOD) {
        sum += row[CURRENT] + row[PREVIOUS] * (PERIOD - elapsed) / PERIOD;
      } else if (elapsed < 2 * PERIOD) {
        sum += row[CURRENT] * (2 * PERIOD - elapsed) / PERIOD;
      }
    }
    return sum;
  }
}
