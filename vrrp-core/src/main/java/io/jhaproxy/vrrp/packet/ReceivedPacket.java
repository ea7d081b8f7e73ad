package io.jhaproxy.vrrp.packet;

import java.net.InetAddress;

/**
 * A packet of IP protocol 112 as it arrived.
 *
 * @param payload the IP payload, IP header and extension headers removed; not copied, so its owner
 *     must not change it while the machine looks at it
 * @param source IP source address
 * @param destination IP destination address: a multicast group or one of our own addresses
 * @param ttl TTL or hop limit, 0..255; {@link #TTL_UNKNOWN} if the kernel did not say
 * @param authenticationHeader whether the packet came inside an IPsec authentication header
 */
public record ReceivedPacket(
    byte[] payload,
    InetAddress source,
    InetAddress destination,
    int ttl,
    boolean authenticationHeader) {
  /** {@code ttl} when the kernel did not say; such a packet passes every TTL check. */
  public static final int TTL_UNKNOWN = -1;

  /** A packet without authentication header. */
  public ReceivedPacket(byte[] payload, InetAddress source, InetAddress destination, int ttl) {
    this(payload, source, destination, ttl, false);
  }
}
