package io.jhaproxy.vrrp.packet;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance expects of the adverts it receives.
 *
 * @param version 2 or 3
 * @param virtualRouterId 1..255
 * @param addressLength bytes of an address: 4 or 16
 * @param intervalNanos our advert interval; version 2 insists on it
 * @param authentication version 2 only
 * @param password 8 bytes, see {@link AdvertEncoder#passwordBytes}
 * @param addresses the virtual addresses
 * @param unicast adverts come to one of our own addresses, not to the group
 * @param peers configured peers with their TTL limits; empty for multicast
 * @param checkSource accept unicast adverts from peers only
 * @param oldDestination version 3, unicast: a pseudo header with this destination is right too (see
 *     {@link AdvertEncoder}); null if not
 */
public record AdvertExpectation(
    int version,
    int virtualRouterId,
    int addressLength,
    long intervalNanos,
    AuthenticationType authentication,
    byte[] password,
    List<InetAddress> addresses,
    boolean unicast,
    List<Peer> peers,
    boolean checkSource,
    @Nullable InetAddress oldDestination) {
  /** TTL that multicast adverts must have (RFC 5798, 5.1.1.3). */
  public static final int TTL = 255;

  /**
   * An accepted source.
   *
   * @param minTtl least TTL; -1 when not configured
   * @param maxTtl greatest TTL; -1 when not configured
   */
  public record Peer(InetAddress address, int minTtl, int maxTtl) {}
}
