package io.jhaproxy.core.sample;

/** Where an expression is evaluated; decides which fetches can work there. */
public enum Phase {
  /** While the configuration is read. */
  CONFIG(20, 20, "configuration parser"),
  /** "tcp-request connection" and "session". */
  ACCEPT(0, 0, "tcp-request connection rule"),
  /** "tcp-request session". */
  SESSION(1, 1, "tcp-request session rule"),
  /** "tcp-request content", "use_backend" of TCP proxies. */
  REQUEST_CONTENT(2, 6, "tcp-request content rule"),
  /** "http-request", "redirect", "use_backend". */
  HTTP_REQUEST(3, 7, "http-request header rule"),
  /** Choice of a server. */
  SERVER(9, 9, "use-server, balance or stick-match rule"),
  /** "tcp-response content". */
  RESPONSE_CONTENT(15, 11, "tcp-response content rule"),
  /** "http-response", "http-after-response". */
  HTTP_RESPONSE(16, 12, "http-response header rule"),
  /** Log lines. */
  LOG(18, 18, "logs");

  private final int frontendPlace;
  private final int backendPlace;
  private final String words;

  Phase(int frontendPlace, int backendPlace, String words) {
    this.frontendPlace = frontendPlace;
    this.backendPlace = backendPlace;
    this.words = words;
  }

  /** True if what the fetch needs exists in this phase of a frontend or of a backend. */
  public boolean offers(Need need) {
    return need.exists(frontendPlace) || need.exists(backendPlace);
  }

  /** True if what the fetch needs exists in this phase of the proxy being compiled. */
  public boolean offers(Need need, Surroundings surroundings) {
    return (surroundings.isFrontend() && need.exists(frontendPlace))
        || (surroundings.isBackend() && need.exists(backendPlace));
  }

  /** The place in messages, for instance {@code frontend http-request header rule}. */
  public String words(Surroundings surroundings) {
    if (frontendPlace == backendPlace && this != ACCEPT && this != SESSION) {
      return this == SERVER ? "backend " + words : words;
    }
    return (surroundings.isFrontend() ? "frontend " : "backend ") + words;
  }
}
