package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the configuration files say.
 *
 * @param global the global sections together; keys are in {@link GlobalKeys} and in the rooms
 * @param proxies frontends, backends and listens in order of appearance
 * @param extras the other sections in order of appearance
 * @param diagnostics everything found while reading and validating, in HAProxy's order
 * @param unfinished what is used and not implemented yet
 * @param rewrites the lines of old dialects with their modern form
 */
public record ConfigModel(
    Settings global,
    List<ProxyModel> proxies,
    List<ExtraSection> extras,
    List<Diagnostic> diagnostics,
    List<Unfinished> unfinished,
    List<Rewrite> rewrites) {
  /** Copies the lists. */
  public ConfigModel {
    proxies = ProxyList.of(proxies);
    extras = List.copyOf(extras);
    diagnostics = List.copyOf(diagnostics);
    unfinished = List.copyOf(unfinished);
    rewrites = List.copyOf(rewrites);
  }

  /** The same model with everything that was found. */
  ConfigModel with(List<Diagnostic> found) {
    return new ConfigModel(global, proxies, extras, found, unfinished, rewrites);
  }

  /** The backend or listen section of that name, or null. */
  public @Nullable ProxyModel backend(String name) {
    return ProxyList.of(proxies).backend(name);
  }

  /** The frontend or listen section of that name, or null. */
  public @Nullable ProxyModel frontend(String name) {
    return ProxyList.of(proxies).frontend(name);
  }

  /** Whether there is a section of that kind and name, other than a proxy. */
  public boolean has(SectionKind kind, String name) {
    return extras.stream().anyMatch(extra -> extra.kind() == kind && extra.name().equals(name));
  }

  /** Whether there is a fatal message: the configuration must not be used. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::fatal);
  }

  /** Whether there is a WARNING. */
  public boolean hasWarnings() {
    return diagnostics.stream().anyMatch(d -> d.severity() == Severity.WARNING);
  }
}
