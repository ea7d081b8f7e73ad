package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.Diagnostic;
import java.util.function.Consumer;

/** Looks at a section other than a proxy when everything is read. */
@FunctionalInterface
public interface SectionCheck {
  /** Called for every such section in order of appearance. */
  void check(ExtraSection section, ConfigModel model, Consumer<Diagnostic> diagnostics);
}
