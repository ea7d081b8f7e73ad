package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.Balancer;
import io.jhaproxy.core.stream.StreamBackend;

/** A backend in {@code mode http}. */
public final class HttpBackend extends StreamBackend {
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
