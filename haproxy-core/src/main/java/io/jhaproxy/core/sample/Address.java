package io.jhaproxy.core.sample;

/**
 * A socket address in primitive form: family, 128 address bits and a port. Mutable and reused, one
 * worker thread at a time. IPv4 addresses occupy the low 32 bits of {@link #low()}.
 */
public final class Address {
  /** No address known. */
  public static final int NONE = 0;

  /** A Unix-domain socket; there is neither address nor port. */
  public static final int UNIX = 1;

  /** IPv4. */
  public static final int IPV4 = 4;

  /** IPv6. */
  public static final int IPV6 = 6;

  private int family;
  private long high;
  private long low;
  private int port;

  /** Creates an unknown address. */
  public Address() {}

  /** Sets an IPv4 address given as a big-endian integer. */
  public Address setIpv4(int address, int port) {
    return set(IPV4, 0, address & 0xffffffffL, port);
  }

  /** Sets an IPv6 address given as its two big-endian halves. */
  public Address setIpv6(long high, long low, int port) {
    return set(IPV6, high, low, port);
  }

  /** Sets the address from 4 or 16 network-order bytes. */
  public Address setBytes(byte[] bytes, int port) {
    if (bytes.length == 4) {
      return set(IPV4, 0, word(bytes, 0, 4), port);
    }
    return set(IPV6, word(bytes, 0, 8), word(bytes, 8, 8), port);
  }

  /** The address in network order: 4 or 16 bytes, or none (allocates). */
  public byte[] bytes() {
    byte[] bytes = new byte[family == IPV4 ? 4 : family == IPV6 ? 16 : 0];
    for (int i = 0; i < bytes.length; i++) {
      long word = bytes.length == 16 && i < 8 ? high : low;
      bytes[i] = (byte) (word >> 8 * (7 - (i + (bytes.length == 4 ? 4 : 0)) % 8));
    }
    return bytes;
  }

  /** Sets a Unix-domain address. */
  public Address setUnix() {
    return set(UNIX, 0, 0, 0);
  }

  /** Forgets the address. */
  public Address clear() {
    return set(NONE, 0, 0, 0);
  }

  /** Takes another address' values. */
  public Address set(Address other) {
    return set(other.family, other.high, other.low, other.port);
  }

  private Address set(int family, long high, long low, int port) {
    this.family = family;
    this.high = high;
    this.low = low;
    this.port = port;
    return this;
  }

  private static long word(byte[] bytes, int from, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | (bytes[from + i] & 0xff);
    }
    return value;
  }

  /** One of {@link #NONE}, {@link #UNIX}, {@link #IPV4}, {@link #IPV6}. */
  public int family() {
    return family;
  }

  /** First 64 bits of an IPv6 address, 0 for IPv4. */
  public long high() {
    return high;
  }

  /** Last 64 bits of an IPv6 address, or the IPv4 address in the low 32 bits. */
  public long low() {
    return low;
  }

  /** Port 0..65535. */
  public int port() {
    return port;
  }
}
