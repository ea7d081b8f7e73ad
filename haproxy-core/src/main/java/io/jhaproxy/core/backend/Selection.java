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
  private final Server[] schedule;
  private final boolean backup;

  /**
   * Makes a selection.
   *
   * @param usable servers of one class (active or backup) with a weight above 0
   */
  Selection(List<Server> usable, boolean backup) {
    this.servers = usable.toArray(new Server[0]);
    this.backup = backup;
    this.weights = new int[servers.length];
    int divisor = 0;
    for (int i = 0; i < servers.length; i++) {
      weights[i] = servers[i].effectiveWeight();
      divisor = gcd(weights[i], divisor);
    }
    int total = 0;
    for (int i = 0; i < servers.length; i++) {
      weights[i] /= Math.max(1, divisor);
      total += weights[i];
    }
    this.totalWeight = total;
    this.schedule = buildSchedule();
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

  /** The server at a position of the smooth weighted round. */
  public Server scheduled(int position) {
    return schedule[position];
  }

  /** Whether the backup servers are in use because no other is left. */
  public boolean isBackup() {
    return backup;
  }

  /** Each slot goes to the server that lags most behind its share (smooth weighted round robin). */
  private Server[] buildSchedule() {
    Server[] round = new Server[totalWeight];
    int[] credit = new int[servers.length];
    for (int slot = 0; slot < totalWeight; slot++) {
      int best = -1;
      for (int i = 0; i < servers.length; i++) {
        credit[i] += weights[i];
        if (best < 0 || credit[i] > credit[best]) {
          best = i;
        }
      }
      credit[best] -= totalWeight;
      round[slot] = servers[best];
    }
    return round;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
