package io.jhaproxy.core.table;

import io.jhaproxy.core.sample.Converter;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.grammar.expression.SampleExpression;
import org.jspecify.annotations.Nullable;

/** Converters that look a key up in a table (manual 7.3.1); they do not use the entry. */
public final class TableConverters {
  private static final DataType[] PLAIN = {
    DataType.BYTES_IN_RATE,
    DataType.BYTES_OUT_RATE,
    DataType.CONN_CNT,
    DataType.CONN_CUR,
    DataType.CONN_RATE,
    DataType.GPC0,
    DataType.GPC0_RATE,
    DataType.GPC1,
    DataType.GPC1_RATE,
    DataType.GPT0,
    DataType.HTTP_ERR_CNT,
    DataType.HTTP_ERR_RATE,
    DataType.HTTP_FAIL_CNT,
    DataType.HTTP_FAIL_RATE,
    DataType.HTTP_REQ_CNT,
    DataType.HTTP_REQ_RATE,
    DataType.SERVER_ID,
    DataType.SESS_CNT,
    DataType.SESS_RATE
  };

  private TableConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    for (DataType type : PLAIN) {
      value(library, "table_" + type.word(), type, 0);
    }
    value(library, "table_kbytes_in", DataType.BYTES_IN_CNT, 10);
    value(library, "table_kbytes_out", DataType.BYTES_OUT_CNT, 10);
    for (DataType type : new DataType[] {DataType.GPC, DataType.GPC_RATE, DataType.GPT}) {
      element(library, "table_" + type.word(), type);
    }
    library.converter(
        "in_table",
        null,
        SampleType.BOOL,
        "table",
        (call, s) -> {
          StickTable table = TableFetches.table(call, 0, s, false);
          return lookup(
              table, (t, handle, now, out) -> out.setBool(true), out -> out.setBool(false));
        });
    // As in HAProxy the lookup itself counts.
    add(library, "table_trackers", (t, handle, now, out) -> out.setInt(t.references(handle)));
    library.converter("table_expire", null, SampleType.SINT, "table[,integer]", life(true));
    library.converter("table_idle", null, SampleType.SINT, "table[,integer]", life(false));
  }

  /** What is told of an entry that was found. */
  private interface Told {
    boolean of(StickTable table, int handle, long now, Sample out);
  }

  /** What is told where there is none. */
  private interface Missing {
    boolean in(Sample out);
  }

  private static void value(Library library, String name, DataType type, int shift) {
    add(
        library,
        name,
        (t, handle, now, out) -> {
          Column column = t.column(type);
          return column != null && out.setInt(t.value(handle, column, now) >>> shift);
        });
  }

  private static void add(Library library, String name, Told told) {
    library.converter(
        name,
        null,
        SampleType.SINT,
        "table",
        (call, s) -> lookup(TableFetches.table(call, 0, s, false), told, out -> out.setInt(0)));
  }

  private static void element(Library library, String name, DataType type) {
    library.converter(
        name,
        null,
        SampleType.SINT,
        "integer,table",
        (call, s) -> {
          long element = Long.parseLong(call.argument(0));
          Told told =
              (t, handle, now, out) -> {
                Column column = t.column(type, element);
                return column != null && out.setInt(t.value(handle, column, now));
              };
          return lookup(TableFetches.table(call, 1, s, false), told, out -> out.setInt(0));
        });
  }

  /** Time until an entry expires, or since it was used. */
  private static Library.ConverterFactory life(boolean left) {
    return (call, s) -> {
      boolean hasDefault = hasNumber(call);
      long otherwise = hasDefault ? Long.parseLong(call.argument(1)) : 0;
      Told told =
          (t, handle, now, out) -> {
            long expiry = t.expiryOf(handle);
            if (expiry == StickTable.NEVER) {
              return out.setInt(0);
            }
            long remaining = Math.max(0, expiry - now);
            return out.setInt(left ? remaining : t.model().expire() - remaining);
          };
      return lookup(
          TableFetches.table(call, 0, s, false), told, out -> hasDefault && out.setInt(otherwise));
    };
  }

  private static boolean hasNumber(SampleExpression.Call call) {
    return !call.argument(1).isEmpty();
  }

  private static Converter lookup(@Nullable StickTable table, Told told, Missing missing) {
    return table == null
        ? (x, sample) -> false
        : (x, sample) -> look(table, x, sample, told, missing);
  }

  private static boolean look(
      StickTable table, SampleContext x, Sample sample, Told told, Missing missing) {
    if (!TableKeys.toKey(table, sample, x.scratch())) {
      return false;
    }
    long now = table.now();
    int handle = table.find(sample.bytes, now);
    if (handle == StickTable.NONE) {
      return missing.in(sample);
    }
    boolean known = told.of(table, handle, now, sample);
    table.release(handle);
    return known;
  }
}
