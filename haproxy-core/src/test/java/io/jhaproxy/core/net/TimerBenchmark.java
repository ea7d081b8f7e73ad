package io.jhaproxy.core.net;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Timers of ten thousand connections. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerBenchmark {
  private static final int TIMERS = 10_000;

  private final TimerQueue queue = new TimerQueue();
  private final Timer[] timers = new Timer[TIMERS];
  private int next;
  private long now;

  /** Sets them all. */
  @Setup
  public void fill() {
    for (int i = 0; i < TIMERS; i++) {
      timers[i] =
          new Timer() {
            @Override
            protected void expire() {}
          };
      queue.schedule(timers[i], 30_000 + i);
    }
  }

  /** Traffic moves a deadline further away. */
  @Benchmark
  public long move() {
    next = (next + 7919) % TIMERS;
    now++;
    queue.schedule(timers[next], now + 30_000 + TIMERS);
    return queue.nextDeadline();
  }

  /** A connection ends, another one begins. */
  @Benchmark
  public long replace() {
    next = (next + 7919) % TIMERS;
    now++;
    queue.cancel(timers[next]);
    queue.schedule(timers[next], now + 30_000);
    return queue.nextDeadline();
  }
}
