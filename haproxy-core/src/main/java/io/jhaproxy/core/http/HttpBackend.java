package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.Balancer;
import io.jhaproxy.core.stats.InvalidMessage;
import io.jhaproxy.core.stream.StreamBackend;
import org.jspecify.annotations.Nullable;

/** A backend in {@code mode http}. */
public final class HttpBackend extends StreamBackend {
  private final HttpSettings http;
  private volatile @Nullable InvalidMessage lastInvalid;

  /** Makes a backend without servers. */
  public HttpBackend(
      BackendSettings settings, HttpSettings http, Balancer balancer, int workers, long nowMillis) {
    super(settings, balancer, workers, nowMillis);
    this.http = http;
  }

  /** Keeps the last response that could not be read. */
  void invalid(InvalidMessage response) {
    lastInvalid = response;
  }

  /** The last response that could not be read, or null. */
  public @Nullable InvalidMessage lastInvalid() {
    return lastInvalid;
  }

  /** What HTTP adds. */
  public HttpSettings http() {
    return http;
  }
}
