package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.Test;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.stick.StickKeywords;
import io.jhaproxy.core.stick.StickModel;
import io.jhaproxy.core.stick.StickRule;
import io.jhaproxy.core.stick.StickRules;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.StickTableModel;
import io.jhaproxy.core.table.TableDirectory;
import io.jhaproxy.core.table.TableRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the stick tables of a configuration. */
final class TableCompiler {
  private TableCompiler() {}

  /** Fills the directory with the tables that the configuration declares. */
  static void compile(ConfigModel model, TableRegistry registry, TableDirectory directory) {
    Set<String> ofServers = new HashSet<>();
    for (ProxyModel proxy : model.proxies()) {
      for (StickModel rule : proxy.settings().list(StickKeywords.STICK)) {
        ofServers.add(rule.table());
      }
    }
    List<StickTableModel> models = new ArrayList<>();
    for (StickTableModel table : declared(model)) {
      models.add(ofServers.contains(table.name()) ? storingServers(table) : table);
    }
    directory.fill(models, registry);
  }

  private static List<StickTableModel> declared(ConfigModel model) {
    List<StickTableModel> all = new ArrayList<>();
    for (ProxyModel proxy : model.proxies()) {
      proxy.settings().get(StickKeywords.TABLE).ifPresent(all::add);
    }
    for (ExtraSection section : model.extras()) {
      all.addAll(section.settings().list(StickKeywords.TABLES));
    }
    return all;
  }

  /** Tables to which stick lines refer hold servers without being told to. */
  private static StickTableModel storingServers(StickTableModel table) {
    List<StickTableModel.Stored> store = new ArrayList<>(table.store());
    for (DataType type : new DataType[] {DataType.SERVER_ID, DataType.SERVER_KEY}) {
      if (!table.stores(type)) {
        store.add(new StickTableModel.Stored(type, 1, 0));
      }
    }
    return table.storing(store);
  }

  /** Makes the rules of {@code stick} lines. */
  interface RuleMaker {
    /** The rule of a line; empty if it is wrong, which was reported. */
    Optional<StickRule> make(StickModel line, boolean matches, boolean stores);
  }

  static StickRules rules(ProxyModel proxy, RuleMaker maker) {
    List<StickModel> lines = proxy.settings().list(StickKeywords.STICK);
    if (lines.isEmpty()) {
      return StickRules.NONE;
    }
    List<StickRule> request = new ArrayList<>();
    List<StickRule> response = new ArrayList<>();
    for (StickModel line : lines) {
      maker
          .make(line, line.matches(), line.storesRequest() || line.storesResponse())
          .filter(rule -> rule.condition() != Test.FALSE)
          .ifPresent((line.storesResponse() ? response : request)::add);
    }
    return new StickRules(request, response);
  }
}
