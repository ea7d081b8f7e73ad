package io.jhaproxy.core.sample;

/** What a fetch needs to work, in HAProxy's words for its messages. */
public enum Need {
  /** Nothing: constants and process-wide facts. */
  NOTHING("nothing"),
  /** The client connection; stays available until the log. */
  CLIENT("client connection"),
  /** The chosen backend and the server connection. */
  BACKEND("backend"),
  /** Bytes in the request buffer. */
  REQUEST_BUFFER("request buffer contents"),
  /** The head of an HTTP request. */
  REQUEST_HEAD("HTTP request headers"),
  /** Bytes in the response buffer. */
  RESPONSE_BUFFER("response buffer contents"),
  /** The head of an HTTP response. */
  RESPONSE_HEAD("HTTP response headers");

  private final String words;

  Need(String words) {
    this.words = words;
  }

  /** The words for messages. */
  public String words() {
    return words;
  }
}
