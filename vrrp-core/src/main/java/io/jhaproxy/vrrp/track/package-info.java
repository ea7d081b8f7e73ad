/**
 * What adverts depend on besides the network: scripts, files that hold a number, running processes.
 * Each tracker tells the state machine of results; what they mean is decided there. Read first:
 * {@link io.jhaproxy.vrrp.track.ScriptTracker}, {@link io.jhaproxy.vrrp.track.FileTracker}, {@link
 * io.jhaproxy.vrrp.track.ProcessTracker}.
 */
@NullMarked
package io.jhaproxy.vrrp.track;

import org.jspecify.annotations.NullMarked;
