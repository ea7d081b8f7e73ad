package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.Diagnostic;

/**
 * A use of something that is read and checked but not implemented yet. {@code -c} accepts it with
 * the warning; a start is refused.
 *
 * @param warning what and where
 * @param lenient whether {@code --lenient} starts without it; false if leaving it out would change
 *     what is on the wire
 */
public record Unfinished(Diagnostic warning, boolean lenient) {}
