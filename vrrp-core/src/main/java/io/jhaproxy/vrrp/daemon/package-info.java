/**
 * The running VRRP process: one thread that feeds the state machine with packets, links, addresses,
 * script results and time, and carries out its effects on the kernel. Read first: {@link
 * io.jhaproxy.vrrp.daemon.VrrpDaemon}, {@link io.jhaproxy.vrrp.daemon.InterfaceTable}, {@link
 * io.jhaproxy.vrrp.daemon.Transports}.
 */
@NullMarked
package io.jhaproxy.vrrp.daemon;

import org.jspecify.annotations.NullMarked;
