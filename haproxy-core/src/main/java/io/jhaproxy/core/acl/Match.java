package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.SampleType;
import org.jspecify.annotations.Nullable;

/** Matching methods ({@code -m}) and the type that the sample is brought to for them. */
public enum Match {
  /** Presence only. */
  FOUND(null),
  /** Boolean. */
  BOOL(SampleType.BOOL),
  /** Integers and ranges. */
  INT(SampleType.SINT),
  /** Addresses and networks. */
  IP(SampleType.ADDR),
  /** Hexadecimal block. */
  BIN(SampleType.BIN),
  /** Length. */
  LEN(SampleType.STR),
  /** Exact text. */
  STR(SampleType.STR),
  /** Substring. */
  SUB(SampleType.STR),
  /** Regular expression. */
  REG(SampleType.STR),
  /** Prefix. */
  BEG(SampleType.STR),
  /** Suffix. */
  END(SampleType.STR),
  /** Part between slashes. */
  DIR(SampleType.STR),
  /** Part between dots, colons, slashes and question marks. */
  DOM(SampleType.STR);

  private final @Nullable SampleType input;

  Match(@Nullable SampleType input) {
    this.input = input;
  }

  /** The type that samples are cast to, or null for none. */
  public @Nullable SampleType input() {
    return input;
  }

  /** The name as in {@code -m}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The method of that name, or null. */
  public static @Nullable Match ofName(String name) {
    for (Match match : values()) {
      if (match.word().equals(name)) {
        return match;
      }
    }
    return null;
  }

  /** The method that a type implies, or null if it needs {@code -m}. */
  public static @Nullable Match ofType(@Nullable SampleType type) {
    if (type == null) {
      return null;
    }
    return switch (type) {
      case BOOL -> BOOL;
      case SINT -> INT;
      case IPV4, IPV6, ADDR -> IP;
      case STR -> STR;
      case BIN, METH -> null;
    };
  }
}
