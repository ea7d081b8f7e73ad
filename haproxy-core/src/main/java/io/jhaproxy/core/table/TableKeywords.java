package io.jhaproxy.core.table;

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
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code stick-table}, {@code stick} and the tables of peers sections. */
public final class TableKeywords implements KeywordSet {
  /** The proxy's table. */
  public static final SettingKey<Optional<StickTableModel>> TABLE =
      SettingKey.own("stick-table", Optional.empty());

  /** {@code stick} lines, words behind {@code stick}. */
  public static final ListKey<RuleStatement> STICK = ListKey.own("stick");

  /** Tables of a peers section. */
  public static final ListKey<StickTableModel> TABLES = ListKey.own("table");

  private static final List<String> KINDS =
      List.of("on", "match", "store", "store-request", "store-response");

  @Override
  public void register(Registry registry) {
    registry.add(
        Keyword.of("stick-table").inProxies().args(0, -1).parses(TableKeywords::table).notYet());
    registry.add(
        Keyword.of("stick").inBackends().args(0, -1).parses(TableKeywords::stick).notYet());
    registry.add(
        Keyword.of("table")
            .in(SectionKind.PEERS)
            .args(0, -1)
            .parses(
                (a, d) ->
                    d.add(
                        TABLES,
                        StickTableParser.parse(a, 1, d.name() + "/" + a.get(0), d.name()))));
    registry.add(CheckPhase.NAMES, TableKeywords::checkNames);
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
    LineCheck.expression(a, d, a.get(1), kind.equals("store-response"), "'stick': ");
    int next = 2;
    if (a.get(next).equals("table")) {
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
          "'stick': error detected while parsing sticking condition : ");
    }
    d.add(STICK, a.rule("stick", 0));
  }

  private static void checkNames(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (RuleStatement rule : proxy.settings().list(STICK)) {
      String name = rule.word(2).equals("table") ? rule.word(3) : proxy.name();
      if (!hasTable(model, name)) {
        diagnostics.accept(alert(proxy, "unable to find stick-table '" + name + "'."));
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

  private static Diagnostic alert(ProxyModel proxy, String text) {
    return new Diagnostic(
        Severity.ALERT,
        proxy.location().wholeLine(),
        "config : Proxy '" + proxy.name() + "': " + text);
  }

  /** Whether a proxy or a peers section has a table of that name. */
  public static boolean hasTable(ConfigModel model, String name) {
    return model.proxies().stream()
            .anyMatch(proxy -> proxy.name().equals(name) && proxy.settings().get(TABLE).isPresent())
        || model.extras().stream()
            .flatMap(extra -> extra.settings().list(TABLES).stream())
            .anyMatch(table -> table.name().equals(name));
  }
}
