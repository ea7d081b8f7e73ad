package io.jhaproxy.core.table;

import io.jhaproxy.core.net.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of the process by name. It outlives generations: each asks for the tables that its
 * configuration declares and gets those that are there with their entries, unless keys or stored
 * values have changed. On the thread that compiles generations.
 */
public final class TableRegistry {
  private final Clock clock;
  private volatile Map<String, StickTable> tables = Map.of();

  /** A registry without tables. */
  public TableRegistry(Clock clock) {
    this.clock = clock;
  }

  /**
   * The tables of a configuration: those that are there and hold its entries, and new ones. Nothing
   * changes until {@link #commit}.
   */
  public Map<String, StickTable> declare(List<StickTableModel> models) {
    Map<String, StickTable> declared = new LinkedHashMap<>();
    for (StickTableModel model : models) {
      StickTable known = tables.get(model.name());
      boolean fits = known != null && model.holdsEntriesOf(known.model());
      declared.put(model.name(), known != null && fits ? known : new StickTable(model, clock));
    }
    return declared;
  }

  /**
   * The configuration is in use from now on. Tables that it does not declare are forgotten; streams
   * of older generations keep them as long as they last.
   */
  public void commit(List<StickTableModel> models, Map<String, StickTable> declared) {
    for (StickTableModel model : models) {
      StickTable table = declared.get(model.name());
      if (table != null) {
        table.model(model);
      }
    }
    tables = declared;
  }

  /** The tables of the newest configuration. */
  public Collection<StickTable> all() {
    return tables.values();
  }
}
