package io.jhaproxy.core.backend;

/**
 * Orders in which servers with weights take turns: one round, as indexes, has each server as often
 * as its weight says. Found by watching HAProxy, whose users rely on the order in tests and logs.
 */
final class Rounds {
  /** How much an early place counts against a light server, as a share of its distance. */
  private static final double LIGHTER_LATER = 1.0 / 12;

  private Rounds() {}

  /**
   * The order of {@code balance roundrobin}: whoever is due goes first; where nobody is due, the
   * heaviest server begins that has not had a turn. So a heavy server's turns come in a row at the
   * beginning (3:1 is aaab) and equal ones alternate.
   */
  static int[] due(int[] weights) {
    int total = total(weights);
    int[] order = new int[total];
    double[] behind = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      behind[i] = LIGHTER_LATER * total / weights[i];
    }
    double[] next = new double[weights.length];
    boolean[] begun = new boolean[weights.length];
    int[] left = weights.clone();
    for (int slot = 0; slot < total; slot++) {
      int pick = earliest(next, behind, begun, left);
      if (pick < 0 || next[pick] >= slot + 1) {
        int fresh = heaviest(weights, begun);
        if (fresh >= 0) {
          pick = fresh;
          begun[pick] = true;
          next[pick] = slot;
        }
      }
      order[slot] = pick;
      next[pick] += (double) total / weights[pick];
      left[pick]--;
    }
    return order;
  }

  private static int earliest(double[] next, double[] behind, boolean[] begun, int[] left) {
    int best = -1;
    double bestKey = Double.MAX_VALUE;
    for (int i = 0; i < next.length; i++) {
      if (begun[i] && left[i] > 0) {
        double key = next[i] + behind[i];
        if (key < bestKey - 1e-9) {
          bestKey = key;
          best = i;
        }
      }
    }
    return best;
  }

  private static int heaviest(int[] weights, boolean[] begun) {
    int best = -1;
    for (int i = 0; i < weights.length; i++) {
      if (!begun[i] && (best < 0 || weights[i] > weights[best])) {
        best = i;
      }
    }
    return best;
  }

  /**
   * The order of {@code balance static-rr} and of map-based hashes: in each turn all earn their
   * weight, the first of those that have earned most whole rounds is next and pays one (3:1 is
   * aaab, 1:3 abbb).
   */
  static int[] shares(int[] weights) {
    int total = total(weights);
    int[] order = new int[total];
    int[] earned = new int[weights.length];
    for (int slot = 0; slot < total; slot++) {
      int best = -1;
      int most = 0;
      for (int i = 0; i < weights.length; i++) {
        earned[i] += weights[i];
        int rounds = (earned[i] + total) / total;
        if (best < 0 || rounds > most) {
          best = i;
          most = rounds;
        }
      }
      order[slot] = best;
      earned[best] -= total;
    }
    return order;
  }

  /** Each slot goes to the server that lags most behind its share: spread as evenly as can be. */
  static int[] smooth(int[] weights) {
    int total = total(weights);
    int[] order = new int[total];
    int[] credit = new int[weights.length];
    for (int slot = 0; slot < total; slot++) {
      int best = -1;
      for (int i = 0; i < weights.length; i++) {
        credit[i] += weights[i];
        if (best < 0 || credit[i] > credit[best]) {
          best = i;
        }
      }
      credit[best] -= total;
      order[slot] = best;
    }
    return order;
  }

  private static int total(int[] weights) {
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    return total;
  }
}
