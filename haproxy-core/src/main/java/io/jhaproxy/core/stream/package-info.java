/**
 * One client and what is done for it: session, stream, phases, termination, tunnel.
 *
 * <p>Start with {@link io.jhaproxy.core.stream.Session} (one client connection), {@link
 * io.jhaproxy.core.stream.Stream} (one request or tunnel and its way to a server) and {@link
 * io.jhaproxy.core.stream.TcpStream}.
 */
@NullMarked
package io.jhaproxy.core.stream;

import org.jspecify.annotations.NullMarked;
