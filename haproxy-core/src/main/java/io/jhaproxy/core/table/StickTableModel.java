package io.jhaproxy.core.table;

import io.jhaproxy.grammar.source.Location;
import java.util.List;

/**
 * A {@code stick-table} line or a {@code table} line of a peers section (manual 4.2 and 3.5).
 *
 * @param name the proxy's name, or {@code section/table}
 * @param type type of the keys
 * @param length longest key in bytes
 * @param size most entries
 * @param expire life of an entry after its last use in milliseconds; 0 = for ever
 * @param noPurge whether a full table refuses new entries
 * @param peers the peers section that shares it; empty = none
 * @param serverAddresses whether {@code server_key} holds the servers' addresses, not their names
 * @param store what is kept, each type once
 * @param location the line
 */
public record StickTableModel(
    String name,
    KeyType type,
    int length,
    int size,
    long expire,
    boolean noPurge,
    String peers,
    boolean serverAddresses,
    List<Stored> store,
    Location location) {
  /**
   * A stored data type.
   *
   * @param elements number of values; 1 unless it is an array
   * @param period period of a rate, milliseconds; 0 for others
   */
  public record Stored(DataType type, int elements, int period) {}

  /** Copies the list. */
  public StickTableModel {
    store = List.copyOf(store);
  }

  /** Whether a data type is stored. */
  public boolean stores(DataType type) {
    return store.stream().anyMatch(stored -> stored.type() == type);
  }

  /** Whether entries of a table like the other can be kept in one like this. */
  public boolean holdsEntriesOf(StickTableModel other) {
    return type == other.type
        && length == other.length
        && serverAddresses == other.serverAddresses
        && peers.isEmpty() == other.peers.isEmpty()
        && store.equals(other.store);
  }

  /** The same with another list of stored types. */
  public StickTableModel storing(List<Stored> types) {
    return new StickTableModel(
        name, type, length, size, expire, noPurge, peers, serverAddresses, types, location);
  }
}
