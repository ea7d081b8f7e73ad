/**
 * The Linux kernel as VRRP needs it, through JNA: raw sockets for adverts, packet sockets for
 * gratuitous ARP and neighbour advertisements, rtnetlink for links, addresses, routes and rules,
 * sysctls, and the process's own scheduling. Knows neither the configuration nor the state machine.
 * Read first: {@link io.jhaproxy.vrrp.kernel.Socket}, {@link io.jhaproxy.vrrp.kernel.Netlink},
 * {@link io.jhaproxy.vrrp.kernel.Poller}.
 */
@NullMarked
package io.jhaproxy.vrrp.kernel;

import org.jspecify.annotations.NullMarked;
