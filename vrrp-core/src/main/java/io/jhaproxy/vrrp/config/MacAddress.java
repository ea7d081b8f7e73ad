package io.jhaproxy.vrrp.config;

/**
 * An Ethernet address.
 *
 * @param value the 48 bits, first byte on the wire highest
 */
public record MacAddress(long value) {
  /** Length in bytes. */
  public static final int LENGTH = 6;

  /** The virtual router's address (RFC 5798, 7.3). */
  public static MacAddress ofVirtualRouter(Family family, int virtualRouterId) {
    long prefix = family == Family.INET ? 0x00005e000100L : 0x00005e000200L;
    return new MacAddress(prefix | virtualRouterId);
  }

  /** The six bytes, in the order of the wire. */
  public byte[] bytes() {
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      bytes[i] = (byte) (value >>> (8 * (LENGTH - 1 - i)));
    }
    return bytes;
  }

  /** {@code 00:00:5e:00:01:33}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(17);
    for (byte b : bytes()) {
      text.append(text.isEmpty() ? "" : ":").append(String.format("%02x", b));
    }
    return text.toString();
  }
}
