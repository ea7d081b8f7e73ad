package io.jhaproxy.core.backend;

import java.net.SocketAddress;

/** What hash algorithms see of a stream. */
public interface BalanceKey {
  /** The client's address. */
  SocketAddress clientAddress();
}
