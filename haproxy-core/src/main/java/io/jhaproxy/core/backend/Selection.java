package io.jhaproxy.core.backend;

import java.util.List;

/**
 * The usable servers of a backend at one moment with their weights; replaced as a whole when a
 * server changes.
 */
public final class Selection {
  private final Server[] servers;
  private final int[] weights;
  private final int totalWeight;
  private final int[] order;
  private final boolean backup;

  /**
   * Makes a selection.
   *
   * @param usable servers of one class (active or backup) with a weight above 0
   * @param balancer the algorithm, which says how weights become turns
   */
  Selection(List<Server> usable, boolean backup, Balancer balancer) {
    this.servers = usable.toArray(new Server[0]);
    this.backup = backup;
    this.weights = new int[servers.length];
    int divisor = 0;
    for (int i = 0; i < servers.length; i++) {
      weights[i] = Math.max(1, balancer.weight(servers[i]));
      divisor = gcd(weights[i], divisor);
    }
    int total = 0;
    for (int i = 0; i < servers.length; i++) {
      weights[i] /= Math.max(1, divisor);
      total += weights[i];
    }
    this.totalWeight = total;
    this.order = balancer.order(weights);
  }

  /** Number of usable servers. */
  public int size() {
    return servers.length;
  }

  /** The server at a position in configuration order. */
  public Server server(int index) {
    return servers[index];
  }

  /** Weight of a server, divided by the common divisor of all. */
  public int weight(int index) {
    return weights[index];
  }

  /** Length of one round of {@link #scheduled}. */
  public int round() {
    return totalWeight;
  }

  /** The server at a position of the weighted round. */
  public Server scheduled(int position) {
    return servers[order[position]];
  }

  /** Index of the server that follows one, usable or not, in configuration order. */
  int after(Server one) {
    int next = 0;
    for (int i = servers.length - 1; i >= 0; i--) {
      if (servers[i].id() > one.id()) {
        next = i;
      }
    }
    return next;
  }

  /** The first position of the round that belongs to a server. */
  int firstTurn(int index) {
    for (int position = 0; position < order.length; position++) {
      if (order[position] == index) {
        return position;
      }
    }
    return 0;
  }

  /** Whether the backup servers are in use because no other is left. */
  public boolean isBackup() {
    return backup;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
