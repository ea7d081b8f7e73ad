/**
 * haproxy.cfg from text to an immutable tree of sections, statements and words, with the lexical
 * rules of the configuration manual, chapter 2: quotes, escapes, environment variables, conditional
 * blocks. Keywords are not known here.
 *
 * <p>Read first: {@link io.jhaproxy.grammar.haproxy.ConfigTree}, {@link
 * io.jhaproxy.grammar.haproxy.Statement}, {@link io.jhaproxy.grammar.haproxy.Word}.
 */
@NullMarked
package io.jhaproxy.grammar.haproxy;

import org.jspecify.annotations.NullMarked;
