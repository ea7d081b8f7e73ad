package io.jhaproxy.core.runtime;

import io.jhaproxy.core.stats.StatColumns;
import io.jhaproxy.core.stats.StatRow;
import io.jhaproxy.core.stats.StatsCsv;
import io.jhaproxy.core.stats.StatsView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    StatsView view = call.view().stats();
    Selection selection = selection(call, view);
    boolean up = call.words().contains("up");
    boolean noMaintenance = call.words().contains("no-maint");
    StatsCsv csv = new StatsCsv(call.session().level() != Level.USER);
    List<StatRow> rows = new ArrayList<>();
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
          .forEach(rows::add);
    }
    ValueFormat format = ValueFormat.of(call.words(), 2);
    switch (format.style()) {
      case PLAIN -> {
        call.print(StatsCsv.header());
        rows.forEach(row -> call.print(StatsCsv.line(row)));
      }
      case TYPED -> rows.forEach(row -> call.print(typed(row, format.describes())));
      case JSON -> call.print(json(rows) + "\n");
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

  private static String typed(StatRow row, boolean describes) {
    StringBuilder text = new StringBuilder();
    List<String> names = StatColumns.names();
    for (int i = 0; i < names.size(); i++) {
      String value = row.values().get(names.get(i));
      if (value == null) {
        continue;
      }
      StatColumns.Tags tags = StatColumns.tags(names.get(i), row.kind());
      text.append(row.kind().letter()).append('.').append(row.proxyId()).append('.');
      text.append(row.id()).append('.').append(i).append('.').append(names.get(i));
      text.append(".1:").append(tags.letters()).append(':').append(tags.type()).append(':');
      text.append(value);
      if (describes) {
        text.append(":\"").append(StatColumns.description(names.get(i))).append('"');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String json(List<StatRow> rows) {
    StringBuilder text = new StringBuilder("[");
    List<String> names = StatColumns.names();
    for (StatRow row : rows) {
      text.append(text.length() == 1 ? "[" : ",[");
      boolean first = true;
      for (int i = 0; i < names.size(); i++) {
        String value = row.values().get(names.get(i));
        if (value != null) {
          StatColumns.Tags tags = StatColumns.tags(names.get(i), row.kind());
          text.append(first ? "" : ",").append("{\"objType\":\"").append(row.kind().title());
          text.append("\",\"proxyId\":").append(row.proxyId());
          text.append(",\"id\":").append(row.id()).append(',');
          text.append(Json.field(i, names.get(i), tags.letters(), tags.type(), value)).append('}');
          first = false;
        }
      }
      text.append(']');
    }
    return text.append(']').toString();
  }
}
