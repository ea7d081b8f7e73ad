package io.jhaproxy.core.stats;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The {@code stats} keywords of proxies. */
public final class StatsKeywords implements KeywordSet {
  private static final String EXPECTS =
      "expects 'admin', 'uri', 'realm', 'auth', 'scope', 'enable', 'hide-version', 'show-node',"
          + " 'show-desc' or 'show-legends'.";

  @Override
  public void register(Registry registry) {
    registry.add(Keyword.of("stats").inProxies().args(0, -1).parses(StatsKeywords::stats));
    registry.add(CheckPhase.RULES, StatsKeywords::checkMode);
  }

  private static void stats(Arguments a, SectionDraft d) throws ConfigException {
    StatsDraft draft = new StatsDraft(d.get(StatsKeys.STATS));
    draft.enabled = true;
    switch (a.get(0)) {
      case "" -> throw a.error(": missing keyword in 'stats', " + EXPECTS);
      case "enable" -> {}
      case "uri" -> draft.uri = required(a, "'uri' needs an URI prefix.");
      case "realm" -> draft.realm = required(a, "'realm' needs an realm name.");
      case "auth" -> draft.users.add(user(a));
      case "scope" -> draft.scopes.add(required(a, "'scope' needs a proxy name."));
      case "refresh" -> draft.refreshSeconds = refresh(a);
      case "hide-version" -> draft.hideVersion = true;
      case "show-legends" -> draft.showLegends = true;
      case "show-modules" -> draft.showModules = true;
      case "show-node" -> {
        draft.showNode = true;
        draft.node = a.get(1);
      }
      case "show-desc" -> {
        draft.showDescription = true;
        draft.description = String.join(" ", a.texts(1));
      }
      case "admin" -> draft.admin.add(admin(a, d));
      case "http-request" -> draft.httpRequest.add(a.rule("stats http-request", 1));
      default -> throw a.errorAt(0, ": unknown stats parameter '" + a.get(0) + "', " + EXPECTS);
    }
    d.set(StatsKeys.STATS, draft.build());
  }

  private static String required(Arguments a, String complaint) throws ConfigException {
    if (a.get(1).isEmpty()) {
      throw a.error(complaint);
    }
    return a.get(1);
  }

  private static StatsModel.User user(Arguments a) throws ConfigException {
    String account = required(a, "'auth' needs a user:password account.");
    int colon = account.indexOf(':');
    return colon < 0
        ? new StatsModel.User(account, "")
        : new StatsModel.User(account.substring(0, colon), account.substring(colon + 1));
  }

  private static int refresh(Arguments a) throws ConfigException {
    try {
      long milliseconds = a.milliseconds(a.get(1), TimeUnits.Unit.SECONDS);
      return (int) Math.min(milliseconds / 1000, Integer.MAX_VALUE);
    } catch (TimeUnits.BadTimeException e) {
      throw a.errorAt(
          1,
          ": unexpected character '" + e.character() + "' in argument to stats refresh interval.");
    }
  }

  private static RuleStatement admin(Arguments a, SectionDraft d) throws ConfigException {
    if (d.kind() == SectionKind.DEFAULTS) {
      throw a.error("'stats admin' not allowed in 'defaults' section.");
    }
    boolean condition = a.get(1).equals("if") || a.get(1).equals("unless");
    if (!condition) {
      throw a.error("'stats admin' requires either 'if' or 'unless' followed by a condition.");
    }
    return a.rule("stats admin", 1);
  }

  private static void checkMode(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (proxy.mode() != ProxyMode.HTTP && proxy.settings().get(StatsKeys.STATS).enabled()) {
      String title = proxy.kind() == SectionKind.LISTEN ? "proxy" : proxy.kind().keyword();
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              "'stats' statement ignored for "
                  + title
                  + " '"
                  + proxy.name()
                  + "' as it requires HTTP mode."));
    }
  }

  /** A {@link StatsModel} that can be changed. */
  private static final class StatsDraft {
    boolean enabled;
    String uri;
    String realm;
    final List<StatsModel.User> users;
    int refreshSeconds;
    boolean hideVersion;
    final List<String> scopes;
    boolean showLegends;
    boolean showNode;
    String node;
    boolean showDescription;
    String description;
    boolean showModules;
    final List<RuleStatement> admin;
    final List<RuleStatement> httpRequest;

    StatsDraft(StatsModel model) {
      enabled = model.enabled();
      uri = model.uri();
      realm = model.realm();
      users = new ArrayList<>(model.users());
      refreshSeconds = model.refreshSeconds();
      hideVersion = model.hideVersion();
      scopes = new ArrayList<>(model.scopes());
      showLegends = model.showLegends();
      showNode = model.showNode();
      node = model.node();
      showDescription = model.showDescription();
      description = model.description();
      showModules = model.showModules();
      admin = new ArrayList<>(model.admin());
      httpRequest = new ArrayList<>(model.httpRequest());
    }

    StatsModel build() {
      return new StatsModel(
          enabled,
          uri,
          realm,
          users,
          refreshSeconds,
          hideVersion,
          scopes,
          showLegends,
          showNode,
          node,
          showDescription,
          description,
          showModules,
          admin,
          httpRequest);
    }
  }
}
