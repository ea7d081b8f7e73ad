package io.jhaproxy.core.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** The 64-bit hash function XXH3 (xxHash 0.8) over bytes in place. */
final class Xxh3 {
  private static final byte[] SECRET =
      HexFormat.of()
          .parseHex(
              "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
                  + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
                  + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
                  + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
                  + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
                  + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");
  private static final ByteBuffer STANDARD = ByteBuffer.wrap(SECRET).order(ByteOrder.LITTLE_ENDIAN);
  private static final long P32_1 = 0x9e3779b1L;
  private static final long P32_2 = 0x85ebca77L;
  private static final long P32_3 = 0xc2b2ae3dL;
  private static final long P64_1 = 0x9e3779b185ebca87L;
  private static final long P64_2 = 0xc2b2ae3d27d4eb4fL;
  private static final long P64_3 = 0x165667b19e3779f9L;
  private static final long P64_4 = 0x85ebca77c2b2ae63L;
  private static final long P64_5 = 0x27d4eb2f165667c5L;

  private static final int STRIPE = 64;
  private static final int STRIPES = (SECRET.length - STRIPE) / 8;

  /** Work memory of a thread: eight lanes and the secret of a seed. */
  private static final ThreadLocal<Work> WORK = ThreadLocal.withInitial(Work::new);

  private Xxh3() {}

  private static final class Work {
    final long[] lanes = new long[8];
    final ByteBuffer secret = ByteBuffer.allocate(SECRET.length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The hash of all bytes. */
  static long hash(Slice bytes, long seed) {
    int length = bytes.length();
    if (length <= 16) {
      return upTo16(bytes, length, seed);
    }
    if (length <= 128) {
      return upTo128(bytes, length, seed);
    }
    return length <= 240 ? upTo240(bytes, length, seed) : longer(bytes, length, seed);
  }

  private static long avalanche(long value) {
    long hash = (value ^ value >>> 37) * 0x165667919e3779f9L;
    return hash ^ hash >>> 32;
  }

  private static long upTo16(Slice bytes, int length, long seed) {
    if (length > 8) {
      long flipLow = STANDARD.getLong(24) ^ STANDARD.getLong(32);
      long flipHigh = STANDARD.getLong(40) ^ STANDARD.getLong(48);
      long low = XxHash.int64(bytes, 0) ^ flipLow + seed;
      long high = XxHash.int64(bytes, length - 8) ^ flipHigh - seed;
      return avalanche(length + Long.reverseBytes(low) + high + folded(low, high));
    }
    if (length >= 4) {
      long mixed = seed ^ (long) Integer.reverseBytes((int) seed) << 32;
      long first = XxHash.int32(bytes, 0);
      long last = XxHash.int32(bytes, length - 4) & 0xffffffffL;
      long flip = (STANDARD.getLong(8) ^ STANDARD.getLong(16)) - mixed;
      long keyed = last + (first << 32) ^ flip;
      keyed ^= Long.rotateLeft(keyed, 49) ^ Long.rotateLeft(keyed, 24);
      keyed *= 0x9fb21c651e98df25L;
      keyed ^= (keyed >>> 35) + length;
      keyed *= 0x9fb21c651e98df25L;
      return keyed ^ keyed >>> 28;
    }
    if (length > 0) {
      int combined = bytes.at(0) << 16 | bytes.at(length >> 1) << 24;
      combined |= bytes.at(length - 1) | length << 8;
      long flip = ((STANDARD.getInt(0) ^ STANDARD.getInt(4)) & 0xffffffffL) + seed;
      return XxHash.avalanche(combined & 0xffffffffL ^ flip);
    }
    return XxHash.avalanche(seed ^ STANDARD.getLong(56) ^ STANDARD.getLong(64));
  }

  /** Both halves of the 128-bit product, put together. */
  private static long folded(long a, long b) {
    long high = Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    return a * b ^ high;
  }

  private static long mix16(Slice bytes, int at, int secret, long seed) {
    return folded(
        XxHash.int64(bytes, at) ^ STANDARD.getLong(secret) + seed,
        XxHash.int64(bytes, at + 8) ^ STANDARD.getLong(secret + 8) - seed);
  }

  private static long upTo128(Slice bytes, int length, long seed) {
    long sum = length * P64_1;
    for (int pair = (length - 1) / 32; pair >= 0; pair--) {
      sum += mix16(bytes, 16 * pair, 32 * pair, seed);
      sum += mix16(bytes, length - 16 * (pair + 1), 32 * pair + 16, seed);
    }
    return avalanche(sum);
  }

  private static long upTo240(Slice bytes, int length, long seed) {
    long sum = length * P64_1;
    int rounds = length / 16;
    for (int i = 0; i < 8; i++) {
      sum += mix16(bytes, 16 * i, 16 * i, seed);
    }
    sum = avalanche(sum);
    for (int i = 8; i < rounds; i++) {
      sum += mix16(bytes, 16 * i, 16 * (i - 8) + 3, seed);
    }
    return avalanche(sum + mix16(bytes, length - 16, 136 - 17, seed));
  }

  private static long longer(Slice bytes, int length, long seed) {
    Work work = WORK.get();
    ByteBuffer secret = work.secret;
    for (int i = 0; i < SECRET.length; i += 16) {
      secret.putLong(i, STANDARD.getLong(i) + seed);
      secret.putLong(i + 8, STANDARD.getLong(i + 8) - seed);
    }
    long[] lanes = work.lanes;
    lanes[0] = P32_3;
    lanes[1] = P64_1;
    lanes[2] = P64_2;
    lanes[3] = P64_3;
    lanes[4] = P64_4;
    lanes[5] = P32_2;
    lanes[6] = P64_5;
    lanes[7] = P32_1;
    int block = STRIPE * STRIPES;
    int blocks = (length - 1) / block;
    for (int i = 0; i < blocks; i++) {
      for (int stripe = 0; stripe < STRIPES; stripe++) {
        accumulate(lanes, bytes, i * block + stripe * STRIPE, secret, stripe * 8);
      }
      scramble(lanes, secret, SECRET.length - STRIPE);
    }
    int stripes = (length - 1 - block * blocks) / STRIPE;
    for (int stripe = 0; stripe < stripes; stripe++) {
      accumulate(lanes, bytes, blocks * block + stripe * STRIPE, secret, stripe * 8);
    }
    accumulate(lanes, bytes, length - STRIPE, secret, SECRET.length - STRIPE - 7);
    long sum = length * P64_1;
    for (int i = 0; i < 4; i++) {
      sum +=
          folded(
              lanes[2 * i] ^ secret.getLong(11 + 16 * i),
              lanes[2 * i + 1] ^ secret.getLong(11 + 16 * i + 8));
    }
    return avalanche(sum);
  }

  private static void accumulate(
      long[] lanes, Slice bytes, int at, ByteBuffer secret, int secretAt) {
    for (int i = 0; i < 8; i++) {
      long data = XxHash.int64(bytes, at + 8 * i);
      long keyed = data ^ secret.getLong(secretAt + 8 * i);
      lanes[i ^ 1] += data;
      lanes[i] += (keyed & 0xffffffffL) * (keyed >>> 32);
    }
  }

  private static void scramble(long[] lanes, ByteBuffer secret, int secretAt) {
    for (int i = 0; i < 8; i++) {
      lanes[i] = (lanes[i] ^ lanes[i] >>> 47 ^ secret.getLong(secretAt + 8 * i)) * P32_1;
    }
  }
}
