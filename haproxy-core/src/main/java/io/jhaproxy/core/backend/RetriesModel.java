package io.jhaproxy.core.backend;

import java.util.Set;

/**
 * {@code retries} and {@code retry-on}.
 *
 * @param count connection attempts after the first one, 0 or more
 * @param retryOn what is tried again, words of the manual; {@code conn-failure} by default
 */
public record RetriesModel(int count, Set<String> retryOn) {
  /** Three retries on connection failures. */
  public static final RetriesModel DEFAULT = new RetriesModel(3, Set.of("conn-failure"));

  /**
   * Whether a request is sent again that was lost with the first packet of its connection ({@code
   * tfo}): a connect that fails shows only then.
   */
  public boolean mendsFastOpen() {
    return retryOn.contains("all-retryable-errors")
        || retryOn.containsAll(Set.of("conn-failure", "empty-response", "response-timeout"));
  }

  /** Copies the set. */
  public RetriesModel {
    retryOn = Set.copyOf(retryOn);
  }
}
