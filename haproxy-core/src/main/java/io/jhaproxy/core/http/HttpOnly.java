package io.jhaproxy.core.http;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Options that mean nothing to proxies that do not read HTTP. */
final class HttpOnly {
  private static final Map<String, SettingKey<Boolean>> FRONTEND = new TreeMap<>();
  private static final Map<String, SettingKey<Boolean>> BACKEND = new TreeMap<>();

  static {
    FRONTEND.put("accept-invalid-http-request", HttpKeys.ACCEPT_INVALID_REQUEST);
    FRONTEND.put("http-ignore-probes", HttpKeys.IGNORE_PROBES);
    FRONTEND.put("http-use-proxy-header", HttpKeys.USE_PROXY_HEADER);
    FRONTEND.put("http-buffer-request", HttpKeys.BUFFER_REQUEST);
    BACKEND.put("accept-invalid-http-response", HttpKeys.ACCEPT_INVALID_RESPONSE);
    BACKEND.put("checkcache", HttpKeys.CHECKCACHE);
    BACKEND.put("http-pretend-keepalive", HttpKeys.PRETEND_KEEPALIVE);
    BACKEND.put("http-buffer-request", HttpKeys.BUFFER_REQUEST);
  }

  private HttpOnly() {}

  static void check(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (proxy.mode() == ProxyMode.HTTP) {
      return;
    }
    Settings settings = proxy.settings();
    Map<String, SettingKey<Boolean>> found = new TreeMap<>();
    if (proxy.isFrontend()) {
      found.putAll(FRONTEND);
    }
    if (proxy.isBackend()) {
      found.putAll(BACKEND);
    }
    found.forEach(
        (option, key) -> {
          if (settings.get(key)) {
            diagnostics.accept(ignored(proxy, option));
          }
        });
    if (settings.get(HttpKeys.ORIGINALTO).isPresent()) {
      diagnostics.accept(ignored(proxy, "originalto"));
    }
  }

  private static Diagnostic ignored(ProxyModel proxy, String option) {
    return Diagnostic.config(
        Severity.WARNING,
        "'option " + option + "' ignored for " + proxy.title() + " as it requires HTTP mode.");
  }
}
