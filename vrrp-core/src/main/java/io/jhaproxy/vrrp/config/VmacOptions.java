package io.jhaproxy.vrrp.config;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The interface with the virtual MAC of an instance ({@code use_vmac}, {@code use_ipvlan}).
 *
 * @param kind macvlan or ipvlan
 * @param name interface name, for example {@code vrrp.51} (15 characters at most)
 * @param nameConfigured whether the configuration gave the name
 * @param mac MAC address; null for the virtual router's (00:00:5e:00:01:VRID) and for ipvlan
 * @param ipvlanMode ipvlan flag; null for macvlan
 * @param ipvlanAddress link-local or configured address of the ipvlan; null if none
 * @param transmitOnBase adverts leave from the base interface
 * @param perAddress {@code use_vmac_addr}: also one for each address that has its own {@code dev}
 */
public record VmacOptions(
    Kind kind,
    String name,
    boolean nameConfigured,
    @Nullable MacAddress mac,
    @Nullable IpvlanMode ipvlanMode,
    @Nullable InetAddress ipvlanAddress,
    boolean transmitOnBase,
    boolean perAddress) {
  /** Kinds of interface. */
  public enum Kind {
    /** macvlan in private mode. */
    MACVLAN,
    /** ipvlan in L2 mode. */
    IPVLAN
  }

  /** Flags of an ipvlan. */
  public enum IpvlanMode {
    /** Interfaces of the same parent talk to each other. */
    BRIDGE,
    /** They do not. */
    PRIVATE,
    /** All traffic leaves the parent. */
    VEPA
  }
}
