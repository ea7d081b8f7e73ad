package io.jhaproxy.core.backend;

import io.jhaproxy.core.sample.Hashes;
import io.jhaproxy.core.sample.Slice;

/** The hash functions of {@code hash-type} (manual 4.2). */
final class HashFunctions {
  private HashFunctions() {}

  static int hash(HashModel.Function function, Slice bytes) {
    return switch (function) {
      case SDBM -> Hashes.sdbm(bytes);
      // The definition of wt6 is published in GPL source only: another function takes its place
      // that mixes as well, and reading the configuration says so.
      case WT6 -> Hashes.avalanche(Hashes.sdbm(bytes) ^ Integer.rotateLeft(Hashes.djb2(bytes), 16));
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
