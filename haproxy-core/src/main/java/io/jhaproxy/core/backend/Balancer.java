package io.jhaproxy.core.backend;

import org.jspecify.annotations.Nullable;

/**
 * A balance algorithm (manual 4.2, {@code balance}). It picks from an immutable selection of usable
 * servers, so that any worker may call it at any time.
 */
public interface Balancer {
  /**
   * Picks a server that has a free slot.
   *
   * @param selection usable servers; not empty
   * @param key what the hash algorithms hash; others ignore it
   * @param avoid a server that just failed for this stream, taken only if there is no other
   * @return null if every candidate is full
   */
  @Nullable Server pick(Selection selection, BalanceKey key, @Nullable Server avoid);

  /**
   * The order in which servers of these weights take turns, as indexes: one round. Empty where the
   * algorithm has no turns.
   */
  default int[] order(int[] weights) {
    return new int[0];
  }

  /** The weight that counts for a usable server. */
  default int weight(Server server) {
    return server.effectiveWeight();
  }

  /** The usable servers changed; under the backend's lock. */
  default void changed(@Nullable Selection before, @Nullable Selection now) {}

  /** Whether the choice follows from the key alone, so that a full server is waited for. */
  default boolean isDeterministic() {
    return false;
  }

  /** The server that the key leads to, full or not; only for deterministic algorithms. */
  default Server choice(Selection selection, BalanceKey key) {
    throw new UnsupportedOperationException();
  }
}
