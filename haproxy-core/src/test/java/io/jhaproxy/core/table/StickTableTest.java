package io.jhaproxy.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.table.StickTableModel.Stored;
import io.jhaproxy.grammar.source.Location;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store: life of entries, purge, rates, several threads. */
class StickTableTest {
  private long millis = 1_000_000;
  private final Clock clock =
      new Clock() {
        @Override
        public long nanoTime() {
          return millis * 1_000_000L;
        }

        @Override
        public long wallMillis() {
          return millis;
        }
      };

  private static StickTableModel model(int size, long expire, boolean noPurge, Stored... store) {
    return new StickTableModel(
        "t",
        KeyType.INTEGER,
        4,
        size,
        expire,
        noPurge,
        "",
        false,
        List.of(store),
        Location.NOWHERE);
  }

  private static Stored one(DataType type) {
    return new Stored(type, 1, type.isRate() ? 1000 : 0);
  }

  private StickTable table(int size, long expire, Stored... store) {
    return new StickTable(model(size, expire, false, store), clock);
  }

  private static Slice key(int number) {
    return Slice.of(
        new byte[] {
          (byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)
        });
  }

  /** Uses an entry once. */
  private static boolean use(StickTable table, int number) {
    int handle = table.acquire(key(number), table.now());
    if (handle == StickTable.NONE) {
      return false;
    }
    table.release(handle);
    return true;
  }

  private static boolean has(StickTable table, int number) {
    int handle = table.find(key(number), table.now());
    if (handle != StickTable.NONE) {
      table.release(handle);
    }
    return handle != StickTable.NONE;
  }

  @Test
  void entriesExpireAfterTheirLastUse() {
    StickTable table = table(10, 100);
    use(table, 1);
    millis += 60;
    use(table, 2);
    use(table, 1);
    millis += 60;
    assertThat(has(table, 1)).isTrue();
    assertThat(table.used()).isEqualTo(2);
    millis += 40;
    assertThat(has(table, 1)).isFalse();
    assertThat(table.used()).isZero();
  }

  @Test
  void lookingUpDoesNotLengthenALife() {
    StickTable table = table(10, 100);
    use(table, 1);
    millis += 60;
    assertThat(has(table, 1)).isTrue();
    millis += 40;
    assertThat(has(table, 1)).isFalse();
  }

  @Test
  void countingWhatIsNotStoredDoesNotLengthenALife() {
    StickTable table = table(10, 100, one(DataType.GPC0));
    int handle = table.acquire(key(1), table.now());
    long expiry = table.expiryOf(handle);
    millis += 60;
    table.count(handle, table.column(DataType.HTTP_REQ_CNT), null, 1, table.now());
    assertThat(table.expiryOf(handle)).isEqualTo(expiry);
    table.count(handle, table.column(DataType.GPC0), null, 1, table.now());
    assertThat(table.expiryOf(handle)).isEqualTo(expiry + 60);
  }

  @Test
  void anEntryThatIsReferredToStays() {
    StickTable table = table(2, 100);
    int held = table.acquire(key(1), table.now());
    millis += 500;
    assertThat(table.used()).isEqualTo(1);
    use(table, 2);
    assertThat(use(table, 3)).isTrue();
    assertThat(has(table, 1)).isTrue();
    assertThat(has(table, 2)).isFalse();
    assertThat(table.releaseAndRemove(held)).isTrue();
    assertThat(has(table, 1)).isFalse();
  }

  @Test
  void aFullTableOfReferredEntriesTakesNoMore() {
    StickTable table = table(2, 0);
    int one = table.acquire(key(1), table.now());
    int two = table.acquire(key(2), table.now());
    assertThat(use(table, 3)).isFalse();
    table.release(one);
    table.release(two);
    assertThat(use(table, 3)).isTrue();
    assertThat(has(table, 1)).isFalse();
  }

  @Test
  void theOldestIsPurged() {
    StickTable table = table(3, 0);
    use(table, 1);
    use(table, 2);
    use(table, 3);
    use(table, 1);
    use(table, 4);
    assertThat(List.of(has(table, 1), has(table, 2), has(table, 3), has(table, 4)))
        .containsExactly(true, false, true, true);
  }

  @Test
  void aPurgeTakesOneIn256() {
    StickTable table = table(1024, 0);
    for (int i = 0; i < 1025; i++) {
      use(table, i);
    }
    assertThat(table.used()).isEqualTo(1020);
    assertThat(has(table, 4)).isFalse();
    assertThat(has(table, 5)).isTrue();
  }

  @Test
  void withNopurgeNothingIsPurgedButWhatHasExpired() {
    StickTable table = new StickTable(model(1, 100, true), clock);
    use(table, 1);
    assertThat(use(table, 2)).isFalse();
    millis += 100;
    assertThat(use(table, 2)).isTrue();
  }

  @Test
  void aLargeTableHoldsWhatItsSizeSays() {
    StickTable table = table(100_000, 0, one(DataType.GPC0));
    for (int i = 0; i < 100_000; i++) {
      use(table, i * 7);
    }
    assertThat(table.used()).isEqualTo(100_000);
    for (int i = 0; i < 100_000; i++) {
      assertThat(has(table, i * 7)).isTrue();
    }
    for (int i = 0; i < 50_000; i++) {
      use(table, -1 - i);
    }
    assertThat(table.used()).isLessThanOrEqualTo(100_000).isGreaterThan(98_000);
  }

  /** Milliseconds at which events come, milliseconds to look at, rate over 1000 ms. */
  @ParameterizedTest
  @CsvSource({
    "'0', 0, 1",
    "'0', 999, 1",
    "'0', 1999, 1",
    "'0', 2001, 0",
    "'0 0', 1000, 2",
    "'0 0', 1001, 1",
    "'0 0', 1501, 0",
    "'0 0 0 0 0 0 0 0 0 0', 1000, 10",
    "'0 0 0 0 0 0 0 0 0 0', 1001, 9",
    "'0 0 0 0 0 0 0 0 0 0', 1500, 5",
    "'0 0 0 0 0 0 0 0 0 0', 1901, 0",
    "'0 0 0 0 0 0 0 0 0 0 1250', 1250, 8",
    "'0 0 0 0 0 0 0 0 0 0 1250', 2500, 1",
    "'0 0 5000 5000 5000 5000', 6500, 2",
  })
  void ratesSlide(String events, int look, long rate) {
    StickTable table = table(10, 0, one(DataType.CONN_RATE));
    Column column = table.column(DataType.CONN_RATE);
    long begin = millis;
    int handle = table.acquire(key(1), table.now());
    for (String event : events.split(" ")) {
      millis = begin + Long.parseLong(event);
      table.count(handle, null, column, 1, table.now());
    }
    assertThat(table.value(handle, column, begin + look)).isEqualTo(rate);
  }

  @Test
  void valuesOf32And64Bits() {
    StickTable table = table(10, 0, one(DataType.GPC0), one(DataType.BYTES_IN_CNT));
    int handle = table.acquire(key(1), 0);
    Column gpc = table.column(DataType.GPC0);
    Column bytes = table.column(DataType.BYTES_IN_CNT);
    table.set(handle, gpc, -5, 0);
    assertThat(table.value(handle, gpc, 0)).isEqualTo(4294967291L);
    assertThat(table.count(handle, gpc, null, 6, 0)).isEqualTo(1);
    table.count(handle, bytes, null, 5_000_000_000L, 0);
    assertThat(table.count(handle, bytes, null, 1, 0)).isEqualTo(5_000_000_001L);
    assertThat(table.clear(handle, gpc, 0)).isEqualTo(1);
    table.decrement(handle, gpc);
    assertThat(table.value(handle, gpc, 0)).isZero();
  }

  @Test
  void anEntryThatComesAgainBeginsAtZero() {
    StickTable table = table(1, 0, one(DataType.GPC0));
    int handle = table.acquire(key(1), 0);
    table.set(handle, table.column(DataType.GPC0), 7, 0);
    table.release(handle);
    use(table, 2);
    handle = table.acquire(key(1), 0);
    assertThat(table.value(handle, table.column(DataType.GPC0), 0)).isZero();
  }

  @Test
  void elementsOfArraysAnswerForTheOldNames() {
    StickTable table = new StickTable(model(1, 0, false, new Stored(DataType.GPC, 2, 0)), clock);
    assertThat(table.column(DataType.GPC0)).isSameAs(table.column(DataType.GPC, 0));
    assertThat(table.column(DataType.GPC1)).isSameAs(table.column(DataType.GPC, 1));
    assertThat(table.column(DataType.GPC, 2)).isNull();
    assertThat(table.column(DataType.GPC0_RATE)).isNull();
    assertThat(table.stores(DataType.GPC0)).isFalse();
  }

  @Test
  void tablesSurviveAConfigurationWithTheSameEntries() {
    TableRegistry registry = new TableRegistry(clock);
    List<StickTableModel> models = List.of(model(10, 0, false));
    Map<String, StickTable> tables = registry.declare(models);
    registry.commit(models, tables);
    StickTable first = tables.get("t");
    use(first, 1);
    models = List.of(model(20, 50, true));
    tables = registry.declare(models);
    assertThat(first.model().size()).isEqualTo(10);
    registry.commit(models, tables);
    assertThat(tables.get("t")).isSameAs(first);
    assertThat(first.model().size()).isEqualTo(20);
    assertThat(has(first, 1)).isTrue();
    models = List.of(model(20, 50, true, one(DataType.GPC0)));
    assertThat(registry.declare(models).get("t")).isNotSameAs(first);
  }

  @Test
  void severalThreadsLoseNoCount() throws InterruptedException {
    StickTable table = table(20_000, 0, one(DataType.CONN_CNT), one(DataType.CONN_CUR));
    int threads = 4;
    int rounds = 20_000;
    CountDownLatch done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      new Thread(
              () -> {
                TrackedCounters tracked = new TrackedCounters();
                for (int i = 0; i < rounds; i++) {
                  tracked.track(0, table, key(i % 100), 5);
                  tracked.track(1, table, key(i), 5);
                  tracked.release();
                }
                done.countDown();
              })
          .start();
    }
    done.await();
    long sum = 0;
    for (int handle : table.all(5)) {
      sum += table.value(handle, table.column(DataType.CONN_CNT), 5);
      assertThat(table.value(handle, table.column(DataType.CONN_CUR), 5)).isZero();
      assertThat(table.references(handle)).isEqualTo(1);
      table.release(handle);
    }
    assertThat(sum).isEqualTo(2L * threads * rounds);
  }

  @Test
  void severalThreadsInAFullTable() throws InterruptedException {
    StickTable table = table(50, 0, one(DataType.CONN_CUR));
    int threads = 4;
    CountDownLatch done = new CountDownLatch(threads);
    List<Throwable> failures = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int seed = t;
      new Thread(
              () -> {
                try {
                  for (int i = 0; i < 50_000; i++) {
                    use(table, i * 31 + seed);
                  }
                } catch (RuntimeException | Error failure) {
                  synchronized (failures) {
                    failures.add(failure);
                  }
                } finally {
                  done.countDown();
                }
              })
          .start();
    }
    done.await();
    assertThat(failures).isEmpty();
    assertThat(table.used()).isLessThanOrEqualTo(50).isGreaterThan(45);
  }

  @Test
  void theSteadyStateAllocatesNothing() {
    StickTable table =
        table(1000, 10, one(DataType.CONN_CNT), one(DataType.CONN_RATE), one(DataType.CONN_CUR));
    TrackedCounters tracked = new TrackedCounters();
    Slice[] keys = new Slice[4000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(i);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = 0;
    for (int round = 0; round < 20; round++) {
      if (round == 10) {
        before = threads.getThreadAllocatedBytes(id);
      }
      for (Slice key : keys) {
        tracked.track(0, table, key, millis);
        TrackedCounters.countAll(tracked, null, DataType.CONN_CNT, DataType.CONN_RATE, 1, millis);
        tracked.release();
        millis++;
      }
      table.expire(millis);
    }
    assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(4096);
  }
}
