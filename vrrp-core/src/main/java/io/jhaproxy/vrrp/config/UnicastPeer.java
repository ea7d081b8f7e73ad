package io.jhaproxy.vrrp.config;

import java.net.InetAddress;

/**
 * A peer of {@code unicast_peer}.
 *
 * @param address its address
 * @param minTtl least accepted TTL, 0..255; -1 when not configured
 * @param maxTtl greatest accepted TTL, 0..255; -1 when not configured
 */
public record UnicastPeer(InetAddress address, int minTtl, int maxTtl) {}
