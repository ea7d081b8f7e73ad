package io.jhaproxy.core.table;

import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.sample.Slice;
import java.io.DataInput;
import java.io.IOException;

/**
 * Entries of another process's table on their way into ours, while both count. A second table
 * remembers what came so far, so that an entry that comes again adds what was counted since and no
 * more. One thread; other threads may use our table meanwhile.
 */
public final class InheritedEntries {
  private final StickTable table;
  private final StickTable known;
  private final EntryStream stream;
  private final EntryCopy before;

  /** For one table of ours. */
  public InheritedEntries(StickTable table, Clock clock) {
    this.table = table;
    this.known = new StickTable(table.model(), clock);
    this.stream = new EntryStream(table);
    this.before = new EntryCopy(table);
  }

  /** The table that entries come into. */
  public StickTable table() {
    return table;
  }

  /** Reads an entry and adds it. */
  public void read(DataInput from) throws IOException {
    EntryCopy entry = stream.read(from);
    long now = table.now();
    int handle = known.find(Slice.of(entry.key()), now);
    if (handle == StickTable.NONE) {
      table.add(entry, null, now);
    } else {
      known.copy(handle, before, now);
      known.release(handle);
      table.add(entry, before, now);
    }
    entry.remaining = -1;
    known.learn(entry, now);
  }
}
