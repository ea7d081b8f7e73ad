package io.jhaproxy.vrrp.config;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Address family of an instance, an address, a route or a rule. */
public enum Family {
  /** IPv4. */
  INET("IPv4", 32),
  /** IPv6. */
  INET6("IPv6", 128);

  private final String label;
  private final int bits;

  Family(String label, int bits) {
    this.label = label;
    this.bits = bits;
  }

  /** {@code IPv4} or {@code IPv6}, as log lines spell it. */
  public String label() {
    return label;
  }

  /** Length of an address in bits: 32 or 128. */
  public int bits() {
    return bits;
  }

  /** The family of an address. */
  public static Family of(InetAddress address) {
    return address instanceof Inet4Address ? INET : INET6;
  }
}
