package io.jhaproxy.core.runtime;

import io.jhaproxy.core.stats.StatRow;
import io.jhaproxy.core.stats.StatsCsv;
import io.jhaproxy.core.stats.StatsTyped;
import io.jhaproxy.core.stats.StatsView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code show stat} in its forms. */
final class StatCommands {
  private StatCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.user(
            "show stat",
            "show stat [desc|json|no-maint|typed|up]*",
            "counters of proxies and servers",
            StatCommands::stat));
  }

  /**
   * What {@code show stat <proxy> <kinds> <server>} selects; -1 stands for all.
   *
   * @param kinds sum of the bits of {@link StatRow.Kind}
   */
  private record Selection(int proxy, int kinds, int id) {
    boolean has(StatRow row) {
      boolean rightKind = (kinds & row.kind().bit()) != 0;
      return rightKind && (id == -1 || row.id() == 0 || row.id() == id) && backendOnly(row);
    }

    private boolean backendOnly(StatRow row) {
      return proxy == -1 || proxy == row.proxyId();
    }
  }

  private static void stat(Call call) throws RefusedException {
    call.view().catchUp();
    StatsView view = call.view().stats();
    Selection selection = selection(call, view);
    boolean up = call.words().contains("up");
    boolean noMaintenance = call.words().contains("no-maint");
    StatsCsv csv = new StatsCsv(call.session().level() != Level.USER);
    Consumer<StatRow> out = writer(call);
    for (StatsView.Proxy proxy : view.proxies()) {
      csv
          .rows(
              proxy,
              server ->
                  (!up || server.usable())
                      && (!noMaintenance || !server.status().startsWith("MAINT")))
          .stream()
          .filter(selection::has)
          .map(row -> up || noMaintenance ? withCounts(row, proxy) : row)
          .forEach(out);
    }
    if (ValueFormat.of(call.words(), 2).style() == ValueFormat.Style.JSON) {
      call.print("]\n");
    }
  }

  /** Prints each row as soon as it is known: there may be very many. */
  private static Consumer<StatRow> writer(Call call) {
    ValueFormat format = ValueFormat.of(call.words(), 2);
    switch (format.style()) {
      case PLAIN -> {
        call.print(StatsCsv.header());
        return row -> call.print(StatsCsv.line(row));
      }
      case TYPED -> {
        return row -> call.print(StatsTyped.line(row, format.describes()));
      }
      default -> {
        call.print("[");
        String[] between = {""};
        return row -> {
          call.print(between[0] + StatsTyped.json(row));
          between[0] = ",";
        };
      }
    }
  }

  /** Where servers may be missing, the backend says how many there are. */
  private static StatRow withCounts(StatRow row, StatsView.Proxy proxy) {
    StatsView.Backend backend = proxy.backend();
    if (row.kind() != StatRow.Kind.BACKEND || backend == null) {
      return row;
    }
    int usable = backend.activeServers() + backend.backupServers();
    String status = backend.status() + " (" + usable + "/" + proxy.servers().size() + ")";
    Map<String, String> values = new HashMap<>(row.values());
    values.put("status", status);
    return new StatRow(row.kind(), row.proxyId(), row.id(), values);
  }

  private static Selection selection(Call call, StatsView view) throws RefusedException {
    if (call.word(2).isEmpty() || call.word(3).isEmpty() || call.word(4).isEmpty()) {
      return new Selection(-1, -1, -1);
    }
    return new Selection(
        proxy(call.word(2), view), Numbers.leading(call.word(3)), Numbers.leading(call.word(4)));
  }

  private static int proxy(String word, StatsView view) throws RefusedException {
    if (Numbers.isWhole(word)) {
      return Numbers.leading(word);
    }
    for (StatsView.Proxy proxy : view.proxies()) {
      if (proxy.name().equals(word)) {
        return proxy.id();
      }
    }
    throw new RefusedException("No such proxy.");
  }
}
