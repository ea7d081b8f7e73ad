package io.jhaproxy.vrrp.config;

/**
 * VRRP version 2 authentication (RFC 2338, 5.3.6).
 *
 * @param kind method
 * @param password at most 8 characters, one per byte (ISO 8859-1); empty for NONE
 */
public record Authentication(Kind kind, String password) {
  /** No authentication. */
  public static final Authentication NONE = new Authentication(Kind.NONE, "");

  /** Authentication methods. */
  public enum Kind {
    /** No authentication. */
    NONE,
    /** Password in clear text, {@code auth_type PASS}. */
    PASS,
    /** IPsec authentication header, {@code auth_type AH}. */
    AH
  }
}
