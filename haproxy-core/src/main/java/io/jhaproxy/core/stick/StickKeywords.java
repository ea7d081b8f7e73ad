package io.jhaproxy.core.stick;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.rule.LineCheck;
import io.jhaproxy.core.rule.NameReference;
import io.jhaproxy.core.rule.RuleKeys;
import io.jhaproxy.core.rule.TableUse;
import io.jhaproxy.core.sample.Casts;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.table.StickTableModel;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code stick-table}, {@code stick} and the tables of peers sections. */
public final class StickKeywords implements KeywordSet {
  /** The proxy's table. */
  public static final SettingKey<Optional<StickTableModel>> TABLE =
      SettingKey.own("stick-table", Optional.empty());

  /** {@code stick} lines. */
  public static final ListKey<StickModel> STICK = ListKey.own("stick");

  /** Tables of a peers section. */
  public static final ListKey<StickTableModel> TABLES = ListKey.own("table");

  private static final List<String> KINDS =
      List.of("on", "match", "store", "store-request", "store-response");

  @Override
  public void register(Registry registry) {
    registry.add(Keyword.of("stick-table").inProxies().args(0, -1).parses(StickKeywords::table));
    registry.add(Keyword.of("stick").inBackends().args(0, -1).parses(StickKeywords::stick));
    registry.add(
        Keyword.of("table")
            .in(SectionKind.PEERS)
            .args(0, -1)
            .parses(
                (a, d) ->
                    d.add(
                        TABLES,
                        StickTableParser.parse(a, 1, d.name() + "/" + a.get(0), d.name()))));
    registry.add(CheckPhase.NAMES, StickKeywords::checkNames);
    registry.add(CheckPhase.RULES, StickKeywords::checkDelay);
  }

  private static void table(Arguments a, SectionDraft d) throws ConfigException {
    if (d.kind() == SectionKind.DEFAULTS) {
      throw a.error("'stick-table' is not supported in 'defaults' section.");
    }
    Optional<StickTableModel> other = d.get(TABLE);
    if (other.isPresent()) {
      String proxy = d.kind() == SectionKind.LISTEN ? "proxy" : d.kind().keyword();
      throw a.error(
          "stick-table name '"
              + d.name()
              + "' conflicts with table declared in "
              + proxy
              + " '"
              + d.name()
              + "' at "
              + other.get().location()
              + ".");
    }
    d.set(TABLE, Optional.of(StickTableParser.parse(a, 0, d.name(), "")));
  }

  private static void stick(Arguments a, SectionDraft d) throws ConfigException {
    if (d.kind() == SectionKind.DEFAULTS) {
      throw a.error("'stick' not allowed in 'defaults' section.");
    }
    String kind = a.get(0);
    if (!KINDS.contains(kind)) {
      throw a.error("'stick' expects 'on', 'match', or 'store'.");
    }
    if (a.get(1).isEmpty()) {
      throw a.error("'stick' expects a fetch method.");
    }
    Expression expression =
        LineCheck.expression(a, d, a.get(1), kind.equals("store-response"), "'stick': ");
    int next = 2;
    String table = d.name();
    if (a.get(next).equals("table")) {
      table = a.get(next + 1);
      next += 2;
    }
    if (next < a.size()) {
      if (!List.of("if", "unless").contains(a.get(next))) {
        throw a.errorAt(next, "'stick': unknown keyword '" + a.get(next) + "'.");
      }
      LineCheck.condition(
          a,
          d,
          a.texts(next),
          "use-server, balance or stick-match rule",
          "'stick': error detected while parsing sticking condition : ",
          kind.equals("store-response") ? Phase.HTTP_RESPONSE : Phase.HTTP_REQUEST);
    }
    RuleStatement condition =
        new RuleStatement("stick", a.from(Math.min(next, a.size())), a.location());
    d.add(
        STICK,
        new StickModel(
            kind.equals("store") ? "store-request" : kind,
            a.get(1),
            expression == null ? null : expression.type(),
            table,
            condition));
  }

  private static void checkNames(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (StickModel rule : proxy.settings().list(STICK)) {
      StickTableModel table = table(model, rule.table());
      if (table == null) {
        diagnostics.accept(alert(proxy, "unable to find stick-table '" + rule.table() + "'."));
      } else if (!Casts.isPossible(rule.type(), table.type().sample())) {
        diagnostics.accept(
            alert(
                proxy,
                "type of fetch not usable with type of stick-table '" + rule.table() + "'."));
      }
    }
    for (NameReference reference : proxy.settings().list(LineCheck.REFERENCES)) {
      TableUse use = reference.table();
      if (use != null) {
        check(proxy, model, reference, use, diagnostics);
      }
    }
    Optional<StickTableModel> table = proxy.settings().get(TABLE);
    if (table.isPresent() && !table.get().peers().isEmpty()) {
      String peers = table.get().peers();
      if (!model.has(SectionKind.PEERS, peers)) {
        diagnostics.accept(alert(proxy, "unable to find sync peers '" + peers + "'."));
      }
    }
  }

  /** Keys that are looked for in bytes which may not have come yet. */
  private static void checkDelay(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (NameReference reference : proxy.settings().list(LineCheck.REFERENCES)) {
      TableUse use = reference.table();
      if (use != null && use.needsContent() && proxy.settings().get(RuleKeys.REQUEST_DELAY) == 0) {
        diagnostics.accept(
            Diagnostic.config(
                Severity.WARNING,
                proxy.title()
                    + " : a 'tcp-request content track-sc*' rule explicitly depending on request"
                    + " contents without any 'tcp-request inspect-delay' setting. This means that"
                    + " this rule will randomly find its contents. This can be fixed by setting"
                    + " the tcp-request inspect-delay."));
      }
    }
  }

  /** A table that an expression or an action names. */
  private static void check(
      ProxyModel proxy,
      ConfigModel model,
      NameReference reference,
      TableUse use,
      Consumer<Diagnostic> diagnostics) {
    StickTableModel table = table(model, reference.name());
    SampleType key = use.key();
    if (table == null) {
      String complaint = reference.complaint(proxy.name());
      diagnostics.accept(
          use.argument() == 0
              ? alert(proxy, complaint)
              : new Diagnostic(
                  Severity.ALERT,
                  reference.location(),
                  "config : parsing [" + reference.location() + "]: " + complaint));
    } else if (key != null && !Casts.isPossible(key, table.type().sample())) {
      diagnostics.accept(
          alert(
              proxy,
              "stick-table '"
                  + reference.name()
                  + "' uses a type incompatible with the '"
                  + use.keyword()
                  + "' rule."));
    }
  }

  private static Diagnostic alert(ProxyModel proxy, String text) {
    return new Diagnostic(
        Severity.ALERT,
        proxy.location().wholeLine(),
        "config : Proxy '" + proxy.name() + "': " + text);
  }

  /** The table of a proxy or of a peers section ({@code section/table}), or null. */
  public static @Nullable StickTableModel table(ConfigModel model, String name) {
    for (ProxyModel proxy : model.proxies()) {
      Optional<StickTableModel> own = proxy.settings().get(TABLE);
      if (proxy.name().equals(name) && own.isPresent()) {
        return own.get();
      }
    }
    return model.extras().stream()
        .flatMap(extra -> extra.settings().list(TABLES).stream())
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
