package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.Map;
import java.util.function.Consumer;

/** Keywords that describe a proxy as such, and those of old versions that are gone. */
public final class ProxyKeywords implements KeywordSet {
  private static final String GONE = "directive is not supported anymore since HAProxy 2.1. Use ";

  private static final Map<String, String> REPLACED =
      Map.ofEntries(
          Map.entry("reqadd", "'http-request add-header' instead."),
          Map.entry("reqirep", "'http-request replace-header' instead."),
          Map.entry(
              "reqrep",
              "'http-request replace-path', 'http-request replace-uri' or 'http-request"
                  + " replace-header' instead."),
          Map.entry("reqdel", "'http-request del-header' instead."),
          Map.entry("reqidel", "'http-request del-header' instead."),
          Map.entry("reqdeny", "'http-request deny' instead."),
          Map.entry("reqideny", "'http-request deny' instead."),
          Map.entry("reqtarpit", "'http-request tarpit' instead."),
          Map.entry("reqallow", "'http-request allow' instead."),
          Map.entry("rspadd", "'http-response add-header' instead."),
          Map.entry("rspdel", "'http-response del-header' instead."),
          Map.entry("rspidel", "'http-response del-header' instead."),
          Map.entry("rsprep", "'http-response replace-header' instead."),
          Map.entry("rspirep", "'http-response replace-header' instead."),
          Map.entry("rspdeny", "'http-response deny' instead."),
          Map.entry("block", "'http-request deny' which uses the exact same syntax."));

  @Override
  public void register(Registry registry) {
    registry.family(
        "option",
        (word, hint) ->
            word.isEmpty()
                ? ": 'option' expects an option name."
                : "unknown option '" + word + "'" + (hint.isEmpty() ? "." : hint));
    registry.family(
        "timeout",
        (word, hint) ->
            "'timeout' supports 'client', 'server', 'connect', 'check', 'queue',"
                + " 'http-keep-alive', 'http-request', 'tunnel', 'tarpit', 'client-fin' and"
                + " 'server-fin' (got '"
                + word
                + "')");
    registry.add(
        Keyword.of("mode").inProxies().args(0, 1).parses((a, d) -> d.set(ProxyKeys.MODE, mode(a))));
    registry.add(
        Keyword.of("disabled").inProxies().parses((a, d) -> d.set(ProxyKeys.DISABLED, true)));
    registry.add(
        Keyword.of("enabled").inProxies().parses((a, d) -> d.set(ProxyKeys.DISABLED, false)));
    registry.add(
        Keyword.of("description")
            .in(SectionKind.FRONTEND, SectionKind.BACKEND, SectionKind.LISTEN)
            .args(0, -1)
            .parses(ProxyKeywords::description));
    registry.add(
        Keyword.of("id")
            .in(SectionKind.FRONTEND, SectionKind.BACKEND, SectionKind.LISTEN)
            .args(0, 1)
            .parses(
                (a, d) ->
                    d.set(
                        ProxyKeys.ID,
                        a.integer(0, 1, Integer.MAX_VALUE, ": custom id has to be > 0."))));
    registry.add(
        Keyword.of("default_backend")
            .inFrontends()
            .args(0, 1)
            .parses(
                (a, d) -> {
                  if (a.get(0).isEmpty()) {
                    throw a.error("'default_backend' expects a backend name.");
                  }
                  d.set(ProxyKeys.DEFAULT_BACKEND, a.get(0));
                }));
    old(registry);
    registry.add(CheckPhase.REFERENCES, ProxyKeywords::checkDefaultBackend);
  }

  private static void description(Arguments a, SectionDraft d) throws ConfigException {
    if (a.size() == 0) {
      throw a.error(": 'description' expects a string argument.");
    }
    d.set(ProxyKeys.DESCRIPTION, String.join(" ", a.texts(0)));
  }

  private static ProxyMode mode(Arguments a) throws ConfigException {
    return switch (a.get(0)) {
      case "tcp" -> ProxyMode.TCP;
      case "http" -> ProxyMode.HTTP;
      case "health" ->
          throw a.errorAt(
              0,
              "'mode health' doesn't exist anymore. Please use 'http-request return status 200'"
                  + " instead.");
      default -> throw a.errorAt(0, "unknown proxy mode '" + a.get(0) + "'.");
    };
  }

  private static void old(Registry registry) {
    REPLACED.forEach(
        (name, instead) -> refused(registry, name, "The '" + name + "' " + GONE + instead));
    refused(registry, "appsession", "'appsession' is not supported anymore since HAProxy 1.6.");
    refused(
        registry,
        "monitor-net",
        "'monitor-net' doesn't exist anymore. Please use 'http-request return status 200 if { src"
            + " NETWORK }' instead.");
    registry.add(
        Keyword.of("grace")
            .inProxies()
            .args(0, 1)
            .parses((a, d) -> a.warn("'grace' is an old form and has no effect; remove it.")));
    registry.add(
        Keyword.of("option http-tunnel")
            .inProxies()
            .canNegate()
            .parses(
                (a, d) ->
                    a.warn(
                        "'option http-tunnel' is an old form; connections are kept alive instead."
                            + " Remove it.")));
  }

  private static void refused(Registry registry, String name, String text) {
    registry.add(
        Keyword.of(name)
            .inProxies()
            .args(0, -1)
            .parses(
                (a, d) -> {
                  throw a.error(text);
                }));
  }

  private static void checkDefaultBackend(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    String name = proxy.settings().get(ProxyKeys.DEFAULT_BACKEND);
    if (!proxy.isFrontend() || name.isEmpty()) {
      return;
    }
    ProxyModel backend = model.backend(name);
    if (backend == null) {
      diagnostics.accept(
          new Diagnostic(
              Severity.ALERT,
              proxy.location().wholeLine(),
              "config : Proxy '"
                  + proxy.name()
                  + "': unable to find required default_backend: '"
                  + name
                  + "'."));
    } else if (proxy.isIncompatibleWith(backend)) {
      diagnostics.accept(proxy.incompatible(backend, "as its default backend"));
    }
  }
}
