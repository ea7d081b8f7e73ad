/**
 * haproxy.cfg from text to immutable statements of words, with the lexical rules of the
 * configuration manual, chapter 2: quotes, escapes, environment variables, conditional blocks, time
 * and size units. Keywords are not known here.
 *
 * <p>Read first: {@link io.jhaproxy.grammar.haproxy.SyntaxTree}, {@link
 * io.jhaproxy.grammar.haproxy.StatementReader}, {@link io.jhaproxy.grammar.haproxy.Statement}.
 */
@NullMarked
package io.jhaproxy.grammar.haproxy;

import org.jspecify.annotations.NullMarked;
