/**
 * Stick tables: the store, what is tracked, and the samples of it. Knows samples and the clock,
 * neither rules nor streams; the words of configurations are in {@code stick}, the actions in
 * {@code rule}, the commands in {@code runtime}.
 *
 * <p>Start with {@link io.jhaproxy.core.table.StickTable} (entries and values, shared by all
 * threads), {@link io.jhaproxy.core.table.TrackedCounters} (what a stream tracks) and {@link
 * io.jhaproxy.core.table.TableRegistry} (tables outlive generations).
 */
@NullMarked
package io.jhaproxy.core.table;

import org.jspecify.annotations.NullMarked;
