package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.RuleSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP adds to one side of a proxy.
 *
 * @param requestRules http-request rules, in order
 * @param responseRules http-response rules, in order
 * @param errors the proxy's own error answers
 * @param forwardFor option forwardfor, or null
 * @param services what the proxy answers itself before rules for servers apply: statistics, monitor
 * @param requestCaptures captured request headers (frontends)
 * @param responseCaptures captured response headers (frontends)
 * @param persistence cookie (backends), or null
 * @param options what few configurations have
 */
public record HttpSettings(
    RuleSet requestRules,
    RuleSet responseRules,
    ErrorAnswers errors,
    @Nullable ForwardFor forwardFor,
    List<HttpService> services,
    List<HeaderCapture> requestCaptures,
    List<HeaderCapture> responseCaptures,
    @Nullable CookiePersistence persistence,
    HttpOptions options) {
  /** No rules, built-in errors. */
  public static final HttpSettings PLAIN =
      new HttpSettings(
          RuleSet.EMPTY,
          RuleSet.EMPTY,
          ErrorAnswers.BUILT_IN,
          null,
          List.of(),
          List.of(),
          List.of(),
          null,
          HttpOptions.NONE);

  /**
   * {@code option forwardfor}.
   *
   * @param header name of the header as it is sent
   * @param ifNone only if the client did not send one
   * @param except clients whose requests stay as they are, or null
   */
  public record ForwardFor(byte[] header, boolean ifNone, @Nullable Exception except) {
    /** A network in the form of address and mask. */
    public record Exception(long address, long mask) {}
  }

  /**
   * {@code capture request|response header}.
   *
   * @param name lower-case name
   * @param length bytes kept at most
   */
  public record HeaderCapture(byte[] name, int length) {}
}
