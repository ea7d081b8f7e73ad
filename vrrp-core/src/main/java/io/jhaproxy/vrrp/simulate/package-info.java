/**
 * The simulator: real configurations of any number of nodes on virtual time, with the same state
 * machine and the same packets as the daemon, and faults as a scenario file describes them.
 *
 * <p>Read first: {@link io.jhaproxy.vrrp.simulate.Simulation}, {@link
 * io.jhaproxy.vrrp.simulate.Scenario}, {@link io.jhaproxy.vrrp.simulate.World}.
 */
@NullMarked
package io.jhaproxy.vrrp.simulate;

import org.jspecify.annotations.NullMarked;
