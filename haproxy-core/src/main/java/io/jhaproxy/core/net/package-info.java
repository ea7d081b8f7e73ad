/**
 * Sockets on event loops: the only room that talks to Netty's native transport. It knows neither
 * HTTP nor configuration.
 *
 * <p>Start with {@link io.jhaproxy.core.net.Worker} (one thread, its timers and buffers), {@link
 * io.jhaproxy.core.net.Connection} (one socket, edge-triggered) and {@link
 * io.jhaproxy.core.net.Listener}.
 */
@NullMarked
package io.jhaproxy.core.net;

import org.jspecify.annotations.NullMarked;
