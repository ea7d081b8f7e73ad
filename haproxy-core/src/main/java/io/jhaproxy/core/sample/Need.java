package io.jhaproxy.core.sample;

/**
 * What a fetch needs to work: the words for it in messages, and the places of a configuration in
 * which it exists. A place is a column of the listing {@code -dKsmp}: tcp-request connection,
 * session and content, http-request head and body, use_backend (frontend); tcp-request content,
 * http-request head and body, balance, source (backend); tcp-response content, http-response head
 * and body, stick-store (backend); tcp-response content, http-response head and body (frontend);
 * logs, tcp-check, configuration, runtime API.
 */
public enum Need {
  /** A constant or a fact that exists as soon as there is a process. */
  CONSTANT("nothing", "YYYYYYYYYYYYYYYYYYYYYY"),
  /** Nothing but a running process. */
  NOTHING("internal state", "YYYYYYYYYYYYYYYYYYYY.Y"),
  /** That no more of the request can come; exists everywhere. */
  REQUEST_END("internal state", "YYYYYYYYYYYYYYYYYYYY.Y"),
  /** The client connection; stays available until the log. */
  CLIENT("client address", "YYYYYYYYYYYYYYYYYYYY.."),
  /** The frontend or listener. */
  FRONTEND("frontend", "YYYYYYYYYYYYYYYYYYY..."),
  /** The client connection after its handshakes. */
  CLIENT_SESSION("client-side connection", ".YYYYYYYYYYYYYYYYYY..."),
  /** The chosen backend. */
  BACKEND("backend", "......YYYYYYYYYYYYYY.."),
  /** The chosen server. */
  SERVER("server", "..........YYYYYYYYYY.."),
  /** The address of the server connection. */
  SERVER_ADDRESS("server address", "...........YYYYYYYYY.."),
  /** The server connection after its handshakes. */
  SERVER_SESSION("server-side connection", "...........YYYYYYYYY.."),
  /** Bytes in the request buffer. */
  REQUEST_BUFFER("request buffer", "..YYYYYYYYY..........."),
  /** The head of an HTTP request. */
  REQUEST_HEAD("HTTP request headers", "..YYYYYYYYY..........."),
  /** What is remembered of an HTTP request. */
  REQUEST("HTTP request", "..YYYYYYYYYYYYYYYYY..."),
  /** Bytes in the buffer of the direction in which the rule works. */
  EITHER_BUFFER("request buffer,response buffer", "..YYYYYYYYYYYYYYYY.Y.."),
  /** The head of the message for which the rule is evaluated. */
  EITHER_HEAD("HTTP request headers,HTTP response headers", "..YYYYYYYYYYYYYYYY.Y.."),
  /** Bytes in the response buffer. */
  RESPONSE_BUFFER("response buffer", "...........YYYYYYY.Y.."),
  /** The head of an HTTP response. */
  RESPONSE_HEAD("HTTP response headers", "...........YYYYYYY.Y.."),
  /** What is remembered of an HTTP response. */
  RESPONSE("HTTP response", "...........YYYYYYYYY.."),
  /** The cache that may answer before a server is chosen. */
  CACHED_RESPONSE("HTTP response", "..........YYYYYYYYYY..");

  private final String words;
  private final String places;

  Need(String words, String places) {
    this.words = words;
    this.places = places;
  }

  /** The words for messages. */
  public String words() {
    return words;
  }

  /** The 22 places, {@code Y} where it exists and a dot where it does not. */
  public String places() {
    return places;
  }

  /** Whether it exists while the configuration is read. */
  public boolean inConfiguration() {
    return exists(20);
  }

  /** True if it exists in the place of that number. */
  boolean exists(int place) {
    return places.charAt(place) == 'Y';
  }
}
