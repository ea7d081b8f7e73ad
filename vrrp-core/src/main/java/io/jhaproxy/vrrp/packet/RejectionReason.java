package io.jhaproxy.vrrp.packet;

/** Why a received packet was thrown away. Each reason has a counter. */
public enum RejectionReason {
  /** An authentication header where none is configured, or none where one is. */
  AUTHENTICATION_HEADER("authentication_header"),
  /** Length does not fit version, number of addresses and authentication; also shorter than 8. */
  LENGTH("length"),
  /** TTL or hop limit is not 255, or outside the unicast peer's range. */
  TTL("ttl"),
  /** Protocol version is not the configured one. */
  VERSION("version"),
  /** Authentication type is none that RFC 2338 knows. */
  AUTHENTICATION_TYPE("authentication_type"),
  /** Authentication type is not the configured one. */
  AUTHENTICATION_MISMATCH("authentication_mismatch"),
  /** Wrong password. */
  PASSWORD("password"),
  /** Version 2 advert interval differs from ours. */
  INTERVAL("interval"),
  /** Type is not ADVERTISEMENT. */
  TYPE("type"),
  /** Number of addresses differs from ours. */
  ADDRESS_COUNT("address_count"),
  /** Checksum. */
  CHECKSUM("checksum"),
  /** Multicast where unicast is configured, or the other way round. */
  DESTINATION("destination"),
  /** Unicast source is none of the peers. */
  SOURCE("source"),
  /** One of the addresses is not ours. */
  ADDRESS_LIST("address_list"),
  /** The packet carries our own source address: a loop in the network or a duplicate address. */
  OWN_SOURCE("own_source"),
  /** Nobody here has this VRID on that interface (counted for the machine, not an instance). */
  UNKNOWN_VRID("unknown_vrid");

  private final String key;

  RejectionReason(String key) {
    this.key = key;
  }

  /** Name in the JSON dump. */
  public String key() {
    return key;
  }
}
