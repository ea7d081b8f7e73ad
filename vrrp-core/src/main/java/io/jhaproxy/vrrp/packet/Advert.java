package io.jhaproxy.vrrp.packet;

import java.net.InetAddress;

/**
 * What a received advert says, once it passed the checks.
 *
 * @param source IP source address: the sender
 * @param priority 0 (the master stops) to 255 (address owner)
 * @param intervalNanos the sender's advert interval
 */
public record Advert(InetAddress source, int priority, long intervalNanos) {
  /** Priority of a master that stops. */
  public static final int STOPPING = 0;
}
