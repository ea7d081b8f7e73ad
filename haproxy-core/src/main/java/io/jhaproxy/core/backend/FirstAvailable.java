package io.jhaproxy.core.backend;

import org.jspecify.annotations.Nullable;

/** {@code balance first}: the first server in configuration order that has a free slot. */
public final class FirstAvailable implements Balancer {
  @Override
  public @Nullable Server pick(Selection selection, BalanceKey key, @Nullable Server avoid) {
    for (int i = 0; i < selection.size(); i++) {
      Server server = selection.server(i);
      if (server != avoid && server.tryTakeSlot()) {
        return server;
      }
    }
    return avoid != null && avoid.isUsable() && avoid.tryTakeSlot() ? avoid : null;
  }
}
