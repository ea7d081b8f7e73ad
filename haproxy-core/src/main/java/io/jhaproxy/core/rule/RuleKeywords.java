package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.Set;
import java.util.function.Consumer;

/** ACLs, rules and switching; their words are compiled later by the rule room. */
public final class RuleKeywords implements KeywordSet {
  private static final Set<String> CONDITION = Set.of("if", "unless");
  private static final String CONDITION_NEEDED =
      "' requires either 'if' or 'unless' followed by a condition.";

  @Override
  public void register(Registry registry) {
    registry.add(Keyword.of("acl").inProxies().args(0, -1).parses(RuleKeywords::acl));
    registry.add(rules("http-request", RuleKeys.HTTP_REQUEST));
    registry.add(rules("http-response", RuleKeys.HTTP_RESPONSE));
    registry.add(rules("http-after-response", RuleKeys.HTTP_AFTER_RESPONSE).since("2.2"));
    TransportRuleKeywords.register(registry);
    CaptureKeywords.register(registry);
    registry.add(rules("redirect", RuleKeys.REDIRECT));
    registry.add(
        Keyword.of("use_backend").inFrontends().args(0, -1).parses(RuleKeywords::useBackend));
    registry.add(Keyword.of("use-server").inBackends().args(0, -1).parses(RuleKeywords::useServer));
    for (String name : new String[] {"force-persist", "ignore-persist"}) {
      registry.add(Keyword.of(name).inBackends().args(0, -1).parses(RuleKeywords::persist));
    }
    registry.family("monitor", (word, hint) -> "'monitor' only supports 'fail'.");
    registry.add(
        Keyword.of("monitor fail").inFrontends().args(0, -1).parses(RuleKeywords::monitorFail));
    registry.add(CheckPhase.REFERENCES, RuleKeywords::checkTargets);
    registry.add(CheckPhase.NAMES, CacheActions::check);
    registry.add(CheckPhase.NAMES, BandwidthActions::check);
    registry.add(CheckPhase.RULES, RuleKeywords::checkMode);
    registry.add(CheckPhase.FORMATS, FormatCheck::check);
  }

  private static Keyword rules(String name, ListKey<RuleStatement> key) {
    return Keyword.of(name)
        .inProxies()
        .args(0, -1)
        .parses(
            (a, d) -> {
              RuleStatement rule = a.rule(name, 0);
              requireName(a, d);
              RuleOrder.noteFinal(a, d, name);
              LineCheck.rule(a, d, name, rule);
              RuleOrder.note(a, d, name);
              d.add(key, rule);
              if (name.equals("http-request")) {
                CaptureKeywords.rule(a, d, 0);
              }
            });
  }

  /** Rules stand in proxies and in named defaults sections. */
  private static void requireName(Arguments a, SectionDraft d) throws ConfigException {
    if (d.kind() == SectionKind.DEFAULTS && a.keyword().equals("redirect")) {
      throw a.error("'redirect' not allowed in 'defaults' section.");
    }
    if (d.kind() == SectionKind.DEFAULTS && d.name().isEmpty()) {
      throw a.error("'" + a.keyword() + "' not allowed in anonymous 'defaults' section.");
    }
  }

  private static void acl(Arguments a, SectionDraft d) throws ConfigException {
    requireName(a, d);
    String name = a.get(0);
    if (name.isEmpty()) {
      return;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c < 128 && Character.isLetterOrDigit(c)) && "_-.:".indexOf(c) < 0) {
        throw a.errorAt(0, "character '" + c + "' is not permitted in acl name '" + name + "'.");
      }
    }
    if (name.equalsIgnoreCase("or")) {
      throw a.errorAt(
          0,
          "acl name '"
              + name
              + "' will never match. 'or' is used to express a logical disjunction within a"
              + " condition.");
    }
    if (a.size() < 2) {
      throw a.error(
          "error detected while parsing ACL '"
              + name
              + "' : missing fetch method in ACL expression ''.");
    }
    LineCheck.acl(a, d, a.rule("acl", 0));
    d.add(RuleKeys.ACLS, a.rule("acl", 0));
  }

  private static void useServer(Arguments a, SectionDraft d) throws ConfigException {
    if (d.kind() == SectionKind.DEFAULTS) {
      throw a.error("'use-server' not allowed in 'defaults' section.");
    }
    if (a.get(0).isEmpty()) {
      throw a.error("'use-server' expects a server name.");
    }
    if (!CONDITION.contains(a.get(1))) {
      throw a.error("'use-server" + CONDITION_NEEDED);
    }
    LineCheck.condition(
        a,
        d,
        a.texts(1),
        "use-server, balance or stick-match rule",
        "error detected while parsing switching rule : ");
    RuleOrder.note(a, d, "use-server");
    d.add(RuleKeys.USE_SERVER, a.rule("use-server", 0));
  }

  private static void persist(Arguments a, SectionDraft d) throws ConfigException {
    if (d.kind() == SectionKind.DEFAULTS) {
      throw a.error("'" + a.keyword() + "' not allowed in 'defaults' section.");
    }
    if (!CONDITION.contains(a.get(0))) {
      throw a.error(
          "'" + a.keyword() + "' requires either 'if' or 'unless' followed by a condition.");
    }
    LineCheck.condition(
        a,
        d,
        a.texts(0),
        "http-request header rule",
        "error detected while parsing a '" + a.keyword() + "' rule : ");
    d.add(RuleKeys.PERSIST_RULES, a.rule(a.keyword(), 0));
  }

  private static void useBackend(Arguments a, SectionDraft d) throws ConfigException {
    if (a.get(0).isEmpty()) {
      throw a.error("'use_backend' expects a backend name.");
    }
    if (d.kind() == SectionKind.DEFAULTS) {
      throw a.error("'use_backend' not allowed in 'defaults' section.");
    }
    if (a.size() > 1 && !CONDITION.contains(a.get(1))) {
      throw a.errorAt(
          1,
          "unexpected keyword '"
              + a.get(1)
              + "' after switching rule, only 'if' and 'unless' are allowed.");
    }
    LineCheck.condition(
        a, d, a.texts(1), "use-backend rule", "error detected while parsing switching rule : ");
    RuleOrder.note(a, d, "use_backend");
    d.add(RuleKeys.USE_BACKEND, a.rule("use_backend", 0));
  }

  private static void monitorFail(Arguments a, SectionDraft d) throws ConfigException {
    if (!CONDITION.contains(a.get(0))) {
      throw a.error("'monitor fail' requires either 'if' or 'unless' followed by a condition.");
    }
    LineCheck.condition(
        a,
        d,
        a.texts(0),
        "http-request header rule",
        "error detected while parsing a 'monitor fail' condition : ");
    RuleOrder.note(a, d, "monitor fail");
    d.add(RuleKeys.MONITOR_FAIL, a.rule("monitor fail", 0));
  }

  private static void checkTargets(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (RuleStatement rule : proxy.settings().list(RuleKeys.USE_BACKEND)) {
      String name = rule.word(0);
      if (name.indexOf('%') >= 0) {
        continue;
      }
      ProxyModel backend = model.backend(name);
      if (backend == proxy) {
        diagnostics.accept(
            new Diagnostic(
                Severity.ALERT,
                rule.location().wholeLine(),
                "config : Proxy '"
                    + proxy.name()
                    + "': loop detected for use_backend: '"
                    + name
                    + "'."));
      } else if (backend != null) {
        if (proxy.isIncompatibleWith(backend)) {
          diagnostics.accept(proxy.incompatible(backend, "in a 'use_backend' rule"));
        }
      } else {
        diagnostics.accept(
            new Diagnostic(
                Severity.ALERT,
                rule.location().wholeLine(),
                "config : Proxy '"
                    + proxy.name()
                    + "': unable to find required use_backend: '"
                    + name
                    + "'."));
      }
    }
  }

  private static void checkMode(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (proxy.mode() == ProxyMode.HTTP) {
      return;
    }
    String title = proxy.kind() == SectionKind.LISTEN ? "proxy" : proxy.kind().keyword();
    if (!proxy.settings().list(RuleKeys.HTTP_REQUEST).isEmpty()) {
      diagnostics.accept(ignored("http-request", title, proxy.name()));
    }
    if (!proxy.settings().list(RuleKeys.HTTP_RESPONSE).isEmpty()) {
      diagnostics.accept(ignored("http-response", title, proxy.name()));
    }
  }

  private static Diagnostic ignored(String rules, String title, String name) {
    return Diagnostic.config(
        Severity.WARNING,
        "'"
            + rules
            + "' rules ignored for "
            + title
            + " '"
            + name
            + "' as they require HTTP mode.");
  }
}
