package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.Balancer;

/** A backend in {@code mode http}. */
public final class HttpBackend extends Backend {
  private final HttpSettings http;

  /** Makes a backend without servers. */
  public HttpBackend(
      BackendSettings settings, HttpSettings http, Balancer balancer, int workers, long nowMillis) {
    super(settings, balancer, workers, nowMillis);
    this.http = http;
  }

  /** What HTTP adds. */
  public HttpSettings http() {
    return http;
  }
}
