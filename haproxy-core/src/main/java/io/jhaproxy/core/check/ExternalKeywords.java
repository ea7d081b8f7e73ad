package io.jhaproxy.core.check;

import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.FeatureKeywords;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.TuningKeywords;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.function.Consumer;

/**
 * {@code external-check command} and {@code path}, and what {@code option external-check} needs.
 */
final class ExternalKeywords {
  private ExternalKeywords() {}

  static void register(Registry registry) {
    registry.add(
        Keyword.of("external-check").inBackends().args(0, 2).parses(ExternalKeywords::parse));
    registry.add(CheckPhase.SERVERS, ExternalKeywords::check);
  }

  private static void parse(Arguments a, SectionDraft d) throws ConfigException {
    ArgumentForms.require(a, "missing argument after 'external-check'.");
    boolean command = a.get(0).equals("command");
    if (!command && !a.get(0).equals("path")) {
      throw a.errorAt(
          0, "'external-check' only supports 'command' and 'path'. but got '" + a.get(0) + "'.");
    }
    if (a.get(1).isEmpty()) {
      throw a.errorAt(0, "missing argument after '" + a.get(0) + "'.");
    }
    d.set(command ? CheckKeys.EXTERNAL_COMMAND : CheckKeys.EXTERNAL_PATH, a.get(1));
  }

  private static void check(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (!proxy.isBackend() || proxy.settings().get(CheckKeys.METHOD) != CheckMethod.EXTERNAL) {
      return;
    }
    String subject = "Proxy '" + proxy.name() + "' : ";
    if (!model.global().get(FeatureKeywords.EXTERNAL_CHECK)) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.ALERT,
              subject
                  + "'option external-check' unable to find required 'global.external-check'."));
    }
    if (proxy.settings().get(CheckKeys.EXTERNAL_COMMAND).isEmpty()) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.ALERT,
              subject
                  + "'option external-check' unable to find required 'external-check command'."));
    }
    if (model.global().get(TuningKeywords.number("insecure-fork-wanted")) <= 0) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              subject
                  + "'insecure-fork-wanted' not enabled in the global section, 'option"
                  + " external-check' will likely fail."));
    }
  }
}
