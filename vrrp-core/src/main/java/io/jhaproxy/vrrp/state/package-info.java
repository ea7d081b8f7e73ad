/**
 * The VRRP state machine: inputs (adverts, time, links, scripts, reload, shutdown) become effects
 * (send, addresses, announcements, notifications, log). Pure: no input or output, no clock, no
 * thread, no randomness. The daemon, the tests and the simulator run the same objects.
 *
 * <p>Read first: {@link io.jhaproxy.vrrp.state.VrrpMachine}, {@link
 * io.jhaproxy.vrrp.state.Effects}, {@link io.jhaproxy.vrrp.state.Election}.
 */
@NullMarked
package io.jhaproxy.vrrp.state;

import org.jspecify.annotations.NullMarked;
