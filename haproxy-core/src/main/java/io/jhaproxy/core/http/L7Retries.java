package io.jhaproxy.core.http;

import io.jhaproxy.core.stream.Cause;
import java.util.Set;

/** Requests that are sent again after they reached a server (manual 4.2, {@code retry-on}). */
final class L7Retries {
  static final String EMPTY = "empty-response";
  static final String JUNK = "junk-response";
  static final String TIMEOUT = "response-timeout";
  private static final Set<Integer> ALL = Set.of(500, 502, 503, 504);

  private final HttpStream stream;
  private final RequestSide requestSide;

  L7Retries(HttpStream stream, RequestSide requestSide) {
    this.stream = stream;
    this.requestSide = requestSide;
  }

  /** Sends the request again if this event is one for it; false if not. */
  boolean retry(String event, Cause why) {
    Set<String> events = stream.entered().http().options().retryOn();
    return !events.isEmpty()
        && (events.contains(event) || events.contains("all-retryable-errors"))
        && again(why);
  }

  /** Sends the request again if a response's status is one for it; false if not. */
  boolean retry(int status) {
    Set<String> events = stream.entered().http().options().retryOn();
    return !events.isEmpty()
        && status >= 400
        && (events.contains(Integer.toString(status))
            || (events.contains("all-retryable-errors") && ALL.contains(status)))
        && again(Cause.SERVER);
  }

  private boolean again(Cause why) {
    if (!requestSide.isReplayable() || !stream.mayRetry()) {
      return false;
    }
    stream.dropServer();
    requestSide.rewind();
    stream.tryAgain(why);
    return true;
  }
}
