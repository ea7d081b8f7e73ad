package io.jhaproxy.vrrp.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code virtual_ipaddress}, {@code virtual_ipaddress_excluded} or {@code
 * static_ipaddress}.
 *
 * @param address the address
 * @param prefixLength 0..32 or 0..128
 * @param device interface to put it on; null for the instance's
 * @param scope rtnetlink scope: 0 global, 200 site, 253 link, 254 host, 255 nowhere
 * @param label address label; null if none
 * @param broadcast broadcast address, {@code brd +} and {@code brd -} already computed; null if
 *     none
 * @param peer far end of a point-to-point pair; null if none
 * @param peerPrefixLength prefix length of {@code peer}; 0 without one
 * @param flags address flags
 * @param preferredLifetime preferred life time in seconds; null for for ever
 * @param track whether removal by somebody else is noticed
 * @param trackGroup for static addresses: whose instances go to FAULT; null if none
 */
public record AddressModel(
    InetAddress address,
    int prefixLength,
    @Nullable String device,
    int scope,
    @Nullable String label,
    @Nullable InetAddress broadcast,
    @Nullable InetAddress peer,
    int peerPrefixLength,
    Set<Flag> flags,
    @Nullable Duration preferredLifetime,
    boolean track,
    @Nullable String trackGroup) {
  /** Address flags (ip-address(8)). */
  public enum Flag {
    /** IPv6 home address. */
    HOME,
    /** IPv6: no duplicate address detection (set unless {@code -nodad} is given). */
    NODAD,
    /** IPv6: template for temporary addresses. */
    MNGTMPADDR,
    /** No automatic prefix route. */
    NOPREFIXROUTE,
    /** Join the multicast group. */
    AUTOJOIN
  }

  /** Copies the flags. */
  public AddressModel {
    flags = Set.copyOf(flags);
  }

  /** The family of the address. */
  public Family family() {
    return Family.of(address);
  }
}
