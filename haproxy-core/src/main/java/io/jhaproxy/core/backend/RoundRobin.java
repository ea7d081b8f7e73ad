package io.jhaproxy.core.backend;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code balance roundrobin} and {@code static-rr}: each in turn, by weight. */
public final class RoundRobin implements Balancer {
  private final AtomicInteger cursor = new AtomicInteger();

  @Override
  public @Nullable Server pick(Selection selection, BalanceKey key, @Nullable Server avoid) {
    int round = selection.round();
    Server fallback = null;
    for (int tries = 0; tries < round; tries++) {
      int position = Integer.remainderUnsigned(cursor.getAndIncrement(), round);
      Server server = selection.scheduled(position);
      if (server != avoid) {
        if (server.tryTakeSlot()) {
          return server;
        }
      } else {
        fallback = server;
      }
    }
    return fallback != null && fallback.tryTakeSlot() ? fallback : null;
  }
}
