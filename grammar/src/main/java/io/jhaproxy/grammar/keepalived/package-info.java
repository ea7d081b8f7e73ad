/**
 * keepalived.conf from text to immutable statements of words: includes, definitions, sequences,
 * conditional lines, quotes, comments and braces. Keywords are not known here.
 *
 * <p>Read first: {@link io.jhaproxy.grammar.keepalived.SyntaxTree}, {@link
 * io.jhaproxy.grammar.keepalived.LineReader}, {@link
 * io.jhaproxy.grammar.keepalived.SyntaxTreeReader}.
 */
@NullMarked
package io.jhaproxy.grammar.keepalived;

import org.jspecify.annotations.NullMarked;
