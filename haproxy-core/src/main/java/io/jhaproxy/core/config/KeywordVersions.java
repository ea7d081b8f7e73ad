package io.jhaproxy.core.config;

import java.util.HashMap;
import java.util.Map;

/**
 * The first versions of keywords and parameters that came with 1.5 or later, as HAProxy's change
 * log tells. Keywords that name their version where they are declared need no row here.
 */
final class KeywordVersions {
  private static final String[][] SINCE = {
    {
      "1.5",
      """
      ca-base crt-base cpu-map ca-file crl-file ca-ignore-err crt-ignore-err ciphers ecdhe
      no-tls-tickets strict-sni alpn npn verify verifyhost force-sslv3 v4v6 v6only crt crt-list
      check-ssl on-marked-up maxsslconn maxconnrate max-spread-checks tune.ssl.lifetime
      tune.ssl.force-private-cache use-server http-response tcp-response compression stick-table
      max-keep-alive-queue option_prefer-last-server option_http-no-delay accept-proxy send-proxy
      unique-id-format unique-id-header tcp-check
      """
    },
    {
      "1.6",
      """
      no-ssl-reuse server-state-base server-state-file server-state-file-name
      load-server-state-from-file tune.buffers.reserve tune.buffers.limit
      option_http-buffer-request tls-ticket-keys mailer http-reuse lua-load tcp-ut email-alert
      nameserver presetenv setenv resetenv external-check declare
      """
    },
    {
      "1.7",
      """
      filter agent-send init-addr hash-balance-factor resolve-net accept-netscaler-cip
      """
    },
    {
      "1.8",
      """
      hard-stop-after ssl-min-ver ssl-max-ver agent-addr nbthread no-agent-check server-template
      master-worker expose-fd no-ca-names prefer-client-ciphers total-max-size
      """
    },
    {
      "1.9",
      """
      ciphersuites proto proxy-v2-options max-object-size profiling.tasks parse-resolv-conf
      """
    },
    {
      "2.0",
      """
      retry-on tune.listener.multi-queue set-dumpable max-reuse check-alpn option_start-on-reload
      """
    },
    {"2.1", "resolve-opts no-tfo docroot path-info pass-header set-param strict-limits"},
    {
      "2.2",
      """
      ssl-skip-self-issued-ca tune.sched.low-latency lua-prepend-path tune.idle-pool.shared
      ca-verify-file pool-low-conn issuers-chain-path pp2-never-send-local zero-warning
      """
    },
    {"2.3", "dgram-bind"},
    {
      "2.4",
      """
      default-path process-vary max-secondary-entries lua-load-per-thread numa-cpu-mapping
      """
    },
    {
      "2.5",
      """
      shards thread-group thread-groups error-log-format set-var-fmt option_httpslog thread ws
      """
    },
    {
      "2.6",
      """
      cluster-secret close-spread-time ssl-propquery ssl-provider ssl-provider-path
      option_http-restrict-req-hdr-names no-memory-trimming
      """
    },
  };

  private static final Map<String, String> BY_NAME = new HashMap<>();

  static {
    for (String[] row : SINCE) {
      for (String name : row[1].strip().split("\\s+")) {
        BY_NAME.put(name.startsWith("option_") ? name.replace("option_", "option ") : name, row[0]);
      }
    }
  }

  private KeywordVersions() {}

  /** The state with the first version of a name, if it is known and not given. */
  static State complete(String name, State state) {
    String version = BY_NAME.get(name);
    return version == null || !state.since().isEmpty() ? state : state.since(version);
  }
}
