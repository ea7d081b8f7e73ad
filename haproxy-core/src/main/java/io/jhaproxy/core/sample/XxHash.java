package io.jhaproxy.core.sample;

/** The hash functions XXH32 and XXH64 (xxHash specification 0.1.1) over bytes in place. */
public final class XxHash {
  private static final int P32_1 = 0x9e3779b1;
  private static final int P32_2 = 0x85ebca77;
  private static final int P32_3 = 0xc2b2ae3d;
  private static final int P32_4 = 0x27d4eb2f;
  private static final int P32_5 = 0x165667b1;
  private static final long P64_1 = 0x9e3779b185ebca87L;
  private static final long P64_2 = 0xc2b2ae3d27d4eb4fL;
  private static final long P64_3 = 0x165667b19e3779f9L;
  private static final long P64_4 = 0x85ebca77c2b2ae63L;
  private static final long P64_5 = 0x27d4eb2f165667c5L;

  private XxHash() {}

  static int int32(Slice bytes, int at) {
    return bytes.buffer().getIntLE(bytes.offset() + at);
  }

  static long int64(Slice bytes, int at) {
    return bytes.buffer().getLongLE(bytes.offset() + at);
  }

  /** XXH32. */
  static int hash32(Slice bytes, int seed) {
    int length = bytes.length();
    int at = 0;
    int hash;
    if (length >= 16) {
      int a = seed + P32_1 + P32_2;
      int b = seed + P32_2;
      int c = seed;
      int d = seed - P32_1;
      for (; at + 16 <= length; at += 16) {
        a = round32(a, int32(bytes, at));
        b = round32(b, int32(bytes, at + 4));
        c = round32(c, int32(bytes, at + 8));
        d = round32(d, int32(bytes, at + 12));
      }
      hash = Integer.rotateLeft(a, 1) + Integer.rotateLeft(b, 7);
      hash += Integer.rotateLeft(c, 12) + Integer.rotateLeft(d, 18);
    } else {
      hash = seed + P32_5;
    }
    hash += length;
    for (; at + 4 <= length; at += 4) {
      hash = Integer.rotateLeft(hash + int32(bytes, at) * P32_3, 17) * P32_4;
    }
    for (; at < length; at++) {
      hash = Integer.rotateLeft(hash + bytes.at(at) * P32_5, 11) * P32_1;
    }
    hash = (hash ^ hash >>> 15) * P32_2;
    hash = (hash ^ hash >>> 13) * P32_3;
    return hash ^ hash >>> 16;
  }

  private static int round32(int lane, int input) {
    return Integer.rotateLeft(lane + input * P32_2, 13) * P32_1;
  }

  /** XXH64. */
  public static long hash64(Slice bytes, long seed) {
    int length = bytes.length();
    int at = 0;
    long hash;
    if (length >= 32) {
      long a = seed + P64_1 + P64_2;
      long b = seed + P64_2;
      long c = seed;
      long d = seed - P64_1;
      for (; at + 32 <= length; at += 32) {
        a = round64(a, int64(bytes, at));
        b = round64(b, int64(bytes, at + 8));
        c = round64(c, int64(bytes, at + 16));
        d = round64(d, int64(bytes, at + 24));
      }
      hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7);
      hash += Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
      hash = merge64(merge64(merge64(merge64(hash, a), b), c), d);
    } else {
      hash = seed + P64_5;
    }
    hash += length;
    for (; at + 8 <= length; at += 8) {
      hash = Long.rotateLeft(hash ^ round64(0, int64(bytes, at)), 27) * P64_1 + P64_4;
    }
    if (at + 4 <= length) {
      long word = int32(bytes, at) & 0xffffffffL;
      hash = Long.rotateLeft(hash ^ word * P64_1, 23) * P64_2 + P64_3;
      at += 4;
    }
    for (; at < length; at++) {
      hash = Long.rotateLeft(hash ^ bytes.at(at) * P64_5, 11) * P64_1;
    }
    return avalanche(hash);
  }

  private static long round64(long lane, long input) {
    return Long.rotateLeft(lane + input * P64_2, 31) * P64_1;
  }

  private static long merge64(long hash, long lane) {
    return (hash ^ round64(0, lane)) * P64_1 + P64_4;
  }

  /** The last step of XXH64. */
  static long avalanche(long value) {
    long hash = value;
    hash = (hash ^ hash >>> 33) * P64_2;
    hash = (hash ^ hash >>> 29) * P64_3;
    return hash ^ hash >>> 32;
  }
}
