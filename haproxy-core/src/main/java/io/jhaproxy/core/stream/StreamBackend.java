package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.Balancer;
import io.jhaproxy.core.backend.RdpPersistence;
import org.jspecify.annotations.Nullable;

/** A backend with the transport rules that its streams obey. */
public class StreamBackend extends Backend {
  private volatile ServerSideRules rules = ServerSideRules.NONE;
  private volatile @Nullable RdpPersistence rdpPersistence;

  /** Makes a backend without servers and rules; {@code nowMillis} is the wall clock. */
  public StreamBackend(BackendSettings settings, Balancer balancer, int workers, long nowMillis) {
    super(settings, balancer, workers, nowMillis);
  }

  /** Its rules. */
  public ServerSideRules rules() {
    return rules;
  }

  /** Sets the rules, which know the servers; before traffic begins. */
  public void rules(ServerSideRules compiled) {
    rules = compiled;
  }

  /** How Remote Desktop clients come back to their server, or null. */
  public @Nullable RdpPersistence rdpPersistence() {
    return rdpPersistence;
  }

  /** Sets how Remote Desktop clients come back to their server; before traffic begins. */
  public void rdpPersistence(@Nullable RdpPersistence persistence) {
    rdpPersistence = persistence;
  }
}
