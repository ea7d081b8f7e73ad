package io.jhaproxy.core.stats;

import java.util.List;
import java.util.stream.Collectors;

/** Statistics with the type of each value, as lines and as JSON (management guide 9.1 and 9.3). */
public final class StatsTyped {
  private StatsTyped() {}

  /**
   * A line for each value of a row, with its tags and its type.
   *
   * @param describes whether a description follows each value
   */
  public static String line(StatRow row, boolean describes) {
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

  /** The rows as JSON, as {@link JsonSchema} describes it. */
  public static String json(List<StatRow> rows) {
    return rows.stream().map(StatsTyped::json).collect(Collectors.joining(",", "[", "]"));
  }

  /** One of the rows of {@link #json(List)}. */
  public static String json(StatRow row) {
    StringBuilder text = new StringBuilder("[");
    List<String> names = StatColumns.names();
    for (int i = 0; i < names.size(); i++) {
      String value = row.values().get(names.get(i));
      if (value != null) {
        StatColumns.Tags tags = StatColumns.tags(names.get(i), row.kind());
        text.append(text.length() == 1 ? "" : ",").append("{\"objType\":\"");
        text.append(row.kind().title()).append("\",\"proxyId\":").append(row.proxyId());
        text.append(",\"id\":").append(row.id()).append(',');
        text.append(Json.field(i, names.get(i), tags.letters(), tags.type(), value)).append('}');
      }
    }
    return text.append(']').toString();
  }
}
