package io.jhaproxy.core.backend;

/**
 * How far the place that connections to a server go to is the client's: the address and port that
 * the client connected to, unless a rule has changed them ({@code server s 0.0.0.0}, {@code server
 * s ADDR:+OFFSET}, {@code option transparent}).
 *
 * @param clientsAddress whether the address is the client's
 * @param clientsPort whether the port is the client's
 * @param portOffset what is added to the client's port
 */
public record Destination(boolean clientsAddress, boolean clientsPort, int portOffset) {
  /** All of it stands in the configuration. */
  public static final Destination CONFIGURED = new Destination(false, false, 0);

  /** Where the client wanted to ({@code option transparent}). */
  public static final Destination CLIENTS = new Destination(true, true, 0);

  /** Whether it is the same for all clients. */
  public boolean isConfigured() {
    return !clientsAddress && !clientsPort;
  }
}
