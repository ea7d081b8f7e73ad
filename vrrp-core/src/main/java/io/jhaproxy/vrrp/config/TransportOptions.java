package io.jhaproxy.vrrp.config;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How adverts travel.
 *
 * @param source configured source address; null for the interface's primary address
 * @param trackSource FAULT when the configured source address disappears
 * @param group multicast destination, used when {@code peers} is empty
 * @param peers unicast destinations; empty for multicast
 * @param ttl TTL or hop limit of sent unicast adverts, 0..255; {@link #DEFAULT_TTL} for the
 *     family's default
 * @param checkUnicastSource accept only adverts whose source is a peer
 * @param faultWithoutPeer FAULT instead of multicast when a unicast keyword is there but no peer
 * @param oldUnicastChecksum version 3 unicast checksum without pseudo header as old versions did
 * @param receiveBuffer bytes for the advert socket's receive buffer; 0 for the system's default
 */
public record TransportOptions(
    @Nullable InetAddress source,
    boolean trackSource,
    InetAddress group,
    List<UnicastPeer> peers,
    int ttl,
    boolean checkUnicastSource,
    boolean faultWithoutPeer,
    OldChecksum oldUnicastChecksum,
    int receiveBuffer) {
  /** {@code ttl} when none is configured: 255. */
  public static final int DEFAULT_TTL = -1;

  /** When to compute a version 3 unicast checksum as keepalived before 1.3.6 did. */
  public enum OldChecksum {
    /** Correct checksum; switch when the peer is seen to use the old one (the default). */
    AUTO,
    /** {@code old_unicast_checksum}: from the start. */
    ALWAYS,
    /** {@code old_unicast_checksum never}. */
    NEVER
  }

  /** Copies the peers. */
  public TransportOptions {
    peers = List.copyOf(peers);
  }

  /** Whether adverts go to peers rather than to the group. */
  public boolean unicast() {
    return !peers.isEmpty();
  }
}
