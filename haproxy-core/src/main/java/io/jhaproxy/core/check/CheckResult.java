package io.jhaproxy.core.check;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one check.
 *
 * @param code the protocol's status code, 0 if there is none
 * @param info what went wrong in words, or null
 * @param durationMillis from the connect to the verdict; -1 where nothing was measured
 */
public record CheckResult(
    CheckStatus status, int code, @Nullable String info, long durationMillis) {
  /** The same without words. */
  CheckResult withoutInfo() {
    return new CheckResult(status, code, null, durationMillis);
  }
}
