package io.jhaproxy.core.http;

import io.jhaproxy.core.stream.AccessLog;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.stream.FrontendRules;
import io.jhaproxy.core.stream.FrontendSettings;
import io.jhaproxy.core.stream.Routing;

/** A frontend in {@code mode http}. */
public final class HttpFrontend extends Frontend {
  private final HttpSettings http;
  private volatile boolean logsWebSockets = true;

  /** Makes a frontend without listeners. */
  public HttpFrontend(
      FrontendSettings settings,
      HttpSettings http,
      AccessLog accessLog,
      Routing routing,
      FrontendRules rules,
      int workers) {
    super(settings, accessLog, routing, rules, workers);
    this.http = http;
  }

  /** What HTTP adds. */
  public HttpSettings http() {
    return http;
  }

  /** Whether streams that became a WebSocket get a log line. */
  boolean logsWebSockets() {
    return logsWebSockets;
  }

  /** Sets whether streams that became a WebSocket get a log line; before traffic begins. */
  public void logsWebSockets(boolean wanted) {
    logsWebSockets = wanted;
  }
}
