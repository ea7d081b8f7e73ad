package io.jhaproxy.core.stats;

/**
 * Average times of the last 1024 sessions or so (management guide 9.1, qtime to ttime), as moving
 * averages, one account per worker. Milliseconds.
 */
public final class TimeAverages {
  private static final int WINDOW = 1024;

  private final int[] samples;
  private final long[] queue;
  private final long[] connect;
  private final long[] response;
  private final long[] total;

  /** Averages that so many workers feed. */
  public TimeAverages(int workers) {
    samples = new int[workers];
    queue = new long[workers];
    connect = new long[workers];
    response = new long[workers];
    total = new long[workers];
  }

  /** Adds a session's times; on the worker. Times of phases not reached count as 0. */
  public void add(int worker, int queueTime, int connectTime, int responseTime, int totalTime) {
    if (samples[worker] < WINDOW) {
      samples[worker]++;
    }
    feed(queue, worker, queueTime);
    feed(connect, worker, connectTime);
    feed(response, worker, responseTime);
    feed(total, worker, totalTime);
  }

  private void feed(long[] sums, int worker, int value) {
    long leaving = samples[worker] < WINDOW ? 0 : (sums[worker] + WINDOW - 1) / WINDOW;
    sums[worker] += Math.max(0, value) - leaving;
  }

  /** Queue time. */
  public long queue() {
    return average(queue);
  }

  /** Connect time. */
  public long connect() {
    return average(connect);
  }

  /** Response time. */
  public long response() {
    return average(response);
  }

  /** Total time. */
  public long total() {
    return average(total);
  }

  private long average(long[] sums) {
    long sum = 0;
    long count = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += sums[i];
      count += samples[i];
    }
    return count == 0 ? 0 : (sum + count - 1) / count;
  }
}
