package io.jhaproxy.core.table;

import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A stick table: values by key, each entry with a life since its last use. Shared by all workers
 * and the runtime API; every method may be called from any thread. Large tables are split into
 * shards by the key's hash, each with a monitor that is held for a lookup or a change and never
 * while another is taken.
 *
 * <p>Entries are named by handles. A handle is valid as long as a reference is held on the entry:
 * {@link #acquire}, {@link #create} and {@link #find} take one, {@link #release} gives it back; an
 * entry to which somebody refers neither expires nor is purged. Times are milliseconds of {@link
 * #now()}.
 */
public final class StickTable {
  /** No entry. */
  public static final int NONE = -1;

  /** The expiry of entries that live for ever. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final int SHARDS = 16;

  /** A worker's idea of now may be older than another thread's, milliseconds. */
  private static final int SKEW = 1000;

  /** Smaller tables have one shard, so that exactly the oldest entries are purged. */
  private static final int LARGE = 16_384;

  private final TableLayout layout;
  private final TableShard[] shards;
  private final int shardBits;
  private final Clock clock;
  private final AtomicInteger used = new AtomicInteger();
  private final NameList names = new NameList();
  private final AtomicInteger updates = new AtomicInteger();
  private volatile StickTableModel model;

  /** An empty table. */
  public StickTable(StickTableModel model, Clock clock) {
    this.model = model;
    this.clock = clock;
    this.layout = new TableLayout(model);
    this.shards = new TableShard[model.size() < LARGE ? 1 : SHARDS];
    this.shardBits = Integer.numberOfTrailingZeros(shards.length);
    for (int i = 0; i < shards.length; i++) {
      shards[i] = new TableShard(layout, model.type(), model.length());
    }
  }

  /** What the table is by configuration. */
  public StickTableModel model() {
    return model;
  }

  /** Takes over size, life and the like of a newer configuration, which has the same entries. */
  void model(StickTableModel newer) {
    model = newer;
  }

  /** The texts behind values of {@link DataType.Kind#NAME}. */
  public NameList names() {
    return names;
  }

  /** Milliseconds of the table's clock. */
  public long now() {
    return clock.nanoTime() / 1_000_000L;
  }

  /** A value, or null if it is not stored; gpc0, gpc1 and gpt0 may be elements of arrays. */
  public @Nullable Column column(DataType type) {
    return layout.column(type, 0);
  }

  /** An element of an array, or null if it is not stored. */
  public @Nullable Column column(DataType type, long element) {
    return layout.column(type, (int) Math.min(element, Integer.MAX_VALUE));
  }

  /** Whether a type is stored itself. */
  public boolean stores(DataType type) {
    return layout.stores(type);
  }

  /** All values in the order of listings. */
  public List<Column> columns() {
    return layout.columns();
  }

  // -- entries

  private TableShard shard(int handle) {
    return shards[handle & (shards.length - 1)];
  }

  private int entry(int handle) {
    return handle >> shardBits;
  }

  private int handle(int entry, int shard) {
    return entry << shardBits | shard;
  }

  /** Number of the shard, from bits that the buckets do not use first. */
  private int shardOf(int hash) {
    return hash >>> 27 & (shards.length - 1);
  }

  private long expiry(long now) {
    long life = model.expire();
    return life == 0 ? NEVER : now + life;
  }

  /** Entries, without those that have expired. */
  public int used() {
    expire(now());
    return used.get();
  }

  /** Removes what has expired. */
  public void expire(long now) {
    for (TableShard shard : shards) {
      synchronized (shard) {
        int e = shard.oldest();
        while (e != TableShard.NONE && shard.expiry(e) <= now) {
          int newer = shard.newer(e);
          removeUnused(shard, e);
          e = newer;
        }
      }
    }
  }

  /** An entry is used here: it lives longer, and peers are told. */
  private void use(TableShard shard, int e, long now) {
    shard.touch(e, expiry(now));
    shard.changed(e);
  }

  private boolean removeUnused(TableShard shard, int e) {
    if (shard.get(e, TableLayout.REFERENCES) > 0) {
      return false;
    }
    shard.remove(e);
    used.decrementAndGet();
    return true;
  }

  /**
   * Finds an entry without using it.
   *
   * @return its handle, to be released, or {@link #NONE}
   */
  public int find(Slice key, long now) {
    int hash = TableShard.hash(key, model.length());
    int number = shardOf(hash);
    TableShard shard = shards[number];
    synchronized (shard) {
      int e = alive(shard, key, hash, now);
      if (e == TableShard.NONE) {
        return NONE;
      }
      shard.put(e, TableLayout.REFERENCES, shard.get(e, TableLayout.REFERENCES) + 1);
      return handle(e, number);
    }
  }

  private int alive(TableShard shard, Slice key, int hash, long now) {
    int e = shard.find(key, hash);
    return e != TableShard.NONE && shard.expiry(e) <= now && removeUnused(shard, e)
        ? TableShard.NONE
        : e;
  }

  /**
   * Finds an entry or creates it, and uses it.
   *
   * @return its handle, to be released, or {@link #NONE} if the table is full
   */
  public int acquire(Slice key, long now) {
    int hash = TableShard.hash(key, model.length());
    int number = shardOf(hash);
    TableShard shard = shards[number];
    do {
      synchronized (shard) {
        int e = alive(shard, key, hash, now);
        if (e == TableShard.NONE) {
          e = insert(shard, key, hash, now);
        } else {
          use(shard, e, now);
        }
        if (e != TableShard.NONE) {
          shard.put(e, TableLayout.REFERENCES, shard.get(e, TableLayout.REFERENCES) + 1);
          return handle(e, number);
        }
      }
    } while (purge(number, now));
    return NONE;
  }

  /** A new entry, or NONE if there is no room. */
  private int insert(TableShard shard, Slice key, int hash, long now) {
    if (used.incrementAndGet() > model.size()) {
      used.decrementAndGet();
      return TableShard.NONE;
    }
    try {
      int e = shard.insert(key, hash, expiry(now));
      shard.changed(e);
      return e;
    } catch (OutOfMemoryError full) {
      used.decrementAndGet();
      return TableShard.NONE;
    }
  }

  /** Makes room: takes out a few of the entries that were used longest ago, one in 256. */
  private boolean purge(int first, long now) {
    if (model.noPurge()) {
      int before = used.get();
      expire(now);
      return used.get() < before;
    }
    int wanted = (model.size() >> 8) + 1;
    for (int i = 0; i < shards.length; i++) {
      TableShard shard = shards[(first + i) & (shards.length - 1)];
      synchronized (shard) {
        int gone = 0;
        int e = shard.oldest();
        while (e != TableShard.NONE && gone < wanted) {
          int newer = shard.newer(e);
          gone += removeUnused(shard, e) ? 1 : 0;
          e = newer;
        }
        if (gone > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Gives a reference back. */
  public void release(int handle) {
    TableShard shard = shard(handle);
    synchronized (shard) {
      int e = entry(handle);
      shard.put(e, TableLayout.REFERENCES, shard.get(e, TableLayout.REFERENCES) - 1);
    }
  }

  /** Takes another reference on an entry that is referred to. */
  public void retain(int handle) {
    TableShard shard = shard(handle);
    synchronized (shard) {
      int e = entry(handle);
      shard.put(e, TableLayout.REFERENCES, shard.get(e, TableLayout.REFERENCES) + 1);
    }
  }

  /** The entry is used now. */
  public void touch(int handle, long now) {
    TableShard shard = shard(handle);
    synchronized (shard) {
      use(shard, entry(handle), now);
    }
  }

  /**
   * Releases an entry and removes it unless others refer to it.
   *
   * @return whether it is gone
   */
  public boolean releaseAndRemove(int handle) {
    TableShard shard = shard(handle);
    synchronized (shard) {
      int e = entry(handle);
      shard.put(e, TableLayout.REFERENCES, shard.get(e, TableLayout.REFERENCES) - 1);
      return removeUnused(shard, e);
    }
  }

  /** References on an entry; one's own counts. */
  public int references(int handle) {
    TableShard shard = shard(handle);
    synchronized (shard) {
      return shard.get(entry(handle), TableLayout.REFERENCES);
    }
  }

  /** When the entry expires, or {@link #NEVER}. */
  public long expiryOf(int handle) {
    TableShard shard = shard(handle);
    synchronized (shard) {
      return shard.expiry(entry(handle));
    }
  }

  /** A copy of the key. */
  public byte[] key(int handle) {
    TableShard shard = shard(handle);
    synchronized (shard) {
      return shard.key(entry(handle));
    }
  }

  /** Copies the key to a buffer's end and points at it. */
  void copyKey(int handle, ByteBuf memory, Slice into) {
    TableShard shard = shard(handle);
    synchronized (shard) {
      shard.copyKey(entry(handle), memory, into);
    }
  }

  /** Handles of all entries, each to be released; for listings. */
  public List<Integer> all(long now) {
    expire(now);
    List<Integer> handles = new ArrayList<>();
    for (int number = 0; number < shards.length; number++) {
      TableShard shard = shards[number];
      synchronized (shard) {
        for (int e = shard.oldest(); e != TableShard.NONE; e = shard.newer(e)) {
          shard.put(e, TableLayout.REFERENCES, shard.get(e, TableLayout.REFERENCES) + 1);
          handles.add(handle(e, number));
        }
      }
    }
    return handles;
  }

  /**
   * Handles of the entries that were used after a time, and perhaps a little before, each to be
   * released. Of tables whose entries live for ever it is not known when they were used: all.
   */
  public List<Integer> usedSince(long since) {
    long life = model.expire();
    if (life == 0) {
      return all(now());
    }
    List<Integer> handles = new ArrayList<>();
    for (int number = 0; number < shards.length; number++) {
      TableShard shard = shards[number];
      synchronized (shard) {
        for (int e = shard.newest();
            e != TableShard.NONE && shard.expiry(e) - life >= since - SKEW;
            e = shard.older(e)) {
          shard.put(e, TableLayout.REFERENCES, shard.get(e, TableLayout.REFERENCES) + 1);
          handles.add(handle(e, number));
        }
      }
    }
    return handles;
  }

  // -- values

  /** A value; a rate is that over the last period. */
  public long value(int handle, Column column, long now) {
    TableShard shard = shard(handle);
    int e = entry(handle);
    synchronized (shard) {
      ByteBuffer page = shard.page(e);
      return read(page, shard.at(e) + column.offset(), column, now);
    }
  }

  private static long read(ByteBuffer page, int at, Column column, long now) {
    return switch (column.kind()) {
      case INT, NAME -> page.getInt(at) & 0xffffffffL;
      case LONG -> page.getLong(at);
      case RATE -> RateCounter.read(page, at, column.period(), now);
    };
  }

  /** Sets a value and uses the entry; of 32-bit values the low bits count. */
  public void set(int handle, Column column, long value, long now) {
    TableShard shard = shard(handle);
    int e = entry(handle);
    synchronized (shard) {
      ByteBuffer page = shard.page(e);
      int at = shard.at(e) + column.offset();
      switch (column.kind()) {
        case INT, NAME -> page.putInt(at, (int) value);
        case LONG -> page.putLong(at, value);
        case RATE -> RateCounter.set(page, at, now, value);
      }
      use(shard, e, now);
    }
  }

  /**
   * Counts events in a total and in a rate, as far as they are stored. Where one is, the entry is
   * used by that.
   *
   * @return the new total; 0 where none is stored
   */
  public long count(
      int handle, @Nullable Column total, @Nullable Column rate, long amount, long now) {
    if (total == null && rate == null) {
      return 0;
    }
    TableShard shard = shard(handle);
    int e = entry(handle);
    synchronized (shard) {
      ByteBuffer page = shard.page(e);
      int at = shard.at(e);
      long sum = 0;
      if (total != null) {
        sum = add(page, at + total.offset(), total, amount);
      }
      if (rate != null) {
        RateCounter.add(page, at + rate.offset(), rate.period(), now, amount);
      }
      use(shard, e, now);
      return sum;
    }
  }

  private static long add(ByteBuffer page, int at, Column total, long amount) {
    if (total.kind() == DataType.Kind.LONG) {
      long sum = page.getLong(at) + amount;
      page.putLong(at, sum);
      return sum;
    }
    int sum = page.getInt(at) + (int) amount;
    page.putInt(at, sum);
    return sum & 0xffffffffL;
  }

  /** Counts one less in a total that is not 0; the entry is not used by that. */
  public void decrement(int handle, Column total) {
    TableShard shard = shard(handle);
    int e = entry(handle);
    synchronized (shard) {
      ByteBuffer page = shard.page(e);
      int at = shard.at(e) + total.offset();
      int value = page.getInt(at);
      if (value != 0) {
        page.putInt(at, value - 1);
      }
    }
  }

  /** Sets a value to 0 and uses the entry; what it was before. */
  public long clear(int handle, Column column, long now) {
    TableShard shard = shard(handle);
    int e = entry(handle);
    synchronized (shard) {
      ByteBuffer page = shard.page(e);
      int at = shard.at(e) + column.offset();
      long before = read(page, at, column, now);
      if (column.kind() == DataType.Kind.LONG) {
        page.putLong(at, 0);
      } else {
        page.putInt(at, 0);
      }
      use(shard, e, now);
      return before;
    }
  }

  // -- peers

  /** What is done with an entry that is referred to. */
  public interface Visitor {
    /** Gets a handle, which is valid until this returns. */
    void visit(int handle);
  }

  /** Number of the last change that peers are told of. */
  public int lastUpdate() {
    return updates.get();
  }

  /** Gives each entry that was changed here since the last time a number, and visits it. */
  public void takeChanges(Visitor visitor) {
    for (int number = 0; number < shards.length; number++) {
      TableShard shard = shards[number];
      if (shard.changes() == 0) {
        continue;
      }
      int[] handles;
      int count = 0;
      synchronized (shard) {
        handles = new int[shard.changes()];
        for (int i = 0; i < handles.length; i++) {
          int e = shard.takeChange(i);
          if (e != TableShard.NONE) {
            shard.put(e, TableLayout.UPDATE, updates.incrementAndGet());
            shard.put(e, TableLayout.REFERENCES, shard.get(e, TableLayout.REFERENCES) + 1);
            handles[count++] = handle(e, number);
          }
        }
        shard.forgetChanges();
      }
      visit(handles, count, visitor);
    }
  }

  private void visit(int[] handles, int count, Visitor visitor) {
    for (int i = 0; i < count; i++) {
      visitor.visit(handles[i]);
      release(handles[i]);
    }
  }

  /** Visits the entries that were changed here after a number, in the order of the changes. */
  public void changedSince(int update, Visitor visitor) {
    record Numbered(int handle, int update) {}
    List<Numbered> found = new ArrayList<>();
    for (int handle : all(now())) {
      TableShard shard = shard(handle);
      int number;
      synchronized (shard) {
        number = shard.get(entry(handle), TableLayout.UPDATE);
      }
      if (number != 0 && number - update > 0) {
        found.add(new Numbered(handle, number));
      } else {
        release(handle);
      }
    }
    found.sort(Comparator.comparingInt(each -> each.update() - update));
    for (Numbered each : found) {
      visitor.visit(each.handle());
      release(each.handle());
    }
  }

  /** Copies an entry with everything that peers are told. */
  public void copy(int handle, EntryCopy into, long now) {
    TableShard shard = shard(handle);
    int e = entry(handle);
    synchronized (shard) {
      ByteBuffer page = shard.page(e);
      int at = shard.at(e);
      into.key = shard.key(e);
      into.update = shard.get(e, TableLayout.UPDATE);
      long expiry = shard.expiry(e);
      into.remaining = expiry == NEVER ? 0 : Math.max(0, expiry - now);
      List<Column> columns = columns();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        int place = at + column.offset();
        if (column.kind() == DataType.Kind.RATE) {
          into.set(
              i,
              RateCounter.age(page, place, now),
              RateCounter.current(page, place),
              RateCounter.previous(page, place));
        } else {
          into.set(i, read(page, place, column, now), 0, 0);
        }
      }
    }
  }

  /**
   * Takes over what a peer says of an entry, which is created if need be. Nobody is told of that.
   *
   * @param from the key, the life that is left (-1: a whole one) and the values that are set
   */
  public void learn(EntryCopy from, long now) {
    take(from, null, now);
  }

  /**
   * Adds what another process has counted in an entry, which is created if need be, to what is
   * counted here.
   *
   * @param from the entry as it is there
   * @param before as it was there when it was added last; null if it never was
   */
  public void add(EntryCopy from, @Nullable EntryCopy before, long now) {
    take(from, new Addition(before), now);
  }

  /** That an entry is added to what is there, and what of it is there already. */
  private record Addition(@Nullable EntryCopy before) {}

  private void take(EntryCopy from, @Nullable Addition addition, long now) {
    Slice key = Slice.of(from.key);
    int hash = TableShard.hash(key, model.length());
    int number = shardOf(hash);
    TableShard shard = shards[number];
    long life = from.remaining < 0 ? expiry(now) : now + from.remaining;
    long expiry = model.expire() == 0 ? NEVER : life;
    do {
      synchronized (shard) {
        int e = alive(shard, key, hash, now);
        boolean fresh = e == TableShard.NONE;
        if (fresh && used.incrementAndGet() <= model.size()) {
          e = shard.insert(key, hash, expiry);
        } else if (fresh) {
          used.decrementAndGet();
        } else {
          shard.touch(e, addition == null ? expiry : Math.max(expiry, shard.expiry(e)));
        }
        if (e != TableShard.NONE) {
          if (fresh || addition == null) {
            write(shard.page(e), shard.at(e), from, now);
          } else {
            add(shard.page(e), shard.at(e), from, addition.before(), now);
          }
          return;
        }
      }
    } while (purge(number, now));
  }

  private void add(ByteBuffer page, int at, EntryCopy from, @Nullable EntryCopy before, long now) {
    List<Column> columns = columns();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (!from.has(i) || column.type() == DataType.CONN_CUR) {
        continue;
      }
      int place = at + column.offset();
      if (column.kind() == DataType.Kind.RATE) {
        long events = from.eventsSince(before, i, column.period());
        if (events > 0) {
          RateCounter.add(page, place, column.period(), now, events);
        }
      } else if (column.type().counts()) {
        long there = before == null ? 0 : before.value(i);
        long sum = read(page, place, column, now) + from.value(i) - there;
        put(page, place, column, Math.max(0, sum));
      } else if (before == null || before.value(i) != from.value(i)) {
        put(page, place, column, from.value(i));
      }
    }
  }

  private static void put(ByteBuffer page, int place, Column column, long value) {
    if (column.kind() == DataType.Kind.LONG) {
      page.putLong(place, value);
    } else {
      page.putInt(place, (int) value);
    }
  }

  private void write(ByteBuffer page, int at, EntryCopy from, long now) {
    List<Column> columns = columns();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      // Connections of others are not ours.
      if (!from.has(i) || column.type() == DataType.CONN_CUR) {
        continue;
      }
      int place = at + column.offset();
      switch (column.kind()) {
        case INT, NAME -> page.putInt(place, (int) from.value(i));
        case LONG -> page.putLong(place, from.value(i));
        case RATE ->
            RateCounter.learn(page, place, now, from.value(i), from.current(i), from.previous(i));
      }
    }
  }
}
