package io.jhaproxy.core.table;

import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.table.StickTableModel.Stored;
import io.jhaproxy.grammar.source.Location;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An entry of a full table is found, counted in and let go, as tracking does it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StickTableBenchmark {
  private static final int ENTRIES = 100_000;

  private final StickTable table =
      new StickTable(
          new StickTableModel(
              "t",
              KeyType.INTEGER,
              4,
              ENTRIES,
              3_600_000,
              false,
              "",
              false,
              List.of(
                  new Stored(DataType.HTTP_REQ_CNT, 1, 0),
                  new Stored(DataType.HTTP_REQ_RATE, 1, 10_000)),
              Location.NOWHERE),
          Clock.SYSTEM);
  private final Column total = table.column(DataType.HTTP_REQ_CNT);
  private final Column rate = table.column(DataType.HTTP_REQ_RATE);
  private final byte[] bytes = new byte[4];
  private final Slice key = Slice.of(bytes);

  /** Fills the table. */
  @Setup
  public void fill() {
    for (int i = 0; i < ENTRIES; i++) {
      count(i);
    }
  }

  private long count(int number) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (number >> 8 * i);
    }
    long now = table.now();
    int handle = table.acquire(key, now);
    long sum = table.count(handle, total, rate, 1, now);
    table.release(handle);
    return sum;
  }

  /** Counts a request of one of the keys. */
  @Benchmark
  public long update() {
    return count(ThreadLocalRandom.current().nextInt(ENTRIES));
  }
}
