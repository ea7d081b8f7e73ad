package io.jhaproxy.core.backend;

import io.jhaproxy.core.sample.Hashes;
import io.jhaproxy.core.sample.Slice;

/** The hash functions of {@code hash-type} (manual 4.2). */
final class HashFunctions {
  private HashFunctions() {}

  static int hash(HashModel.Function function, Slice bytes) {
    return switch (function) {
      // wt6 is not implemented: its definition is published in GPL source only. Reading the
      // configuration says so, and a start with --lenient takes the default function.
      case SDBM, WT6 -> Hashes.sdbm(bytes);
      case DJB2 -> Hashes.djb2(bytes);
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

  /** Spreads a hash over all bits. */
  static int avalanche(int hash) {
    return Hashes.avalanche(hash);
  }
}
