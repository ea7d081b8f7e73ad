package io.jhaproxy.vrrp.packet;

/** Authentication types of version 2 (RFC 2338, 5.3.6). */
public enum AuthenticationType {
  /** No authentication. */
  NONE,
  /** Simple text password. */
  SIMPLE,
  /** IP authentication header. */
  HEADER;

  /** Bytes of authentication data at the end of a version 2 advert. */
  public static final int DATA_LENGTH = 8;
}
