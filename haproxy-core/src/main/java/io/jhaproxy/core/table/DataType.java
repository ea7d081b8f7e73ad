package io.jhaproxy.core.table;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a stick table can store with an entry (manual 4.2, {@code stick-table store}). The order is
 * that of listings and of the protocol of peers, in which each has its ordinal as number.
 */
public enum DataType {
  SERVER_ID(Kind.INT),
  GPT0(Kind.INT),
  GPC0(Kind.INT),
  GPC0_RATE(Kind.RATE),
  CONN_CNT(Kind.INT),
  CONN_RATE(Kind.RATE),
  CONN_CUR(Kind.INT),
  SESS_CNT(Kind.INT),
  SESS_RATE(Kind.RATE),
  HTTP_REQ_CNT(Kind.INT),
  HTTP_REQ_RATE(Kind.RATE),
  HTTP_ERR_CNT(Kind.INT),
  HTTP_ERR_RATE(Kind.RATE),
  BYTES_IN_CNT(Kind.LONG),
  BYTES_IN_RATE(Kind.RATE),
  BYTES_OUT_CNT(Kind.LONG),
  BYTES_OUT_RATE(Kind.RATE),
  GPC1(Kind.INT),
  GPC1_RATE(Kind.RATE),
  SERVER_KEY(Kind.NAME),
  HTTP_FAIL_CNT(Kind.INT),
  HTTP_FAIL_RATE(Kind.RATE),
  /** Array of tags. */
  GPT(Kind.INT),
  /** Array of counters. */
  GPC(Kind.INT),
  /** Array of rates. */
  GPC_RATE(Kind.RATE);

  /** How a value is kept. */
  public enum Kind {
    /** Unsigned, 32 bits. */
    INT(4),
    /** Unsigned, 64 bits. */
    LONG(8),
    /** Events in a period: time of the period's begin, events in it and in the one before. */
    RATE(12),
    /** Number of a text in the table's list of names; 0 for none. */
    NAME(4);

    private final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes that one value takes. */
    public int bytes() {
      return bytes;
    }
  }

  private final Kind kind;

  DataType(Kind kind) {
    this.kind = kind;
  }

  /** How a value is kept. */
  public Kind kind() {
    return kind;
  }

  /** The word in configurations and commands. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether there are several values, counted from 0. */
  public boolean isArray() {
    return this == GPT || this == GPC || this == GPC_RATE;
  }

  /** Whether values of several processes are added up: not those of tags and servers. */
  boolean counts() {
    return switch (this) {
      case SERVER_ID, SERVER_KEY, GPT0, GPT -> false;
      default -> true;
    };
  }

  /** Whether the values are rates, which have a period. */
  public boolean isRate() {
    return kind == Kind.RATE;
  }

  /** The array whose element has the meaning of this type where this is not stored, or null. */
  @Nullable DataType array() {
    return switch (this) {
      case GPT0 -> GPT;
      case GPC0, GPC1 -> GPC;
      case GPC0_RATE, GPC1_RATE -> GPC_RATE;
      default -> null;
    };
  }

  /** The element of {@link #array} that has the meaning of this type. */
  int element() {
    return this == GPC1 || this == GPC1_RATE ? 1 : 0;
  }

  /** The type of that word, or null. */
  public static @Nullable DataType ofWord(String word) {
    for (DataType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    return null;
  }
}
