package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A frontend, backend or listen section with everything it inherits already copied in.
 *
 * @param name the section's name
 * @param kind FRONTEND, BACKEND or LISTEN
 * @param location the section's opening line
 * @param settings its settings; rooms own the keys
 * @param defaultsName the named defaults section it inherits from, or null
 */
public record ProxyModel(
    String name,
    SectionKind kind,
    Location location,
    Settings settings,
    @Nullable String defaultsName) {
  /** The proxy's mode; TCP where nothing is said. */
  public ProxyMode mode() {
    return settings.get(ProxyKeys.MODE);
  }

  /** Whether its streams may not go to a backend of that mode: HTTP to TCP. */
  public boolean isIncompatibleWith(ProxyModel backend) {
    return mode() == ProxyMode.HTTP && backend.mode() != ProxyMode.HTTP;
  }

  /**
   * HAProxy's complaint about {@link #isIncompatibleWith}.
   *
   * @param use such as {@code as its default backend}
   */
  public Diagnostic incompatible(ProxyModel backend, String use) {
    return Diagnostic.config(
        Severity.ALERT,
        "http "
            + kind.keyword()
            + " '"
            + name
            + "' ("
            + location
            + ") tries to use incompatible tcp "
            + backend.kind.keyword()
            + " '"
            + backend.name
            + "' ("
            + backend.location
            + ") "
            + use
            + " (see 'mode').");
  }

  /** What messages call it: {@code frontend 'web'}; a listen section is a {@code proxy}. */
  public String title() {
    return (kind == SectionKind.LISTEN ? "proxy" : kind.keyword()) + " '" + name + "'";
  }

  /** Whether it is a frontend or listen section. */
  public boolean isFrontend() {
    return kind.isFrontend();
  }

  /** Whether it is a backend or listen section. */
  public boolean isBackend() {
    return kind.isBackend();
  }
}
