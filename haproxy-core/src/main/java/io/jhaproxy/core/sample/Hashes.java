package io.jhaproxy.core.sample;

/** Hashes over bytes in place (manual 7.3.1 and {@code hash-type}); nothing is allocated. */
public final class Hashes {
  private static final int[] CRC32 = table(0xedb88320);
  private static final int[] CRC32C = table(0x82f63b78);

  private Hashes() {}

  /** A hash over all bytes. */
  interface Hash {
    int of(Slice bytes);
  }

  /** Bernstein's hash, times 33 and add. */
  public static int djb2(Slice bytes) {
    int hash = 5381;
    for (int i = 0; i < bytes.length(); i++) {
      hash = (hash << 5) + hash + bytes.at(i);
    }
    return hash;
  }

  /** The hash of sdbm, times 65599 and add. */
  public static int sdbm(Slice bytes) {
    int hash = 0;
    for (int i = 0; i < bytes.length(); i++) {
      hash = bytes.at(i) + (hash << 6) + (hash << 16) - hash;
    }
    return hash;
  }

  /** CRC of Ethernet and gzip. */
  public static int crc32(Slice bytes) {
    return crc(bytes, CRC32);
  }

  /** CRC of iSCSI (RFC 4960 appendix B). */
  static int crc32c(Slice bytes) {
    return crc(bytes, CRC32C);
  }

  private static int crc(Slice bytes, int[] table) {
    int crc = -1;
    for (int i = 0; i < bytes.length(); i++) {
      crc = crc >>> 8 ^ table[(crc ^ bytes.at(i)) & 0xff];
    }
    return ~crc;
  }

  private static int[] table(int polynomial) {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) != 0 ? value >>> 1 ^ polynomial : value >>> 1;
      }
      table[i] = value;
    }
    return table;
  }

  /** Bob Jenkins' four-byte avalanche, then a multiplication that spreads to the high bits. */
  public static int avalanche(int hash) {
    int a = hash;
    a = a + 0x7ed55d16 + (a << 12);
    a = a ^ 0xc761c23c ^ a >>> 19;
    a = a + 0x165667b1 + (a << 5);
    a = a + 0xd3a2646c ^ a << 9;
    a = a + 0xfd7046c5 + (a << 3);
    a = a ^ 0xb55a4f09 ^ a >>> 16;
    return a * 0xc0000001;
  }
}
