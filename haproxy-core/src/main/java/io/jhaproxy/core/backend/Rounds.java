package io.jhaproxy.core.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

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
    if (total == weights.length) {
      return inRows(weights);
    }
    int[] order = new int[total];
    int[] left = weights.clone();
    int[] heaviestFirst =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -weights[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int begun = 0;
    PriorityQueue<Turn> turns = new PriorityQueue<>();
    for (int slot = 0; slot < total; slot++) {
      Turn turn = turns.peek();
      if (begun < weights.length && (turn == null || turn.due >= slot + 1)) {
        turn = Turn.of(heaviestFirst[begun++], slot, weights, total);
      } else {
        turns.remove();
      }
      int server = turn.server;
      order[slot] = server;
      left[server]--;
      if (left[server] > 0) {
        turns.add(Turn.of(server, turn.due + (double) total / weights[server], weights, total));
      }
    }
    return order;
  }

  /**
   * When a server is due again.
   *
   * @param due as a slot of the round
   * @param rank what decides among those who wait, in 2^-20 slots: whole numbers, so that equal
   *     ones are equal
   */
  private record Turn(int server, double due, long rank) implements Comparable<Turn> {
    static Turn of(int server, double due, int[] weights, int total) {
      double later = LIGHTER_LATER * total / weights[server];
      return new Turn(server, due, Math.round((due + later) * (1 << 20)));
    }

    @Override
    public int compareTo(Turn other) {
      return rank != other.rank
          ? Long.compare(rank, other.rank)
          : Integer.compare(server, other.server);
    }
  }

  /**
   * The order of {@code balance static-rr} and of map-based hashes: in each turn all earn their
   * weight, the first of those that have earned most whole rounds is next and pays one (3:1 is
   * aaab, 1:3 abbb).
   */
  static int[] shares(int[] weights) {
    int total = total(weights);
    if (total == weights.length) {
      return inRows(weights);
    }
    int[][] wholes = wholes(weights, total);
    List<BitSet> byRounds = new ArrayList<>();
    for (int rounds = 0; rounds < 3; rounds++) {
      byRounds.add(new BitSet(weights.length));
    }
    byRounds.get(1).set(0, weights.length);
    int[] rounds = new int[weights.length];
    Arrays.fill(rounds, 1);
    int[] order = new int[total];
    for (int slot = 0; slot < total; slot++) {
      for (int server : wholes[slot]) {
        byRounds.get(rounds[server]++).clear(server);
        if (rounds[server] == byRounds.size()) {
          byRounds.add(new BitSet(weights.length));
        }
        byRounds.get(rounds[server]).set(server);
      }
      int most = byRounds.size() - 1;
      while (byRounds.get(most).isEmpty()) {
        most--;
      }
      int first = byRounds.get(most).nextSetBit(0);
      order[slot] = first;
      byRounds.get(most).clear(first);
      byRounds.get(most - 1).set(first);
      rounds[first]--;
    }
    return order;
  }

  /** For each slot the servers that have then earned one more whole round. */
  private static int[][] wholes(int[] weights, int total) {
    int[] counts = new int[total];
    forEachWhole(weights, total, (slot, server) -> counts[slot]++);
    int[][] wholes = new int[total][];
    Arrays.setAll(wholes, slot -> new int[counts[slot]]);
    forEachWhole(weights, total, (slot, server) -> wholes[slot][--counts[slot]] = server);
    return wholes;
  }

  private static void forEachWhole(int[] weights, int total, Whole each) {
    for (int server = 0; server < weights.length; server++) {
      for (long round = 1; round <= weights[server]; round++) {
        long slot = (round * total + weights[server] - 1) / weights[server] - 1;
        each.accept((int) slot, server);
      }
    }
  }

  private interface Whole {
    void accept(int slot, int server);
  }

  /** Each server as often as its weight says, its turns in a row. */
  static int[] inRows(int[] weights) {
    int[] order = new int[total(weights)];
    int slot = 0;
    for (int i = 0; i < weights.length; i++) {
      Arrays.fill(order, slot, slot + weights[i], i);
      slot += weights[i];
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
