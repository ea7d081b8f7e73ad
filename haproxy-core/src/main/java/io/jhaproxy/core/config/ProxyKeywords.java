package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.function.Consumer;

/** Keywords that describe a proxy as such. */
public final class ProxyKeywords implements KeywordSet {
  /** {@code mode health} of versions before 2.1. */
  private static final List<List<String>> HEALTH =
      List.of(List.of("mode", "http"), List.of("http-request", "return", "status", "200"));

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
        Keyword.of("mode")
            .inProxies()
            .args(0, 1)
            .parses(
                (a, d) -> {
                  if (a.get(0).equals("health")) {
                    a.rewrite(
                        0, HEALTH.stream().map(l -> l.stream().map(a::word).toList()).toList());
                  } else {
                    d.set(ProxyKeys.MODE, mode(a));
                  }
                }));
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
            .parses(ProxyKeywords::id));
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
    registry.add(CheckPhase.REFERENCES, ProxyKeywords::checkDefaultBackend);
  }

  private static void id(Arguments a, SectionDraft d) throws ConfigException {
    long id = ArgumentForms.number(a);
    if (id <= 0) {
      throw a.errorAt(0, ": custom id has to be > 0.");
    }
    d.set(ProxyKeys.ID, (int) id);
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
      default -> throw a.errorAt(0, "unknown proxy mode '" + a.get(0) + "'.");
    };
  }

  private static void checkDefaultBackend(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    String name = proxy.settings().get(ProxyKeys.DEFAULT_BACKEND);
    if (name.isEmpty()) {
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
    } else if (backend == proxy) {
      diagnostics.accept(
          new Diagnostic(
              Severity.ALERT,
              proxy.location().wholeLine(),
              "config : Proxy '"
                  + proxy.name()
                  + "': loop detected for default_backend: '"
                  + name
                  + "'."));
    } else if (proxy.isIncompatibleWith(backend)) {
      diagnostics.accept(proxy.incompatible(backend, "as its default backend"));
    }
  }
}
