package io.jhaproxy.core.backend;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * {@code balance source} with the default map-based hash: the client's address modulo the total
 * weight leads to a place in the weighted round.
 */
public final class SourceHash implements Balancer {
  @Override
  public boolean isDeterministic() {
    return true;
  }

  @Override
  public Server choice(Selection selection, BalanceKey key) {
    int hash = hash(key.clientAddress());
    return selection.scheduled(Integer.remainderUnsigned(hash, selection.round()));
  }

  @Override
  public @Nullable Server pick(Selection selection, BalanceKey key, @Nullable Server avoid) {
    Server server = choice(selection, key);
    if (server == avoid) {
      return other(selection, key, avoid);
    }
    return server.tryTakeSlot() ? server : null;
  }

  private @Nullable Server other(Selection selection, BalanceKey key, Server avoid) {
    int start = Integer.remainderUnsigned(hash(key.clientAddress()), selection.round());
    for (int i = 1; i < selection.round(); i++) {
      Server server = selection.scheduled((start + i) % selection.round());
      if (server != avoid && server.tryTakeSlot()) {
        return server;
      }
    }
    return avoid.tryTakeSlot() ? avoid : null;
  }

  /** The address as 32-bit words in network order, combined by exclusive or. */
  static int hash(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return 0;
    }
    byte[] bytes = inet.getAddress().getAddress();
    int hash = 0;
    for (int i = 0; i + 3 < bytes.length; i += 4) {
      hash ^=
          (bytes[i] & 0xff) << 24
              | (bytes[i + 1] & 0xff) << 16
              | (bytes[i + 2] & 0xff) << 8
              | (bytes[i + 3] & 0xff);
    }
    return hash;
  }
}
