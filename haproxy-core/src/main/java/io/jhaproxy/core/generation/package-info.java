/**
 * From a model to run-time objects: compiles all that a configuration means into one {@link
 * io.jhaproxy.core.generation.Generation}, binds its addresses and runs it.
 *
 * <p>Start with {@link io.jhaproxy.core.generation.Engine}, {@link
 * io.jhaproxy.core.generation.GenerationCompiler} and {@link
 * io.jhaproxy.core.generation.ListenSockets}.
 */
@NullMarked
package io.jhaproxy.core.generation;

import org.jspecify.annotations.NullMarked;
