package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.BackendSettings.ConnectionMode;
import io.jhaproxy.core.backend.BackendSettings.Reuse;
import io.jhaproxy.core.config.SettingKey;
import java.util.Map;
import java.util.Optional;

/** Proxy settings of the HTTP layer. Times are in milliseconds. */
public final class HttpKeys {
  /** {@code option httpclose}, {@code http-server-close}, {@code http-keep-alive}. */
  public static final SettingKey<ConnectionMode> CONNECTION_MODE =
      SettingKey.inherited("http connection mode", ConnectionMode.KEEP_ALIVE);

  /** {@code http-reuse}. */
  public static final SettingKey<Reuse> REUSE = SettingKey.inherited("http-reuse", Reuse.SAFE);

  /** {@code option forwardfor}; empty = off. */
  public static final SettingKey<Optional<ForwardForModel>> FORWARDFOR =
      SettingKey.inherited("option forwardfor", Optional.empty());

  /** {@code option originalto}; empty = off. */
  public static final SettingKey<Optional<ForwardForModel>> ORIGINALTO =
      SettingKey.inherited("option originalto", Optional.empty());

  /**
   * {@code errorfile CODE FILE}, {@code errorloc[302|303] CODE URL}: the last one of a code wins.
   */
  public static final SettingKey<Map<Integer, ErrorAnswer>> ERRORS =
      SettingKey.inherited("errorfile", Map.of());

  /** {@code timeout http-request}; 0 = timeout client. */
  public static final SettingKey<Long> TIMEOUT_HTTP_REQUEST =
      SettingKey.inherited("timeout http-request", 0L);

  /** {@code timeout http-keep-alive}; 0 = timeout http-request, then timeout client. */
  public static final SettingKey<Long> TIMEOUT_HTTP_KEEP_ALIVE =
      SettingKey.inherited("timeout http-keep-alive", 0L);

  /** {@code monitor-uri}; empty = none. */
  public static final SettingKey<String> MONITOR_URI = SettingKey.inherited("monitor-uri", "");

  /** {@code unique-id-format}; empty = none. */
  public static final SettingKey<String> UNIQUE_ID_FORMAT =
      SettingKey.inherited("unique-id-format", "");

  /** {@code unique-id-header}; empty = none. */
  public static final SettingKey<String> UNIQUE_ID_HEADER =
      SettingKey.inherited("unique-id-header", "");

  /** {@code option http-ignore-probes}. */
  public static final SettingKey<Boolean> IGNORE_PROBES = option("http-ignore-probes");

  /** {@code option idle-close-on-response}. */
  public static final SettingKey<Boolean> IDLE_CLOSE_ON_RESPONSE = option("idle-close-on-response");

  /** {@code option http-pretend-keepalive}. */
  public static final SettingKey<Boolean> PRETEND_KEEPALIVE = option("http-pretend-keepalive");

  /** {@code option http-use-proxy-header}. */
  public static final SettingKey<Boolean> USE_PROXY_HEADER = option("http-use-proxy-header");

  /** {@code option accept-invalid-http-request}. */
  public static final SettingKey<Boolean> ACCEPT_INVALID_REQUEST =
      option("accept-invalid-http-request");

  /** {@code option accept-invalid-http-response}. */
  public static final SettingKey<Boolean> ACCEPT_INVALID_RESPONSE =
      option("accept-invalid-http-response");

  /** {@code option http-buffer-request}. */
  public static final SettingKey<Boolean> BUFFER_REQUEST = option("http-buffer-request");

  /** {@code option checkcache}. */
  public static final SettingKey<Boolean> CHECKCACHE = option("checkcache");

  private HttpKeys() {}

  private static SettingKey<Boolean> option(String name) {
    return SettingKey.inherited("option " + name, false);
  }
}
