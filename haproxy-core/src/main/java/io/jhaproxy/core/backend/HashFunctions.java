package io.jhaproxy.core.backend;

import io.jhaproxy.core.sample.Hashes;
import io.jhaproxy.core.sample.Slice;

/** The hash functions of {@code hash-type} (manual 4.2). */
final class HashFunctions {
  private HashFunctions() {}

  static int hash(HashModel.Function function, Slice bytes) {
    return switch (function) {
      case SDBM -> Hashes.sdbm(bytes);
      case DJB2 -> Hashes.djb2(bytes);
      case WT6 -> wt6(bytes);
      case CRC32 -> Hashes.crc32(bytes);
      case NONE -> number(bytes);
    };
  }

  /** A key that is a number already. */
  private static int number(Slice bytes) {
    int value = 0;
    for (int i = 0; i < bytes.length() && bytes.at(i) >= '0' && bytes.at(i) <= '9'; i++) {
      value = value * 10 + bytes.at(i) - '0';
    }
    return value;
  }

  /** Two words that are turned around each other by amounts which follow from the text. */
  static int wt6(Slice bytes) {
    throw new UnsupportedOperationException("wt6 of " + bytes.length() + " bytes");
  }

  /** Spreads a hash over all bits. */
  static int avalanche(int hash) {
    return Hashes.avalanche(hash);
  }
}
