package io.jhaproxy.core.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entry outside of its table, on its way to a peer or from one. The values are those of the
 * table's columns, in their order. Reused; one thread.
 */
public final class EntryCopy {
  private final long[] values;
  private final long[] currents;
  private final long[] previous;
  private final boolean[] present;

  byte[] key = new byte[0];
  long remaining;
  int update;

  /** For the entries of one table. */
  public EntryCopy(StickTable table) {
    int columns = table.columns().size();
    values = new long[columns];
    currents = new long[columns];
    previous = new long[columns];
    present = new boolean[columns];
  }

  /** Begins with a key and no values. */
  public void begin(byte[] ofEntry, long life) {
    key = ofEntry;
    remaining = life;
    Arrays.fill(present, false);
  }

  /** Sets a value; of a rate its age in milliseconds, events now and events before. */
  public void set(int column, long value, long current, long before) {
    values[column] = value;
    currents[column] = current;
    previous[column] = before;
    present[column] = true;
  }

  /** Events of a rate that came after an older copy was made; as near as its numbers tell. */
  long eventsSince(@Nullable EntryCopy before, int column, int period) {
    long all = currents[column] + previous[column];
    if (before == null) {
      return all;
    }
    // Both ages are those of now, so that they differ by whole periods.
    boolean samePeriod = Math.abs(before.values[column] - values[column]) <= period / 2;
    long known = before.currents[column] + (samePeriod ? before.previous[column] : 0);
    return Math.max(0, all - known);
  }

  /** The key (do not modify). */
  public byte[] key() {
    return key;
  }

  /** Milliseconds until it expires; 0 where entries live for ever. */
  public long remaining() {
    return remaining;
  }

  /** Number of the last change. */
  public int update() {
    return update;
  }

  /** Whether a value is set. */
  public boolean has(int column) {
    return present[column];
  }

  /** A value, or the age of a rate in milliseconds. */
  public long value(int column) {
    return values[column];
  }

  /** Events of a rate's current period. */
  public long current(int column) {
    return currents[column];
  }

  /** Events of the period before. */
  public long previous(int column) {
    return previous[column];
  }
}
