package io.jhaproxy.core.http;

import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.EventRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What compression costs the process and what it may cost (manual 3, {@code maxcomprate}, {@code
 * maxcompcpuusage}, {@code maxzlibmem}); shared by all workers.
 */
public final class CompressionLoad {
  /** Bytes that one compressor takes. */
  public static final long COMPRESSOR_MEMORY = 264 * 1024;

  private static final int FULL = 100;
  private static final int TICKS_PER_SECOND = 100;
  private static final Path TIMES = Path.of("/proc/self/stat");

  private final EventRate in;
  private final EventRate out;
  private final int workers;
  private final int processorLimit;
  private final long memoryLimit;
  private final AtomicInteger running = new AtomicInteger();
  private volatile long rateLimit;
  private volatile long sampledAt;
  private volatile long sampledTicks;
  private volatile int usage;

  /**
   * Makes a load without compressors.
   *
   * @param rateLimit bytes a second that may go in, 0 for no limit
   * @param processorLimit percent of the workers' time, 100 for no limit
   * @param memoryLimit bytes, 0 for no limit
   */
  public CompressionLoad(int workers, long rateLimit, int processorLimit, long memoryLimit) {
    this.workers = workers;
    this.rateLimit = rateLimit;
    this.processorLimit = processorLimit;
    this.memoryLimit = memoryLimit;
    this.in = new EventRate(workers);
    this.out = new EventRate(workers);
  }

  /** Bytes a second that went in over the last second. */
  public long bytesIn() {
    return in.now();
  }

  /** Bytes a second that came out over the last second. */
  public long bytesOut() {
    return out.now();
  }

  /** Bytes a second that may go in, 0 for no limit. */
  public long rateLimit() {
    return rateLimit;
  }

  /** Changes the limit; from any thread. */
  public void rateLimit(long bytesPerSecond) {
    rateLimit = bytesPerSecond;
  }

  /** Whether another response may be compressed. */
  boolean admits(Worker worker) {
    return !isOver(worker)
        && (memoryLimit == 0 || (running.get() + 1) * COMPRESSOR_MEMORY <= memoryLimit);
  }

  private boolean isOver(Worker worker) {
    long limit = rateLimit;
    return (limit > 0 && in.isAt((int) Math.min(limit, Integer.MAX_VALUE), worker.wallMillis()))
        || (processorLimit < FULL && usage(worker.wallMillis()) > processorLimit);
  }

  /** The level to go on with: one less as long as a limit is reached, else one more. */
  int level(int current, int most, Worker worker) {
    if (rateLimit == 0 && processorLimit == FULL) {
      return current;
    }
    return isOver(worker) ? Math.max(1, current - 1) : Math.min(most, current + 1);
  }

  /** A compressor works; it was {@linkplain #admits admitted}. */
  void began() {
    running.incrementAndGet();
  }

  /** A compressor has done its work. */
  void ended() {
    running.decrementAndGet();
  }

  void countIn(Worker worker, int bytes) {
    in.count(worker.index(), worker.wallMillis(), bytes);
  }

  void countOut(Worker worker, int bytes) {
    out.count(worker.index(), worker.wallMillis(), bytes);
  }

  /** Percent of the workers' time that was used, measured once a second. */
  private int usage(long now) {
    long since = now - sampledAt;
    if (since >= 1000) {
      long ticks = ticks();
      long possible = since * TICKS_PER_SECOND / 1000 * workers;
      usage = sampledAt == 0 ? 0 : (int) ((ticks - sampledTicks) * FULL / Math.max(1, possible));
      sampledTicks = ticks;
      sampledAt = now;
    }
    return usage;
  }

  /** Processor time of the process so far; 0 where the system does not tell. */
  private static long ticks() {
    try {
      String stat = Files.readString(TIMES);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } catch (IOException | NumberFormatException untold) {
      return 0;
    }
  }
}
