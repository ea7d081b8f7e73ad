/**
 * TLS. So far only its words: everything is read and checked, and refused at start.
 *
 * <p>Start with {@link io.jhaproxy.core.tls.TlsKeywords} (parameters of bind and server lines,
 * global settings), {@link io.jhaproxy.core.tls.TlsFiles} (which files must exist) and {@link
 * io.jhaproxy.core.tls.TlsKeys}.
 */
@NullMarked
package io.jhaproxy.core.tls;

import org.jspecify.annotations.NullMarked;
