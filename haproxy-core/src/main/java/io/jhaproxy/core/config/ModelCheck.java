package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.Diagnostic;
import java.util.function.Consumer;

/** Looks at one proxy of the finished model for contradictions. */
@FunctionalInterface
public interface ModelCheck {
  /** Called for every proxy in order of appearance. */
  void check(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics);
}
