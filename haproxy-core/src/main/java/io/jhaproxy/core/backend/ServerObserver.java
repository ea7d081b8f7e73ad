package io.jhaproxy.core.backend;

/**
 * Judges a server by its traffic (manual 5.2, {@code observe}). Called by every worker, for each
 * connection and each answer.
 */
public interface ServerObserver {
  /** A new connection was established, or could not be. */
  void connected(boolean established);

  /** The server answered or failed to. */
  void answered(Answer answer);

  /** What became of a request. */
  enum Answer {
    /** A response that a server in good health gives. */
    GOOD("L7 valid response"),
    /** A status that tells of a failure of the server. */
    BAD_STATUS("Wrong http response"),
    /** Something that is no response. */
    BAD_HEAD("Invalid http response (headers)"),
    /** The connection was closed instead. */
    CLOSED("Close from server (http)"),
    /** The connection was reset instead. */
    BROKEN("Read error (http)"),
    /** Nothing came in time. */
    LATE("Read timeout (http)");

    private final String text;

    Answer(String text) {
      this.text = text;
    }

    /** In the reference's words. */
    public String text() {
      return text;
    }

    /** What a final status says: 100 to 499, 501 and 505 are good. */
    public static Answer ofStatus(int status) {
      boolean good = status >= 100 && status < 500 || status == 501 || status == 505;
      return good ? GOOD : BAD_STATUS;
    }
  }
}
