package io.jhaproxy.core.table;

import io.jhaproxy.grammar.source.Location;
import java.util.Map;

/**
 * A {@code stick-table} line or a {@code table} line of a peers section (manual 4.2 and 3.5).
 *
 * @param name the proxy's or the table's name
 * @param type {@code ip}, {@code ipv6}, {@code integer}, {@code string} or {@code binary}
 * @param length longest key in bytes, for strings and binary keys; 0 = the type's own
 * @param size most entries
 * @param expire life of an entry in milliseconds; 0 = for ever
 * @param noPurge whether a full table refuses new entries
 * @param peers the peers section that shares it; empty = none
 * @param store what is kept, with the argument of each: a period in milliseconds or a number of
 *     elements; 0 = none
 * @param location the line
 */
public record StickTableModel(
    String name,
    String type,
    int length,
    long size,
    long expire,
    boolean noPurge,
    String peers,
    Map<String, Long> store,
    Location location) {
  /** Copies the map. */
  public StickTableModel {
    store = Map.copyOf(store);
  }
}
