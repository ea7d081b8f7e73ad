package io.jhaproxy.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.table.StickTableModel.Stored;
import io.jhaproxy.grammar.source.Location;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that come from another process while both count. */
class InheritedEntriesTest {
  private static final Slice KEY = Slice.of(new byte[] {127, 0, 0, 1});

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

  private final StickTable theirs = table();
  private final StickTable ours = table();
  private final InheritedEntries inherited = new InheritedEntries(ours, clock);

  private StickTable table() {
    List<Stored> store =
        List.of(
            new Stored(DataType.GPC0, 1, 0),
            new Stored(DataType.GPT0, 1, 0),
            new Stored(DataType.CONN_CUR, 1, 0),
            new Stored(DataType.BYTES_IN_CNT, 1, 0),
            new Stored(DataType.SERVER_KEY, 1, 0),
            new Stored(DataType.HTTP_REQ_RATE, 1, 10_000));
    return new StickTable(
        new StickTableModel(
            "t", KeyType.IP, 4, 100, 60_000, false, "", false, store, Location.NOWHERE),
        clock);
  }

  private void set(StickTable table, DataType type, long value) {
    int handle = table.acquire(KEY, table.now());
    Column column = table.column(type);
    assertThat(column).isNotNull();
    if (type == DataType.HTTP_REQ_RATE) {
      table.count(handle, null, column, value, table.now());
    } else {
      table.set(handle, column, value, table.now());
    }
    table.release(handle);
  }

  private long get(DataType type) {
    int handle = ours.find(KEY, ours.now());
    assertThat(handle).isNotEqualTo(StickTable.NONE);
    Column column = ours.column(type);
    assertThat(column).isNotNull();
    long value = ours.value(handle, column, ours.now());
    ours.release(handle);
    return value;
  }

  private void pass() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EntryStream stream = new EntryStream(theirs);
    for (int handle : theirs.all(theirs.now())) {
      stream.write(handle, new DataOutputStream(bytes));
      theirs.release(handle);
    }
    inherited.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  /** They have a value, which comes; both go on; it comes again, twice. */
  @ParameterizedTest
  @CsvSource({
    // type, theirs, ours then, theirs then, ours in the end
    "GPC0,          5, 7, 6, 8",
    "GPC0,          5, 5, 0, 0",
    "BYTES_IN_CNT,  5000000000, 5000000001, 5000000010, 5000000011",
    "GPT0,          5, 7, 5, 7",
    "GPT0,          5, 7, 6, 6",
  })
  void bothCount(DataType type, long first, long here, long there, long expected)
      throws IOException {
    set(theirs, type, first);
    pass();
    assertThat(get(type)).isEqualTo(first);
    set(ours, type, here);
    set(theirs, type, there);
    pass();
    pass();
    assertThat(get(type)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 9", "4000, 9", "11000, 7"})
  void ratesAddUp(long later, long atLeast) throws IOException {
    set(theirs, DataType.HTTP_REQ_RATE, 2);
    pass();
    millis += later;
    set(ours, DataType.HTTP_REQ_RATE, 3);
    set(theirs, DataType.HTTP_REQ_RATE, 4);
    pass();
    pass();
    assertThat(get(DataType.HTTP_REQ_RATE)).isBetween(atLeast, 9L);
  }

  @Test
  void connectionsOfOthersDoNotCount() throws IOException {
    set(theirs, DataType.CONN_CUR, 3);
    pass();
    assertThat(get(DataType.CONN_CUR)).isZero();
  }

  @Test
  void namesGetOurNumbers() throws IOException {
    ours.names().number("another");
    set(theirs, DataType.SERVER_KEY, theirs.names().number("s1"));
    pass();
    assertThat(ours.names().name(get(DataType.SERVER_KEY))).isEqualTo("s1");
  }

  @Test
  void lifeGoesOn() throws IOException {
    set(theirs, DataType.GPC0, 1);
    millis += 50_000;
    pass();
    millis += 9_999;
    assertThat(ours.used()).isOne();
    millis++;
    assertThat(ours.used()).isZero();
  }

  @Test
  void onlyWhatWasUsedSinceIsLookedAt() {
    set(theirs, DataType.GPC0, 1);
    millis += 5_000;
    assertThat(theirs.usedSince(millis)).isEmpty();
    set(theirs, DataType.GPC0, 2);
    assertThat(theirs.usedSince(millis)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0x1: key=10.0.0.1 use=0 exp=7000 gpc0=3 bytes_in_cnt=9 server_key=s1 | 1",
        "0x1: key=10.0.0.1 use=1 exp=7000 shard=0 gpt0=3 http_req_rate(10000)=2 | 1",
        "0x1: key=nonsense use=0 exp=7000 gpc0=3 | 0",
        "# table: t, type: ip, size:100, used:1 | 0",
      })
  void listingsAreRead(String line, int entries) {
    new EntryText(ours).learn(line);
    assertThat(ours.used()).isEqualTo(entries);
    millis += 7_000;
    assertThat(ours.used()).isZero();
  }
}
