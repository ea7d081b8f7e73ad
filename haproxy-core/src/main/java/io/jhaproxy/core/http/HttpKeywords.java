package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.BackendSettings.ConnectionMode;
import io.jhaproxy.core.backend.BackendSettings.Reuse;
import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Keywords of the HTTP layer: connection modes, forwarded headers, error answers, captures. */
public final class HttpKeywords implements KeywordSet {
  private static final Set<Integer> ERROR_CODES =
      Set.of(
          200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 421, 422, 425, 429, 500, 501, 502, 503,
          504);

  @Override
  public void register(Registry registry) {
    modes(registry);
    forwarded(registry);
    errors(registry);
    options(registry);
    registry.add(Keyword.timeout("http-request", HttpKeys.TIMEOUT_HTTP_REQUEST).inProxies());
    registry.add(Keyword.timeout("http-keep-alive", HttpKeys.TIMEOUT_HTTP_KEEP_ALIVE).inProxies());
    registry.add(
        Keyword.text("monitor-uri", HttpKeys.MONITOR_URI, "'monitor-uri' expects an URI.")
            .inFrontends());
    registry.add(
        Keyword.text(
                "unique-id-format",
                HttpKeys.UNIQUE_ID_FORMAT,
                "unique-id-format expects an argument.")
            .inProxies());
    registry.add(
        Keyword.text(
                "unique-id-header",
                HttpKeys.UNIQUE_ID_HEADER,
                "unique-id-header expects an argument.")
            .inProxies());
    registry.add(CheckPhase.MODE, HttpKeywords::checkMonitor);
    registry.add(CheckPhase.OPTIONS, HttpOnly::check);
    registry.add(CheckPhase.OPTIONS, HttpKeywords::checkForwardFor);
  }

  private static void modes(Registry registry) {
    mode(registry, "httpclose", ConnectionMode.CLOSE);
    mode(registry, "http-server-close", ConnectionMode.SERVER_CLOSE);
    mode(registry, "http-keep-alive", ConnectionMode.KEEP_ALIVE);
    registry.add(
        Keyword.of("http-reuse")
            .inBackends()
            .args(0, 1)
            .parses((a, d) -> d.set(HttpKeys.REUSE, reuse(a))));
  }

  private static void mode(Registry registry, String word, ConnectionMode mode) {
    registry.add(
        Keyword.of("option " + word).inProxies().canNegate().parses((a, d) -> setMode(a, d, mode)));
  }

  private static void setMode(Arguments a, SectionDraft d, ConnectionMode mode) {
    if (a.toDefault()) {
      d.reset(HttpKeys.CONNECTION_MODE);
    } else if (!a.negated()) {
      d.set(HttpKeys.CONNECTION_MODE, mode);
    } else if (d.get(HttpKeys.CONNECTION_MODE) == mode) {
      d.unset(HttpKeys.CONNECTION_MODE);
    }
  }

  private static Reuse reuse(Arguments a) throws ConfigException {
    return switch (a.get(0)) {
      case "never" -> Reuse.NEVER;
      case "safe" -> Reuse.SAFE;
      case "aggressive" -> Reuse.AGGRESSIVE;
      case "always" -> Reuse.ALWAYS;
      default ->
          throw a.error("'http-reuse' only supports 'never', 'safe', 'aggressive', 'always'.");
    };
  }

  private static void forwarded(Registry registry) {
    registry.add(
        Keyword.of("option forwardfor")
            .inProxies()
            .args(0, -1)
            .parses((a, d) -> forwardFor(a, d, HttpKeys.FORWARDFOR, "X-Forwarded-For")));
    registry.add(
        Keyword.of("option originalto")
            .inProxies()
            .args(0, -1)
            .parses((a, d) -> forwardFor(a, d, HttpKeys.ORIGINALTO, "X-Original-To")));
  }

  private static void forwardFor(
      Arguments a, SectionDraft d, SettingKey<Optional<ForwardForModel>> key, String header)
      throws ConfigException {
    if (a.toDefault()) {
      d.reset(key);
      return;
    }
    if (a.negated()) {
      d.set(key, Optional.empty());
      return;
    }
    String name = header;
    String except = "";
    boolean ifNone = false;
    for (int i = 0; i < a.size(); i++) {
      switch (a.get(i)) {
        case "except" -> except = network(a, ++i);
        case "header" -> {
          name = a.get(++i);
          if (name.isEmpty()) {
            throw a.error("'" + a.keyword() + " header' expects <header_name> as argument.");
          }
        }
        case "if-none" -> ifNone = true;
        default ->
            throw a.errorAt(
                i,
                "'"
                    + a.keyword()
                    + "' only supports optional values: 'except', 'header' and 'if-none'.");
      }
    }
    d.set(key, Optional.of(new ForwardForModel(name, except, ifNone)));
  }

  private static String network(Arguments a, int index) throws ConfigException {
    String word = a.get(index);
    if (!word.matches("[0-9.]+(/[0-9.]+)?|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(/[0-9]+)?")) {
      throw a.errorAt(index, "'" + a.keyword() + " except' expects <address>[/mask] as argument.");
    }
    return word;
  }

  private static void errors(Registry registry) {
    registry.add(Keyword.of("errorfile").inProxies().args(0, -1).parses(HttpKeywords::errorFile));
    registry.add(
        Keyword.of("errorfile")
            .in(SectionKind.HTTP_ERRORS)
            .args(0, -1)
            .parses(HttpKeywords::errorFile));
    for (String name : new String[] {"errorloc", "errorloc302", "errorloc303"}) {
      int status = name.endsWith("303") ? 303 : 302;
      registry.add(
          Keyword.of(name)
              .inProxies()
              .args(0, -1)
              .parses(
                  (a, d) -> {
                    int code = code(a, "<url>");
                    put(d, code, new ErrorAnswer.Redirect(status, a.get(1)));
                  }));
    }
  }

  private static int code(Arguments a, String second) throws ConfigException {
    if (a.size() < 2) {
      throw a.error(a.keyword() + " : expects <status_code> and " + second + " as arguments.");
    }
    int code = (int) Math.min(ArgumentForms.number(a), Integer.MAX_VALUE);
    String unknown = a.keyword() + " : status code '" + code + "' not handled.";
    if (!ERROR_CODES.contains(code)) {
      throw a.errorAt(0, unknown);
    }
    return code;
  }

  private static void errorFile(Arguments a, SectionDraft d) throws ConfigException {
    int code = code(a, "<file>");
    try {
      put(d, code, new ErrorAnswer.File(a.get(1), Files.readAllBytes(Path.of(a.get(1)))));
    } catch (IOException | InvalidPathException e) {
      throw a.errorAt(1, "errorfile : error opening file '" + a.get(1) + "'.");
    }
  }

  private static void put(SectionDraft d, int code, ErrorAnswer answer) {
    d.update(
        HttpKeys.ERRORS,
        old -> {
          Map<Integer, ErrorAnswer> answers = new HashMap<>(old);
          answers.put(code, answer);
          return Map.copyOf(answers);
        });
  }

  private static void options(Registry registry) {
    registry.add(Keyword.option("http-ignore-probes", HttpKeys.IGNORE_PROBES).inFrontends());
    registry.add(
        Keyword.option("idle-close-on-response", HttpKeys.IDLE_CLOSE_ON_RESPONSE).inFrontends());
    registry.add(
        Keyword.of("option http-no-delay")
            .inProxies()
            .canNegate()
            .noEffect("small segments are never delayed"));
    registry.add(Keyword.option("http-pretend-keepalive", HttpKeys.PRETEND_KEEPALIVE).inBackends());
    registry.add(
        Keyword.option("http-use-proxy-header", HttpKeys.USE_PROXY_HEADER)
            .inFrontends()
            .noEffect("as in 2.6, which reads Connection fields only"));
    registry.add(
        Keyword.option("accept-invalid-http-request", HttpKeys.ACCEPT_INVALID_REQUEST)
            .inFrontends());
    registry.add(
        Keyword.option("accept-invalid-http-response", HttpKeys.ACCEPT_INVALID_RESPONSE)
            .inBackends());
    registry.add(Keyword.option("http-buffer-request", HttpKeys.BUFFER_REQUEST).inProxies());
    registry.add(Keyword.option("checkcache", HttpKeys.CHECKCACHE).inBackends());
  }

  private static void checkMonitor(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (proxy.mode() != ProxyMode.HTTP && !proxy.settings().get(HttpKeys.MONITOR_URI).isEmpty()) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              "monitor-uri will be ignored for " + proxy.title() + " (needs 'mode http')."));
    }
  }

  private static void checkForwardFor(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (proxy.mode() != ProxyMode.HTTP && proxy.settings().get(HttpKeys.FORWARDFOR).isPresent()) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              "'option forwardfor' ignored for " + proxy.title() + " as it requires HTTP mode."));
    }
  }
}
