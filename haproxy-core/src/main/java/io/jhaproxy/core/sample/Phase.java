package io.jhaproxy.core.sample;

/** Where an expression is evaluated; decides which fetches can work there. */
public enum Phase {
  /** While the configuration is read. */
  CONFIG,
  /** "tcp-request connection" and "session". */
  ACCEPT,
  /** "tcp-request content", "use_backend" of TCP proxies. */
  REQUEST_CONTENT,
  /** "http-request", "redirect", "use_backend". */
  HTTP_REQUEST,
  /** "tcp-response content". */
  RESPONSE_CONTENT,
  /** "http-response", "http-after-response". */
  HTTP_RESPONSE,
  /** Log lines. */
  LOG;

  /** True if what the fetch needs exists in this phase. */
  public boolean offers(Need need) {
    return switch (need) {
      case NOTHING -> true;
      case CLIENT -> this != CONFIG;
      case BACKEND -> compareTo(HTTP_REQUEST) > 0;
      case REQUEST_BUFFER, REQUEST_HEAD -> this == REQUEST_CONTENT || this == HTTP_REQUEST;
      case RESPONSE_BUFFER -> this == RESPONSE_CONTENT || this == HTTP_RESPONSE;
      case RESPONSE_HEAD -> this == RESPONSE_CONTENT || this == HTTP_RESPONSE;
    };
  }
}
