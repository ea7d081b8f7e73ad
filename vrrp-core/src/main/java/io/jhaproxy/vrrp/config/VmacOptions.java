package io.jhaproxy.vrrp.config;

import org.jspecify.annotations.Nullable;

/**
 * The interface with the virtual MAC of an instance ({@code use_vmac}, {@code use_ipvlan}).
 *
 * @param kind macvlan or ipvlan
 * @param name interface name, for example {@code vrrp.51} (15 characters at most)
 * @param mac MAC address; null for the virtual router's (00:00:5e:00:01:VRID) and for ipvlan
 * @param ipvlanMode ipvlan flag; null for macvlan
 * @param transmitOnBase adverts leave from the base interface
 */
public record VmacOptions(
    Kind kind,
    String name,
    @Nullable MacAddress mac,
    @Nullable IpvlanMode ipvlanMode,
    boolean transmitOnBase) {
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
