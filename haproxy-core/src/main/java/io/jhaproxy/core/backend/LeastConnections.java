package io.jhaproxy.core.backend;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code balance leastconn}: the fewest connections for its weight; equals take turns. */
public final class LeastConnections implements Balancer {
  private final AtomicInteger turn = new AtomicInteger();

  @Override
  public @Nullable Server pick(Selection selection, BalanceKey key, @Nullable Server avoid) {
    int size = selection.size();
    for (int tries = 0; tries < size; tries++) {
      Server best = best(selection, avoid);
      if (best == null) {
        return avoid != null && avoid.isUsable() && avoid.tryTakeSlot() ? avoid : null;
      }
      if (best.tryTakeSlot()) {
        return best;
      }
    }
    return null;
  }

  private @Nullable Server best(Selection selection, @Nullable Server avoid) {
    int size = selection.size();
    int start = Integer.remainderUnsigned(turn.getAndIncrement(), size);
    Server best = null;
    long bestLoad = 0;
    long bestWeight = 1;
    for (int i = 0; i < size; i++) {
      int at = start + i < size ? start + i : start + i - size;
      Server server = selection.server(at);
      if (server == avoid || server.isFull()) {
        continue;
      }
      long load = server.served();
      long weight = selection.weight(at);
      if (best == null || load * bestWeight < bestLoad * weight) {
        best = server;
        bestLoad = load;
        bestWeight = weight;
      }
    }
    return best;
  }
}
