package io.jhaproxy.core.generation;

import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.table.StickTable;
import io.jhaproxy.core.table.TableRegistry;

/**
 * Takes expired entries out of stick tables, so that their memory serves others. An entry that has
 * expired is not found before that either.
 */
final class TableSweep extends Timer {
  private static final long INTERVAL = 500;

  private final Worker worker;
  private final TableRegistry tables;

  TableSweep(Worker worker, TableRegistry tables) {
    this.worker = worker;
    this.tables = tables;
  }

  /** Begins; where there are no tables nothing is done. After a reload again. */
  void start() {
    if (!tables.all().isEmpty()) {
      worker.execute(() -> worker.schedule(this, INTERVAL));
    }
  }

  @Override
  protected void expire() {
    for (StickTable table : tables.all()) {
      table.expire(table.now());
    }
    if (!tables.all().isEmpty()) {
      worker.schedule(this, INTERVAL);
    }
  }
}
