package io.jhaproxy.core.table;

import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import java.util.Locale;

/**
 * What fetches tell of an entry. The name is that of the fetch behind {@code sc_}, {@code sc0_} or
 * {@code src_}.
 */
enum EntryValue {
  BYTES_IN_RATE(DataType.BYTES_IN_RATE),
  BYTES_OUT_RATE(DataType.BYTES_OUT_RATE),
  CONN_CNT(DataType.CONN_CNT),
  CONN_CUR(DataType.CONN_CUR),
  CONN_RATE(DataType.CONN_RATE),
  GET_GPC0(DataType.GPC0),
  GET_GPC1(DataType.GPC1),
  GET_GPT0(DataType.GPT0),
  GPC0_RATE(DataType.GPC0_RATE),
  GPC1_RATE(DataType.GPC1_RATE),
  HTTP_ERR_CNT(DataType.HTTP_ERR_CNT),
  HTTP_ERR_RATE(DataType.HTTP_ERR_RATE),
  HTTP_FAIL_CNT(DataType.HTTP_FAIL_CNT),
  HTTP_FAIL_RATE(DataType.HTTP_FAIL_RATE),
  HTTP_REQ_CNT(DataType.HTTP_REQ_CNT),
  HTTP_REQ_RATE(DataType.HTTP_REQ_RATE),
  SESS_CNT(DataType.SESS_CNT),
  SESS_RATE(DataType.SESS_RATE),
  /** Elements of arrays. */
  GET_GPC(DataType.GPC),
  GET_GPT(DataType.GPT),
  GPC_RATE(DataType.GPC_RATE),
  /** In units of 1024 bytes. */
  KBYTES_IN(DataType.BYTES_IN_CNT) {
    @Override
    long scaled(long value) {
      return value >>> 10;
    }
  },
  KBYTES_OUT(DataType.BYTES_OUT_CNT) {
    @Override
    long scaled(long value) {
      return value >>> 10;
    }
  },
  INC_GPC0(DataType.GPC0) {
    @Override
    boolean read(StickTable table, int handle, int element, long now, Sample out) {
      return increment(table, handle, DataType.GPC0, DataType.GPC0_RATE, 0, now, out);
    }
  },
  INC_GPC1(DataType.GPC1) {
    @Override
    boolean read(StickTable table, int handle, int element, long now, Sample out) {
      return increment(table, handle, DataType.GPC1, DataType.GPC1_RATE, 0, now, out);
    }
  },
  INC_GPC(DataType.GPC) {
    @Override
    boolean read(StickTable table, int handle, int element, long now, Sample out) {
      return increment(table, handle, DataType.GPC, DataType.GPC_RATE, element, now, out);
    }
  },
  CLR_GPC0(DataType.GPC0),
  CLR_GPC1(DataType.GPC1),
  CLR_GPC(DataType.GPC),
  /** Counts a connection by hand; for the client's entry only. */
  UPDT_CONN_CNT(DataType.CONN_CNT) {
    @Override
    boolean read(StickTable table, int handle, int element, long now, Sample out) {
      Column total = table.column(DataType.CONN_CNT);
      return total != null && out.setInt(table.count(handle, total, null, 1, now));
    }
  },
  /** Whether an entry is tracked at all. */
  TRACKED(DataType.CONN_CNT) {
    @Override
    boolean read(StickTable table, int handle, int element, long now, Sample out) {
      return out.setBool(true);
    }
  },
  /** How many track the entry. */
  TRACKERS(DataType.CONN_CNT) {
    @Override
    boolean read(StickTable table, int handle, int element, long now, Sample out) {
      return out.setInt(table.references(handle));
    }
  };

  private final DataType stored;

  EntryValue(DataType stored) {
    this.stored = stored;
  }

  /** The name behind the prefix. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Type of the sample. */
  SampleType type() {
    return this == TRACKED ? SampleType.BOOL : SampleType.SINT;
  }

  /** Whether it is told of tracked entries. */
  boolean isTracked() {
    return this != UPDT_CONN_CNT;
  }

  /** Whether it is told of the client's entry. */
  boolean isOfSource() {
    return this != TRACKED && this != TRACKERS;
  }

  /** Whether the first argument is the number of an element. */
  boolean isIndexed() {
    return stored.isArray();
  }

  /** Whether it is a sum of bytes. */
  boolean isVolume() {
    return this == KBYTES_IN || this == KBYTES_OUT;
  }

  /** Whether an entry is created for it. */
  boolean creates() {
    return switch (this) {
      case INC_GPC0, INC_GPC1, INC_GPC, CLR_GPC0, CLR_GPC1, CLR_GPC, UPDT_CONN_CNT -> true;
      default -> false;
    };
  }

  long scaled(long value) {
    return value;
  }

  /** The value where nothing is tracked; false for none. */
  boolean ofNothing(Sample out) {
    return this == TRACKED && out.setBool(false);
  }

  /** The value of an entry that is referred to; false if the table does not store it. */
  boolean read(StickTable table, int handle, int element, long now, Sample out) {
    Column column = table.column(stored, element);
    if (column == null) {
      return false;
    }
    boolean clears = this == CLR_GPC0 || this == CLR_GPC1 || this == CLR_GPC;
    return out.setInt(
        clears ? table.clear(handle, column, now) : scaled(table.value(handle, column, now)));
  }

  private static boolean increment(
      StickTable table,
      int handle,
      DataType total,
      DataType rate,
      int element,
      long now,
      Sample out) {
    Column sum = table.column(total, element);
    Column frequency = table.column(rate, element);
    if (sum == null && frequency == null) {
      return out.setInt(0);
    }
    return out.setInt(table.count(handle, sum, frequency, 1, now));
  }
}
