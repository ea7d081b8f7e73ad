package io.jhaproxy.core.backend;

/**
 * Whether requests stay with a server to which their client still has a connection of its own
 * (manual 4.2, {@code option prefer-last-server} and {@code max-keep-alive-queue}).
 *
 * @param prefersLast whether they stay though the algorithm would choose again
 * @param queueLimit so many may wait for the server already; -1: any number
 */
public record Affinity(boolean prefersLast, int queueLimit) {
  /** The algorithm chooses, except after a challenge to log in. */
  public static final Affinity NONE = new Affinity(false, -1);

  /**
   * Whether a client's next request stays with a server.
   *
   * @param challenged whether the server has asked the client to log in
   */
  public boolean keeps(Server server, boolean challenged) {
    if (challenged) {
      return true;
    }
    return prefersLast && (queueLimit < 0 || !server.isFull() || server.queueLength() < queueLimit);
  }
}
