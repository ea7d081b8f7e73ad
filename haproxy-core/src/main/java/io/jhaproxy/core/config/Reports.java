package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.Diagnostic;
import java.util.function.Consumer;

/**
 * Where the lines of a section report to.
 *
 * @param diagnostics errors, warnings and notes
 * @param unfinished uses of what is not implemented yet
 * @param rewrites old lines, to be read in their modern form
 * @param global what the global sections said so far
 */
record Reports(
    Consumer<Diagnostic> diagnostics,
    Consumer<Unfinished> unfinished,
    Consumer<Rewrite> rewrites,
    SettingsDraft global) {}
