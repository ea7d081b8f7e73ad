package io.jhaproxy.core.http;

/** What is sent instead of a built-in error answer. */
public sealed interface ErrorAnswer {
  /**
   * {@code errorfile}: bytes sent as they are.
   *
   * @param path the file, for messages
   * @param content its bytes (do not modify)
   */
  @SuppressWarnings("ArrayRecordComponent") // shared read-only; equality is not used
  record File(String path, byte[] content) implements ErrorAnswer {}

  /**
   * {@code errorloc}, {@code errorloc302}, {@code errorloc303}.
   *
   * @param status 302 or 303
   * @param url the Location header
   */
  record Redirect(int status, String url) implements ErrorAnswer {}
}
