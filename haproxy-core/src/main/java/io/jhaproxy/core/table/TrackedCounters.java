package io.jhaproxy.core.table;

import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.sample.Slice;
import org.jspecify.annotations.Nullable;

/**
 * The entries that one connection or one stream tracks, at most one for each of the {@link #SLOTS}
 * slots (manual 7.3.3, {@code sc0_} and so on). Each is referred to until {@link #release}. On its
 * owner's worker.
 */
public final class TrackedCounters {
  /** Slots: sc0, sc1 and sc2. */
  public static final int SLOTS = 3;

  private final @Nullable StickTable[] tables = new StickTable[SLOTS];
  private final int[] handles = new int[SLOTS];

  /** Nothing tracked. */
  public TrackedCounters() {}

  /** The table of a slot's entry, or null if the slot tracks nothing. */
  public @Nullable StickTable table(int slot) {
    return tables[slot];
  }

  /** The entry of a slot that tracks one. */
  public int handle(int slot) {
    return handles[slot];
  }

  /**
   * Tracks the entry of a key, which is created if need be, and counts a connection there.
   *
   * @return false if the slot tracks one already or the table is full
   */
  public boolean track(int slot, StickTable table, Slice key, long now) {
    if (tables[slot] != null) {
      return false;
    }
    int handle = table.acquire(key, now);
    if (handle == StickTable.NONE) {
      return false;
    }
    tables[slot] = table;
    handles[slot] = handle;
    table.count(handle, table.column(DataType.CONN_CUR), null, 1, now);
    table.count(handle, table.column(DataType.CONN_CNT), table.column(DataType.CONN_RATE), 1, now);
    return true;
  }

  /** Counts in one slot, if it tracks an entry. */
  public void count(int slot, DataType total, DataType rate, long amount, long now) {
    StickTable table = tables[slot];
    if (table != null) {
      table.count(handles[slot], table.column(total), table.column(rate), amount, now);
    }
  }

  /** Ends tracking: the connections are gone. */
  public void release() {
    for (int slot = 0; slot < SLOTS; slot++) {
      StickTable table = tables[slot];
      if (table != null) {
        Column current = table.column(DataType.CONN_CUR);
        if (current != null) {
          table.decrement(handles[slot], current);
        }
        table.release(handles[slot]);
        tables[slot] = null;
      }
    }
  }

  /**
   * Counts in every slot: in the stream's entry where it tracks one, else in the session's.
   *
   * @param stream the stream's, or null
   * @param session its session's, or null
   */
  public static void countAll(
      @Nullable TrackedCounters stream,
      @Nullable TrackedCounters session,
      DataType total,
      DataType rate,
      long amount,
      long now) {
    for (int slot = 0; slot < SLOTS; slot++) {
      if (stream != null && stream.tables[slot] != null) {
        stream.count(slot, total, rate, amount, now);
      } else if (session != null) {
        session.count(slot, total, rate, amount, now);
      }
    }
  }

  /** Who tracks in a slot: the stream, else its session; null if nobody does. */
  public static @Nullable TrackedCounters of(SampleContext context, int slot) {
    if (slot < 0 || slot >= SLOTS || !(context instanceof Tracker tracker)) {
      return null;
    }
    TrackedCounters stream = tracker.streamCounters(false);
    if (stream != null && stream.tables[slot] != null) {
      return stream;
    }
    TrackedCounters session = tracker.sessionCounters(false);
    return session != null && session.tables[slot] != null ? session : null;
  }
}
