package io.jhaproxy.vrrp.packet;

import java.net.InetAddress;

/** The Internet checksum (RFC 1071) and the pseudo headers in front of it. */
final class Checksum {
  /** IP protocol number of VRRP. */
  static final int PROTOCOL = 112;

  private Checksum() {}

  /** Checksum of version 2: over the message alone. */
  static int ofMessage(byte[] message, int length) {
    return fold(sum(message, length));
  }

  /** Checksum of version 3: over a pseudo header (RFC 5798, 5.2.8) and the message. */
  static int withPseudoHeader(
      byte[] message, int length, InetAddress source, InetAddress destination) {
    byte[] from = source.getAddress();
    byte[] to = destination.getAddress();
    return fold(
        sum(from, from.length) + sum(to, to.length) + PROTOCOL + length + sum(message, length));
  }

  private static long sum(byte[] bytes, int length) {
    long sum = 0;
    int i = 0;
    for (; i + 1 < length; i += 2) {
      sum += (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
    }
    return i < length ? sum + ((bytes[i] & 0xff) << 8) : sum;
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) ~folded & 0xffff;
  }
}
