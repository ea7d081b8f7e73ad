package io.jhaproxy.core.table;

import io.jhaproxy.core.sample.Fetch;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Need;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import org.jspecify.annotations.Nullable;

/** Fetches of tracked counters and of the client's entries (manual 7.3.2 and 7.3.3). */
public final class TableFetches {
  private TableFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    for (EntryValue value : EntryValue.values()) {
      tracked(library, value);
      source(library, value);
    }
    library.fetch(
        "sc1_clr_gpc",
        SampleType.SINT,
        Need.NOTHING,
        "integer[,table]",
        (call, s) -> of(EntryValue.CLR_GPC, 1, number(call, 0), table(call, 1, s, true)));
    size(library, "table_cnt", StickTable::used);
    size(library, "table_avl", table -> table.model().size() - table.used());
  }

  /** {@code sc_NAME(slot)} and {@code sc0_NAME} to {@code sc2_NAME}. */
  private static void tracked(Library library, EntryValue value) {
    Need need = value.isVolume() ? Need.CLIENT : Need.NOTHING;
    String own = value.isIndexed() ? "integer,integer" : "integer";
    if (value.isTracked()) {
      int slotAt = value.isIndexed() ? 1 : 0;
      library.fetch(
          "sc_" + value.word(),
          value.type(),
          need,
          own + "[,table]",
          (call, s) ->
              of(
                  value,
                  number(call, slotAt),
                  value.isIndexed() ? number(call, 0) : 0,
                  table(call, slotAt + 1, s, true)));
    }
    if (value.isTracked() && !value.isIndexed()) {
      for (int slot = 0; slot < TrackedCounters.SLOTS; slot++) {
        int fixed = slot;
        library.fetch(
            "sc" + slot + "_" + value.word(),
            value.type(),
            need,
            "[table]",
            (call, s) -> of(value, fixed, 0, table(call, 0, s, true)));
      }
    }
  }

  private static void source(Library library, EntryValue value) {
    if (!value.isOfSource()) {
      return;
    }
    library.fetch(
        "src_" + value.word(),
        value.type(),
        Need.CLIENT,
        value.isIndexed() ? "integer,table" : "table",
        (call, s) -> {
          int element = value.isIndexed() ? number(call, 0) : 0;
          StickTable table = table(call, value.isIndexed() ? 1 : 0, s, false);
          return table == null
              ? (x, out) -> false
              : (x, out) -> ofSource(x, out, table, value, element);
        });
  }

  private interface Size {
    long of(StickTable table);
  }

  private static void size(Library library, String name, Size size) {
    library.fetch(
        name,
        SampleType.SINT,
        Need.NOTHING,
        "table",
        (call, s) -> {
          StickTable table = table(call, 0, s, false);
          return table == null ? (x, out) -> false : (x, out) -> out.setInt(size.of(table));
        });
  }

  /** An integer argument, whose form was checked. */
  private static int number(SampleExpression.Call call, int index) throws ExpressionException {
    try {
      return Integer.parseInt(call.argument(index));
    } catch (NumberFormatException tooLong) {
      return Integer.MAX_VALUE;
    }
  }

  /**
   * The table that an argument names.
   *
   * @param optional whether no argument means none; else it means the proxy's own
   * @return null for none, or while lines are only checked
   */
  static @Nullable StickTable table(
      SampleExpression.Call call, int index, Surroundings surroundings, boolean optional)
      throws ExpressionException {
    if (optional && call.arguments().size() <= index) {
      return null;
    }
    String written = call.argument(index);
    String name = written.isEmpty() ? surroundings.proxyName() : written;
    boolean converter = call.name().startsWith("table_") && !isSize(call.name());
    if (!surroundings.usesTable(
        name, call.name(), index + 1, converter || call.name().equals("in_table"))) {
      throw ExpressionException.unresolved(
          call.offset(),
          "unable to find table '"
              + name
              + "' referenced in arg "
              + (index + 1)
              + " of '"
              + call.name()
              + "' in proxy '"
              + surroundings.proxyName()
              + "'.");
    }
    return TableDirectory.of(surroundings).find(name);
  }

  private static boolean isSize(String name) {
    return name.equals("table_cnt") || name.equals("table_avl");
  }

  /** A value of a tracked entry, or of the entry with the same key in another table. */
  private static Fetch of(EntryValue value, int slot, int element, @Nullable StickTable other) {
    return (x, out) -> {
      TrackedCounters counters = TrackedCounters.of(x, slot);
      StickTable table = counters == null ? null : counters.table(slot);
      if (counters == null || table == null) {
        return value.ofNothing(out);
      }
      if (other == null || other == table || value == EntryValue.TRACKED) {
        return value.read(table, counters.handle(slot), element, table.now(), out);
      }
      return inOther(x, out, value, element, table, counters.handle(slot), other);
    };
  }

  private static boolean inOther(
      SampleContext x,
      Sample out,
      EntryValue value,
      int element,
      StickTable table,
      int handle,
      StickTable other) {
    long mark = x.scratch().mark();
    Sample key = x.scratch().sample();
    table.copyKey(handle, x.scratch().memory(), key.bytes);
    long now = other.now();
    int found = other.find(key.bytes, now);
    x.scratch().reset(mark);
    if (found == StickTable.NONE) {
      return out.setInt(0);
    }
    boolean known = value.read(other, found, element, now, out);
    if (value == EntryValue.TRACKERS) {
      out.number--;
    }
    other.release(found);
    return known;
  }

  private static boolean ofSource(
      SampleContext x, Sample out, StickTable table, EntryValue value, int element) {
    long mark = x.scratch().mark();
    Sample key = x.scratch().sample();
    boolean usable =
        x.clientAddress(key.address)
            && key.setAddress()
            && TableKeys.toKey(table, key, x.scratch());
    boolean known = false;
    if (usable) {
      long now = table.now();
      int handle = value.creates() ? table.acquire(key.bytes, now) : table.find(key.bytes, now);
      if (handle == StickTable.NONE) {
        known = out.setInt(0);
      } else {
        known = value.read(table, handle, element, now, out);
        table.release(handle);
      }
    }
    x.scratch().reset(mark);
    return known;
  }
}
