package io.jhaproxy.core.stats;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The admin form's POST: fields {@code s} (server, repeated), {@code b} (backend's name or {@code
 * #id}) and {@code action}. The result is the code that the redirect carries in {@code ;st=}.
 */
final class StatsAdmin {
  /** Everything was done. */
  static final String DONE = "DONE";

  /** There was nothing to do. */
  static final String NONE = "NONE";

  /** Some servers were not found or refused. */
  static final String PARTIAL = "PART";

  /** A field is wrong. */
  static final String PARAMETER = "ERRP";

  /** The admin level is not granted. */
  static final String DENIED = "DENY";

  /** The form was too large. */
  static final String EXCEEDED = "EXCP";

  private static final Map<String, StatsView.Admin.Operation> OPERATIONS =
      Map.ofEntries(
          Map.entry("ready", StatsView.Admin.Operation.READY),
          Map.entry("drain", StatsView.Admin.Operation.DRAIN),
          Map.entry("maint", StatsView.Admin.Operation.MAINT),
          Map.entry("dhlth", StatsView.Admin.Operation.DISABLE_HEALTH),
          Map.entry("ehlth", StatsView.Admin.Operation.ENABLE_HEALTH),
          Map.entry("hrunn", StatsView.Admin.Operation.HEALTH_UP),
          Map.entry("hnolb", StatsView.Admin.Operation.HEALTH_NOLB),
          Map.entry("hdown", StatsView.Admin.Operation.HEALTH_DOWN),
          Map.entry("dagent", StatsView.Admin.Operation.DISABLE_AGENT),
          Map.entry("eagent", StatsView.Admin.Operation.ENABLE_AGENT),
          Map.entry("arunn", StatsView.Admin.Operation.AGENT_UP),
          Map.entry("adown", StatsView.Admin.Operation.AGENT_DOWN),
          Map.entry("shutdown", StatsView.Admin.Operation.SHUTDOWN_SESSIONS),
          // Forms of HAProxy 1.4 and scripts written for them.
          Map.entry("disable", StatsView.Admin.Operation.MAINT),
          Map.entry("enable", StatsView.Admin.Operation.READY),
          Map.entry("stop", StatsView.Admin.Operation.DRAIN),
          Map.entry("start", StatsView.Admin.Operation.READY));

  private StatsAdmin() {}

  /** Applies the form to the view; returns the result's code. */
  static String apply(StatsView view, String form) {
    List<String> servers = new ArrayList<>();
    String backend = "";
    String action = "";
    for (String field : form.strip().split("&")) {
      int equals = field.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String value = decode(field.substring(equals + 1));
      switch (field.substring(0, equals)) {
        case "s" -> servers.add(value);
        case "b" -> backend = value;
        case "action" -> action = value;
        default -> {}
      }
    }
    if (servers.isEmpty() || action.isEmpty() || backend.isEmpty()) {
      return NONE;
    }
    StatsView.Proxy proxy = find(view, backend);
    StatsView.Admin.Operation operation = OPERATIONS.get(action);
    if (proxy == null || operation == null) {
      return PARAMETER;
    }
    return apply(view, proxy, servers, operation);
  }

  private static String apply(
      StatsView view,
      StatsView.Proxy proxy,
      List<String> servers,
      StatsView.Admin.Operation operation) {
    int found = 0;
    int done = 0;
    for (String name : servers) {
      for (ServerView server : proxy.servers()) {
        if (server.name().equals(name)) {
          found++;
          done += view.admin().apply(server, operation) ? 1 : 0;
        }
      }
    }
    if (found == 0) {
      return PARAMETER;
    }
    if (found < servers.size()) {
      return PARTIAL;
    }
    return done > 0 ? DONE : NONE;
  }

  private static StatsView.@Nullable Proxy find(StatsView view, String backend) {
    for (StatsView.Proxy proxy : view.proxies()) {
      boolean named = proxy.name().equals(backend) || backend.equals("#" + proxy.id());
      if (proxy.backend() != null && named) {
        return proxy;
      }
    }
    return null;
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
