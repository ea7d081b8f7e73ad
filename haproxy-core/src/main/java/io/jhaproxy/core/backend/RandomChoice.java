package io.jhaproxy.core.backend;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** {@code balance random(draws)}: the least loaded of a few drawn by weight. */
public final class RandomChoice implements Balancer {
  private final IntSupplier random;
  private final int draws;

  /**
   * Makes the algorithm.
   *
   * @param random non-negative random numbers; injected so that tests repeat
   * @param draws servers to compare, at least 1
   */
  public RandomChoice(IntSupplier random, int draws) {
    this.random = random;
    this.draws = draws;
  }

  @Override
  public @Nullable Server pick(Selection selection, BalanceKey key, @Nullable Server avoid) {
    for (int tries = 0; tries < 2 * selection.round(); tries++) {
      Server best = null;
      for (int draw = 0; draw < draws; draw++) {
        Server server = selection.scheduled(random.getAsInt() % selection.round());
        if (best == null || (server != avoid && server.served() < best.served()) || best == avoid) {
          best = server;
        }
      }
      if (best != null && (best != avoid || selection.size() == 1) && best.tryTakeSlot()) {
        return best;
      }
    }
    return null;
  }

  @Override
  public int[] order(int[] weights) {
    return Rounds.inRows(weights);
  }
}
