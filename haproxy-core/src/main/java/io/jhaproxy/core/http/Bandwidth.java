package io.jhaproxy.core.http;

import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.rule.BandwidthFilter;

/**
 * The bytes that one direction of one exchange may still pass in this period ({@code filter
 * bwlim-in|bwlim-out}); what is waited for is told by a timer. On the stream's worker.
 */
final class Bandwidth {
  private final Worker worker;
  private final long limit;
  private final long period;
  private final long least;
  private final Runnable again;
  private final Timer timer =
      new Timer() {
        @Override
        protected void expire() {
          again.run();
        }
      };
  private long periodEnds;
  private long left;

  /**
   * Begins with a whole period.
   *
   * @param bytes in a period, or less than 1 for the filter's own limit
   * @param millis length of a period, or less than 1 for the filter's own
   * @param again called when bytes may pass again
   */
  Bandwidth(Worker worker, BandwidthFilter filter, long bytes, long millis, Runnable again) {
    this.worker = worker;
    this.limit = Math.max(1, bytes > 0 ? bytes : filter.limit());
    this.period = millis > 0 ? millis : filter.period();
    this.least = Math.min(limit, filter.least());
    this.again = again;
    this.left = limit;
    this.periodEnds = worker.now() + period;
  }

  /** Bytes that may pass now, at most {@code wanted}; 0: not before {@code again} is called. */
  int allowance(int wanted) {
    long now = worker.now();
    if (now >= periodEnds) {
      long periods = 1 + (now - periodEnds) / period;
      left = Math.min(limit, left + periods * limit);
      periodEnds += periods * period;
    }
    if (left > 0 && left >= least) {
      return (int) Math.min(wanted, left);
    }
    worker.timers().schedule(timer, periodEnds);
    return 0;
  }

  /** Bytes have passed; those that came with a head may be more than were allowed. */
  void spend(int bytes) {
    left -= bytes;
  }

  /** Nobody waits any more. */
  void end() {
    worker.timers().cancel(timer);
  }
}
