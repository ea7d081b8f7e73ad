/**
 * HTTP/1 messages, parsed in place and forwarded: heads, bodies, error answers, and the stream that
 * takes a client's requests to servers.
 *
 * <p>Start with {@link io.jhaproxy.core.http.HttpStream}, {@link io.jhaproxy.core.http.HttpHead}
 * and {@link io.jhaproxy.core.http.H1Parser}.
 */
@NullMarked
package io.jhaproxy.core.http;

import org.jspecify.annotations.NullMarked;
