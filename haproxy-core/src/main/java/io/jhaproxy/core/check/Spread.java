package io.jhaproxy.core.check;

import java.util.function.DoubleSupplier;

/**
 * Randomness in the pauses between checks, so that servers that were started together are not
 * checked together (manual 3.2, {@code spread-checks}).
 *
 * @param percent how far a pause may be from what is configured, 0 to 50
 * @param random numbers from 0 to below 1
 */
public record Spread(int percent, DoubleSupplier random) {
  /** Every pause as configured. */
  public static final Spread NONE = new Spread(0, () -> 0);

  /** The pause to make, in milliseconds. */
  public long of(long pause) {
    if (percent == 0) {
      return pause;
    }
    double share = (2 * random.getAsDouble() - 1) * percent / 100;
    return Math.max(1, Math.round(pause * (1 + share)));
  }
}
