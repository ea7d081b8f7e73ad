package io.jhaproxy.core.check;

/** One check under way; it reports once. On the check's worker. */
public interface CheckAttempt {
  /** Begins. */
  void start();

  /** Ends the check without a result. */
  void cancel();
}
