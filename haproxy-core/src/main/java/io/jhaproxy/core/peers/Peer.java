package io.jhaproxy.core.peers;

import io.jhaproxy.core.table.StickTable;
import java.net.SocketAddress;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A peer and what is known of it beyond single connections. On the group's worker. */
final class Peer {
  private final String name;
  private final @Nullable SocketAddress address;
  private final Map<StickTable, Integer> acknowledged = new IdentityHashMap<>();
  @Nullable PeerSession session;
  long tryAt;
  long connections;
  long missedHeartbeats;

  Peer(String name, @Nullable SocketAddress address) {
    this.name = name;
    this.address = address;
  }

  String name() {
    return name;
  }

  /** Where it listens; null if it can only come to us. */
  @Nullable SocketAddress address() {
    return address;
  }

  /** The last change of a table that the peer has; 0 for none. */
  int acknowledged(StickTable table) {
    return acknowledged.getOrDefault(table, 0);
  }

  void acknowledged(StickTable table, int update) {
    acknowledged.put(table, update);
  }
}
