package io.jhaproxy.core.runtime;

import io.jhaproxy.core.stats.ServerView;
import io.jhaproxy.core.stats.StatColumns;
import io.jhaproxy.core.stats.StatRow;
import io.jhaproxy.core.stats.StatsCsv;
import io.jhaproxy.core.stats.StatsView;
import io.jhaproxy.core.table.StickTable;
import io.jhaproxy.core.table.StickTableModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of the process in the text format of Prometheus, version 0.0.4: HAProxy's names, labels
 * and order. What the HELP lines say is worded here.
 */
public final class PrometheusText {
  private static final List<String> STATES = List.of("DOWN", "UP", "MAINT", "DRAIN", "NOLB");
  private static final List<String> CHECKS =
      List.of(
          ("HANA SOCKERR L4OK L4TOUT L4CON L6OK L6TOUT L6RSP L7TOUT L7RSP L7OK L7OKC L7STS PROCERR"
                  + " PROCTOUT PROCOK")
              .split(" "));
  private static final List<String> CODES = List.of("1xx", "2xx", "3xx", "4xx", "5xx", "other");

  private final RuntimeView view;
  private final boolean withMaintenance;
  private final StringBuilder out = new StringBuilder();

  /** One proxy or server with its labels and its values by column. */
  private record Source(
      String labels, boolean http, Map<String, String> values, List<ServerView> servers) {}

  /**
   * Makes a writer.
   *
   * @param withMaintenance whether servers in maintenance are told ({@code no-maint} says no)
   */
  public PrometheusText(RuntimeView view, boolean withMaintenance) {
    this.view = view;
    this.withMaintenance = withMaintenance;
  }

  /** What was written so far. */
  public String text() {
    return out.toString();
  }

  // -- scopes

  /** {@code scope=global}. */
  public void process() {
    Map<String, InfoField> byName = new HashMap<>();
    InfoField.all().forEach(field -> byName.put(field.name(), field));
    for (PrometheusMetrics.Metric metric : PrometheusMetrics.PROCESS) {
      InfoField field = byName.get(metric.column());
      head("process_" + metric.name(), metric, field == null ? "" : field.description());
      Object value = field == null ? null : field.value(view, false);
      if (metric.column().equals("Build info")) {
        sample("process_" + metric.name(), "{version=\"" + value + "\"}", "1");
      } else {
        sample("process_" + metric.name(), "", value == null ? "NaN" : String.valueOf(value));
      }
    }
  }

  /** {@code scope=frontend}. */
  public void frontends() {
    metrics("frontend_", PrometheusMetrics.FRONTEND, sources(StatRow.Kind.FRONTEND));
  }

  /** {@code scope=backend}. */
  public void backends() {
    metrics("backend_", PrometheusMetrics.BACKEND, sources(StatRow.Kind.BACKEND));
  }

  /** {@code scope=server}. */
  public void servers() {
    metrics("server_", PrometheusMetrics.SERVER, sources(StatRow.Kind.SERVER));
  }

  /** {@code scope=sticktable}; the last table of the configuration comes first. */
  public void stickTables() {
    List<StickTable> tables = new ArrayList<>(view.tables());
    Collections.reverse(tables);
    for (PrometheusMetrics.Metric metric : PrometheusMetrics.STICK_TABLE) {
      if (!tables.isEmpty()) {
        head("sticktable_" + metric.name(), metric, metric.column());
      }
      for (StickTable table : tables) {
        StickTableModel model = table.model();
        sample(
            "sticktable_" + metric.name(),
            "{name=\"" + model.name() + "\",type=\"" + model.type().word() + "\"}",
            String.valueOf(metric.name().equals("used") ? table.used() : model.size()));
      }
    }
  }

  private List<Source> sources(StatRow.Kind kind) {
    List<Source> found = new ArrayList<>();
    for (StatsView.Proxy proxy : view.stats().proxies()) {
      boolean http = proxy.mode().equals("http");
      List<ServerView> servers = new ArrayList<>(proxy.servers());
      for (StatRow row : new StatsCsv(false).rows(proxy, server -> true)) {
        if (row.kind() != kind) {
          continue;
        }
        String labels = "proxy=\"" + proxy.name() + "\"";
        if (kind == StatRow.Kind.SERVER) {
          if (!withMaintenance && state(row.values()).equals("MAINT")) {
            continue;
          }
          labels += ",server=\"" + row.values().get("svname") + "\"";
        }
        found.add(new Source(labels, http, row.values(), servers));
      }
    }
    return found;
  }

  // -- metrics

  private void metrics(String prefix, List<PrometheusMetrics.Metric> metrics, List<Source> from) {
    for (PrometheusMetrics.Metric metric : metrics) {
      String name = prefix + metric.name();
      List<Source> told = from.stream().filter(source -> !metric.http() || source.http()).toList();
      String column = metric.column();
      int before = out.length();
      head(name, metric, StatColumns.description(column.equals("hrsp") ? "hrsp_2xx" : column));
      int empty = out.length();
      switch (column) {
        case "status" -> told.forEach(source -> status(name, prefix, source));
        case "check_status" -> told.forEach(source -> checkStatus(name, source));
        case "hrsp" -> responses(name, told);
        case "agg_server_status", "agg_server_check_status" ->
            told.forEach(source -> servers(name, source));
        case "agg_check_status" -> told.forEach(source -> checks(name, source));
        default -> told.forEach(source -> number(name, metric, source));
      }
      if (out.length() == empty) {
        out.setLength(before);
      }
    }
  }

  private void head(String name, PrometheusMetrics.Metric metric, String words) {
    out.append("# HELP haproxy_").append(name).append(' ');
    out.append(words.isEmpty() ? metric.name().replace('_', ' ') : words).append('\n');
    out.append("# TYPE haproxy_").append(name).append(metric.counter() ? " counter" : " gauge");
    out.append('\n');
  }

  private void sample(String name, String labels, String value) {
    out.append("haproxy_").append(name).append(labels).append(' ').append(value).append('\n');
  }

  private void number(String name, PrometheusMetrics.Metric metric, Source source) {
    String column = metric.column();
    if (column.startsWith("check_") && !source.values().containsKey("check_status")) {
      return;
    }
    String value = source.values().get(column);
    if (metric.seconds()) {
      long millis = value == null || value.isEmpty() ? 0 : Long.parseLong(value);
      value = String.format(Locale.ROOT, "%.6f", millis / 1000.0);
    } else if (column.equals("check_code") && value == null) {
      value = "0";
    }
    sample(name, "{" + source.labels() + "}", value == null || value.isEmpty() ? "NaN" : value);
  }

  private void states(
      String name, Source source, List<String> states, Map<String, Integer> counts) {
    for (String state : states) {
      sample(
          name,
          "{" + source.labels() + ",state=\"" + state + "\"}",
          String.valueOf(counts.getOrDefault(state, 0)));
    }
  }

  private void status(String name, String prefix, Source source) {
    List<String> states = prefix.startsWith("server") ? STATES : STATES.subList(0, 2);
    states(name, source, states, Map.of(state(source.values()), 1));
  }

  private static String state(Map<String, String> values) {
    return state(values.getOrDefault("status", ""));
  }

  private static String state(String status) {
    for (String state : STATES) {
      if (status.startsWith(state)) {
        return state;
      }
    }
    return status.equals("STOP") || status.equals("PAUSED") ? "DOWN" : "UP";
  }

  private void checkStatus(String name, Source source) {
    String status = source.values().get("check_status");
    if (status != null) {
      states(name, source, CHECKS, Map.of(status.replace("* ", ""), 1));
    }
  }

  private void responses(String name, List<Source> from) {
    for (String code : CODES) {
      for (Source source : from) {
        sample(
            name,
            "{" + source.labels() + ",code=\"" + code + "\"}",
            source.values().getOrDefault("hrsp_" + code, "0"));
      }
    }
  }

  private void servers(String name, Source source) {
    if (!source.servers().isEmpty()) {
      Map<String, Integer> counts = new TreeMap<>();
      source.servers().forEach(server -> counts.merge(state(server.status()), 1, Integer::sum));
      states(name, source, STATES, counts);
    }
  }

  private void checks(String name, Source source) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (ServerView server : source.servers()) {
      ServerView.Check check = server.check();
      if (check != null && !server.status().startsWith("MAINT")) {
        counts.merge(check.status(), 1, Integer::sum);
      }
    }
    if (!source.servers().isEmpty()) {
      states(name, source, CHECKS, counts);
    }
  }
}
