package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.sample.Userlist;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The less common of what HTTP adds to one side of a proxy.
 *
 * @param afterResponseRules http-after-response rules, in order
 * @param originalTo option originalto, or null
 * @param uniqueIdHeader unique-id-header in lower case, or null
 * @param cookieCapture capture cookie (frontends), or null
 * @param buffersRequest option http-buffer-request
 * @param pretendsKeepAlive option http-pretend-keepalive (backends)
 * @param relaxedResponse option accept-invalid-http-response (backends)
 * @param checksCache option checkcache (backends)
 * @param serverNameHeader http-send-name-header in lower case (backends), or null
 * @param userlists lists with hashed passwords that the proxy's rules may ask
 * @param retryOn words of retry-on that concern requests already sent (backends)
 * @param names option http-restrict-req-hdr-names
 * @param clientCase option h1-case-adjust-bogus-client (frontends), or null
 * @param compression compression lines, or null
 * @param serverCase option h1-case-adjust-bogus-server (backends), or null
 */
@SuppressWarnings("ArrayRecordComponent") // shared read-only; equality is not used
public record HttpOptions(
    RuleSet afterResponseRules,
    HttpSettings.@Nullable ForwardFor originalTo,
    byte @Nullable [] uniqueIdHeader,
    HttpSettings.@Nullable HeaderCapture cookieCapture,
    boolean buffersRequest,
    boolean pretendsKeepAlive,
    boolean relaxedResponse,
    boolean checksCache,
    byte @Nullable [] serverNameHeader,
    Set<String> retryOn,
    List<Userlist> userlists,
    FieldNames names,
    @Nullable LetterCase clientCase,
    @Nullable LetterCase serverCase,
    @Nullable Compression compression) {
  /** Nothing of it. */
  public static final HttpOptions NONE =
      new HttpOptions(
          RuleSet.EMPTY,
          null,
          null,
          null,
          false,
          false,
          false,
          false,
          null,
          Set.of(),
          List.of(),
          FieldNames.PRESERVE,
          null,
          null,
          null);
}
