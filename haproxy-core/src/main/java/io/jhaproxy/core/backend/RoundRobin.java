package io.jhaproxy.core.backend;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code balance roundrobin} and {@code static-rr}: each in turn, by weight. */
public final class RoundRobin implements Balancer {
  private final AtomicInteger cursor = new AtomicInteger();
  private final boolean fixed;

  private RoundRobin(boolean fixed) {
    this.fixed = fixed;
  }

  /** {@code balance roundrobin}: weights may change. */
  public RoundRobin() {
    this(false);
  }

  /** {@code balance static-rr}: the weights of the configuration hold as long as it runs. */
  public static RoundRobin fixed() {
    return new RoundRobin(true);
  }

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

  @Override
  public int[] order(int[] weights) {
    return fixed ? Rounds.shares(weights) : Rounds.due(weights);
  }

  @Override
  public int weight(Server server) {
    return fixed ? server.initialWeight() : server.weightParts();
  }

  /** Goes on with the server that follows the last one, so that nobody is served twice in a row. */
  @Override
  public void changed(@Nullable Selection before, @Nullable Selection now) {
    int at = cursor.get();
    if (before == null || now == null || at == 0) {
      cursor.set(0);
      return;
    }
    Server last = before.scheduled(Integer.remainderUnsigned(at - 1, before.round()));
    cursor.set(now.firstTurn(now.after(last)));
  }
}
