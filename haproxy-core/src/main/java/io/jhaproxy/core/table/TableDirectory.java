package io.jhaproxy.core.table;

import io.jhaproxy.core.sample.Shared;
import io.jhaproxy.core.sample.Surroundings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one configuration by name: what rules, fetches and commands refer to. Empty while
 * lines are only checked; filled before anything is compiled for use.
 */
public final class TableDirectory {
  private volatile Map<String, StickTable> tables = Map.of();
  private volatile List<StickTableModel> models = List.of();

  /** A directory without tables. */
  public TableDirectory() {}

  /** The directory of a configuration. */
  public static TableDirectory of(Surroundings surroundings) {
    return of(surroundings.shared());
  }

  /** The directory of a configuration. */
  public static TableDirectory of(Shared shared) {
    return shared.get(TableDirectory.class, TableDirectory::new);
  }

  /** Sets the tables that a configuration declares, in its order. */
  public void fill(List<StickTableModel> declarations, TableRegistry registry) {
    models = List.copyOf(declarations);
    tables = registry.declare(models);
  }

  /** The configuration is in use from now on. */
  public void commit(TableRegistry registry) {
    registry.commit(models, tables);
  }

  /** The table of that name, or null. */
  public @Nullable StickTable find(String name) {
    return tables.get(name);
  }

  /** All tables in the order of the configuration. */
  public Collection<StickTable> all() {
    return tables.values();
  }
}
