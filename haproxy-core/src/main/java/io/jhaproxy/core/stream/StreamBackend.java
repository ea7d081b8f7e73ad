package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.Balancer;

/** A backend with the transport rules that its streams obey. */
public class StreamBackend extends Backend {
  private volatile ServerSideRules rules = ServerSideRules.NONE;

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
}
