/**
 * Stick tables and peers. So far only their words: everything is read and checked, and refused at
 * start.
 *
 * <p>Start with {@link io.jhaproxy.core.table.TableKeywords} ({@code stick-table}, {@code stick})
 * and {@link io.jhaproxy.core.table.StickTableModel} (what a table stores).
 */
@NullMarked
package io.jhaproxy.core.table;

import org.jspecify.annotations.NullMarked;
