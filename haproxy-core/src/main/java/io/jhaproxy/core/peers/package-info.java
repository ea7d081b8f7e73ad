/**
 * Peers sections: their words.
 *
 * <p>Start with {@link io.jhaproxy.core.peers.PeersKeywords}.
 */
@NullMarked
package io.jhaproxy.core.peers;

import org.jspecify.annotations.NullMarked;
