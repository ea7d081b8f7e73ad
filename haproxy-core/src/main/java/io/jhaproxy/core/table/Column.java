package io.jhaproxy.core.table;

/**
 * One stored value of each entry of a table.
 *
 * @param type what it is
 * @param label its name in listings, with the period of a rate
 * @param kind how it is kept
 * @param offset its first byte within an entry
 * @param period period of a rate in milliseconds; 0 for others
 */
public record Column(DataType type, String label, DataType.Kind kind, int offset, int period) {}
