/**
 * Peers: sections of other processes with which stick tables are shared (manual 3.5), and the
 * protocol, version 2.1, as HAProxy speaks it. A group of peers lives on one worker, off the path
 * of traffic: tables note what was changed, and the group pushes it.
 *
 * <p>Start with {@link io.jhaproxy.core.peers.PeersKeywords} (the words), {@link
 * io.jhaproxy.core.peers.PeerGroup} (a section at work) and {@code PeerSession} (one connection).
 */
@NullMarked
package io.jhaproxy.core.peers;

import org.jspecify.annotations.NullMarked;
