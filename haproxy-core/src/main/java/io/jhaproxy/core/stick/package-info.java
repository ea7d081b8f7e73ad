/**
 * Stick tables in configurations and persistence by them: the words of {@code stick-table} and
 * {@code stick}, and the rules that lead a stream to the server of an entry. The tables themselves
 * are in {@link io.jhaproxy.core.table}.
 *
 * <p>Start with {@link io.jhaproxy.core.stick.StickKeywords} (the words) and {@link
 * io.jhaproxy.core.stick.StickRules} (what they do with a stream).
 */
@NullMarked
package io.jhaproxy.core.stick;

import org.jspecify.annotations.NullMarked;
