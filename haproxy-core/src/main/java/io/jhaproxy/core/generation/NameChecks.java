package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.http.HttpKeys;
import io.jhaproxy.core.rule.LineCheck;
import io.jhaproxy.core.rule.NameReference;
import io.jhaproxy.core.rule.RuleKeys;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.function.Consumer;

/** Looks up the proxies, servers and lists that expressions name, when all files are read. */
final class NameChecks implements KeywordSet {
  @Override
  public void register(Registry registry) {
    registry.add(RingParts::check);
    registry.add(CheckPhase.REFERENCES, NameChecks::checkServers);
    registry.add(CheckPhase.NAMES, NameChecks::checkNames);
  }

  private static void checkNames(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (NameReference reference : proxy.settings().list(LineCheck.REFERENCES)) {
      String name = reference.name();
      boolean known =
          switch (reference.kind()) {
            case BACKEND -> model.backend(name) != null;
            case FRONTEND -> model.frontend(name) != null;
            case SERVER -> hasServer(model, name);
            case USERLIST -> model.has(SectionKind.USERLIST, name);
            case TABLE -> true;
            case ERRORS -> checkErrors(proxy, model, reference, diagnostics);
          };
      if (!known) {
        diagnostics.accept(
            new Diagnostic(
                Severity.ALERT,
                reference.location().wholeLine(),
                "config : parsing ["
                    + reference.location()
                    + "]: "
                    + reference.complaint(proxy.name())));
      }
    }
  }

  /** An answer that comes from an http-errors section; always true, for it has its own words. */
  private static boolean checkErrors(
      ProxyModel proxy,
      ConfigModel model,
      NameReference reference,
      Consumer<Diagnostic> diagnostics) {
    int slash = reference.name().lastIndexOf('/');
    String name = reference.name().substring(0, slash);
    String status = reference.name().substring(slash + 1);
    boolean known = model.has(SectionKind.HTTP_ERRORS, name);
    boolean declared =
        model.extras().stream()
            .filter(extra -> extra.kind() == SectionKind.HTTP_ERRORS && extra.name().equals(name))
            .anyMatch(e -> e.settings().get(HttpKeys.ERRORS).containsKey(Integer.valueOf(status)));
    if (!declared) {
      String text =
          known
              ? "status '"
                  + status
                  + "' referenced by an http reply not declared in http-errors section '"
                  + name
                  + "'."
              : "unknown http-errors section '" + name + "' referenced by an http reply .";
      diagnostics.accept(
          new Diagnostic(
              known ? Severity.WARNING : Severity.ALERT,
              reference.location().wholeLine(),
              "config : Proxy '" + proxy.name() + "': " + text));
    }
    return true;
  }

  /** Servers that {@code use-server} names; those with a variable are looked up at run time. */
  private static void checkServers(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (RuleStatement rule : proxy.settings().list(RuleKeys.USE_SERVER)) {
      String name = rule.word(0);
      if (name.indexOf('%') < 0 && !hasServer(model, proxy.name() + "/" + name)) {
        diagnostics.accept(
            new Diagnostic(
                Severity.ALERT,
                rule.location().wholeLine(),
                "config : "
                    + proxy.title()
                    + " : unable to find server '"
                    + name
                    + "' referenced in a 'use-server' rule."));
      }
    }
  }

  private static boolean hasServer(ConfigModel model, String name) {
    int slash = name.indexOf('/');
    ProxyModel backend = model.backend(name.substring(0, slash));
    return backend != null
        && backend.settings().list(BackendKeys.SERVERS).stream()
            .anyMatch(server -> server.name().equals(name.substring(slash + 1)));
  }
}
