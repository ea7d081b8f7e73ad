package io.jhaproxy.core.table;

import io.jhaproxy.core.sample.SampleType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the keys of a stick table are (manual 4.2, {@code stick-table type}). */
public enum KeyType {
  /** IPv4 address, 4 bytes in network order. */
  IP(SampleType.IPV4, 4, 4),
  /** IPv6 address, 16 bytes in network order. */
  IPV6(SampleType.IPV6, 16, 5),
  /** Unsigned 32-bit number, 4 bytes with the lowest first. */
  INTEGER(SampleType.SINT, 4, 2),
  /** Text of at most {@code len} bytes; what is longer is cut. */
  STRING(SampleType.STR, 31, 6),
  /** Block of exactly {@code len} bytes; what is shorter is padded with zeros. */
  BINARY(SampleType.BIN, 32, 7);

  private final SampleType sample;
  private final int defaultLength;
  private final int number;

  KeyType(SampleType sample, int defaultLength, int number) {
    this.sample = sample;
    this.defaultLength = defaultLength;
    this.number = number;
  }

  /** The word in configurations. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type that samples must be convertible to. */
  public SampleType sample() {
    return sample;
  }

  /** Longest key in bytes where no length is configured. */
  public int defaultLength() {
    return defaultLength;
  }

  /** The number in the protocol of peers. */
  public int number() {
    return number;
  }

  /** Whether a length can be configured. */
  public boolean isSized() {
    return this == STRING || this == BINARY;
  }

  /** The type of that word, or null. */
  public static @Nullable KeyType ofWord(String word) {
    for (KeyType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    return null;
  }
}
