/**
 * HTTP/1.1 in place: message heads, header editing, error answers, and the options that steer them.
 *
 * <p>Read first: {@link io.jhaproxy.core.http.HttpKeys}, {@link io.jhaproxy.core.http.ErrorAnswer}.
 */
@NullMarked
package io.jhaproxy.core.http;

import org.jspecify.annotations.NullMarked;
