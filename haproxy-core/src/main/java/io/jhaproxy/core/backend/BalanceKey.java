package io.jhaproxy.core.backend;

import io.jhaproxy.core.sample.SampleContext;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What hash algorithms see of a stream. */
public interface BalanceKey {
  /** The client's address. */
  SocketAddress clientAddress();

  /** What samples see of the request, or null if there is nothing to see. */
  default @Nullable SampleContext samples() {
    return null;
  }
}
