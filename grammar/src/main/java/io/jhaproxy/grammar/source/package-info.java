/**
 * Where text comes from and what is said about it: positions, severities and diagnostics.
 * Everything else in this project reports through these types.
 *
 * <p>Read first: {@link io.jhaproxy.grammar.source.Location}, {@link
 * io.jhaproxy.grammar.source.Diagnostic}, {@link io.jhaproxy.grammar.source.ConfigException}.
 */
@NullMarked
package io.jhaproxy.grammar.source;

import org.jspecify.annotations.NullMarked;
