package io.jhaproxy.core.stats;

import org.jspecify.annotations.Nullable;

/**
 * Average times of the last 1024 sessions or so (management guide 9.1, qtime to ttime), as moving
 * averages, one account per worker. Milliseconds.
 */
public final class TimeAverages {
  private static final int WINDOW = 1024;

  /** A worker's numbers: how many samples, then the sums. */
  private static final int SAMPLES = 0;

  private static final int QUEUE = 1;
  private static final int CONNECT = 2;
  private static final int RESPONSE = 3;
  private static final int TOTAL = 4;
  private static final int ROW = 5;

  private final long[] @Nullable [] rows;

  /** Averages that so many workers feed; a worker's numbers are made with its first session. */
  public TimeAverages(int workers) {
    rows = new long[workers] @Nullable [];
  }

  /** Adds a session's times; on the worker. Times of phases not reached count as 0. */
  public void add(int worker, int queueTime, int connectTime, int responseTime, int totalTime) {
    long[] row = rows[worker];
    if (row == null) {
      row = new long[ROW];
      rows[worker] = row;
    }
    if (row[SAMPLES] < WINDOW) {
      row[SAMPLES]++;
    }
    feed(row, QUEUE, queueTime);
    feed(row, CONNECT, connectTime);
    feed(row, RESPONSE, responseTime);
    feed(row, TOTAL, totalTime);
  }

  private static void feed(long[] row, int which, int value) {
    long leaving = row[SAMPLES] < WINDOW ? 0 : (row[which] + WINDOW - 1) / WINDOW;
    row[which] += Math.max(0, value) - leaving;
  }

  /** Queue time. */
  public long queue() {
    return average(QUEUE);
  }

  /** Connect time. */
  public long connect() {
    return average(CONNECT);
  }

  /** Response time. */
  public long response() {
    return average(RESPONSE);
  }

  /** Total time. */
  public long total() {
    return average(TOTAL);
  }

  private long average(int which) {
    long sum = 0;
    long count = 0;
    for (long[] row : rows) {
      if (row != null) {
        sum += row[which];
        count += row[SAMPLES];
      }
    }
    return count == 0 ? 0 : (sum + count - 1) / count;
  }
}
