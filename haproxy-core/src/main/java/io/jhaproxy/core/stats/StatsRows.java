package io.jhaproxy.core.stats;

import static io.jhaproxy.core.stats.StatsCells.ago;
import static io.jhaproxy.core.stats.StatsCells.blanks;
import static io.jhaproxy.core.stats.StatsCells.cell;
import static io.jhaproxy.core.stats.StatsCells.centred;
import static io.jhaproxy.core.stats.StatsCells.duration;
import static io.jhaproxy.core.stats.StatsCells.limit;
import static io.jhaproxy.core.stats.StatsCells.resets;
import static io.jhaproxy.core.stats.StatsCells.times;
import static io.jhaproxy.core.stats.StatsCells.title;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables of the page: one per proxy, with rows for frontend, listeners, servers, backend. */
final class StatsRows {
  private static final String HEADS =
      "<tr class=\"titre\"><th rowspan=\"2\"></th><th rowspan=\"2\"></th><th colspan=\"3\">Queue</th>"
          + "<th colspan=\"3\">Session rate</th><th colspan=\"6\">Sessions</th>"
          + "<th colspan=\"2\">Bytes</th><th colspan=\"2\">Denied</th><th colspan=\"3\">Errors</th>"
          + "<th colspan=\"2\">Warnings</th><th colspan=\"9\">Server</th></tr>\n<tr class=\"titre\">"
          + ("<th>Cur<th>Max<th>Limit<th>Cur<th>Max<th>Limit<th>Cur<th>Max<th>Limit<th>Total<th>LbTot"
                  + "<th>Last<th>In<th>Out<th>Req<th>Resp<th>Req<th>Conn<th>Resp<th>Retr<th>Redis"
                  + "<th>Status<th>LastChk<th>Wght<th>Act<th>Bck<th>Chk<th>Dwn<th>Dwntme<th>Thrtle")
              .replaceAll("<th>([A-Za-z]+)", "<th>$1</th>")
          + "</tr>\n";

  private static final String[][] ACTIONS = {
    {"", ""},
    {"ready", "Set state to READY"},
    {"drain", "Set state to DRAIN"},
    {"maint", "Set state to MAINT"},
    {"dhlth", "Health: disable checks"},
    {"ehlth", "Health: enable checks"},
    {"hrunn", "Health: force UP"},
    {"hnolb", "Health: force NOLB"},
    {"hdown", "Health: force DOWN"},
    {"dagent", "Agent: disable checks"},
    {"eagent", "Agent: enable checks"},
    {"arunn", "Agent: force UP"},
    {"adown", "Agent: force DOWN"},
    {"shutdown", "Kill Sessions"}
  };

  private final boolean legends;
  private final boolean hideDown;
  private final boolean admin;

  StatsRows(boolean legends, boolean hideDown, boolean admin) {
    this.legends = legends;
    this.hideDown = hideDown;
    this.admin = admin;
  }

  /** Writes the table of a proxy. */
  void proxy(StatsView.Proxy proxy, StringBuilder page) {
    boolean form = admin && proxy.backend() != null && !proxy.servers().isEmpty();
    String name = StatsHtml.escape(proxy.name());
    page.append(form ? "<form method=\"post\">" : "").append("<table class=\"tbl\"><caption>");
    page.append("<a class=\"px\" name=\"").append(name).append("\" href=\"#").append(name);
    page.append('"').append(title(proxyLegend(proxy))).append('>').append(name).append("</a>");
    String description = proxy.description();
    if (description != null) {
      page.append("<span class=\"desc\">").append(StatsHtml.escape(description)).append("</span>");
    }
    page.append("</caption>\n").append(HEADS);
    StatsView.Frontend frontend = proxy.frontend();
    if (frontend != null) {
      frontend(proxy, frontend, page);
      for (StatsView.Listener listener : proxy.listeners()) {
        if (proxy.socketStats()) {
          listener(proxy, listener, page);
        }
      }
    }
    for (ServerView server : proxy.servers()) {
      if (!hideDown || server.usable()) {
        server(proxy, server, form, page);
      }
    }
    StatsView.Backend backend = proxy.backend();
    if (backend != null) {
      backend(proxy, backend, page);
    }
    page.append("</table>\n");
    if (form) {
      form(proxy, page);
    }
  }

  private static void form(StatsView.Proxy proxy, StringBuilder page) {
    page.append("Action for the checked servers: <select name=\"action\">");
    for (String[] action : ACTIONS) {
      page.append("<option value=\"").append(action[0]).append("\">").append(action[1]);
      page.append("</option>");
    }
    page.append("</select><input type=\"hidden\" name=\"b\" value=\"#").append(proxy.id());
    page.append("\"> <input type=\"submit\" value=\"Apply\"></form>\n<p>\n");
  }

  private @Nullable String proxyLegend(StatsView.Proxy proxy) {
    if (!legends) {
      return null;
    }
    StatsView.Backend backend = proxy.backend();
    String text = "mode: " + proxy.mode() + ", id: " + proxy.id();
    if (backend != null && backend.balances()) {
      text += ", algorithm: " + backend.algorithm();
      text += backend.cookie() == null ? "" : ", cookie: '" + backend.cookie() + "'";
    }
    return text;
  }

  private static void name(
      StringBuilder page, StatsView.Proxy proxy, String anchor, String name, @Nullable String tip) {
    String target = StatsHtml.escape(proxy.name() + "/" + anchor);
    page.append("<td class=\"ac\"").append(title(tip)).append("><a name=\"").append(target);
    page.append("\" href=\"#").append(target).append("\">").append(StatsHtml.escape(name));
    page.append("</a></td>");
  }

  private static String responses(ProxyCounters c) {
    return "HTTP requests: %d; responses 1xx: %d, 2xx: %d, 3xx: %d, 4xx: %d, 5xx: %d, other: %d; intercepted: %d; connections: %d; reused: %d; failed rewrites: %d; internal errors: %d"
        .formatted(
            c.reqTot,
            c.hrsp1xx,
            c.hrsp2xx,
            c.hrsp3xx,
            c.hrsp4xx,
            c.hrsp5xx,
            c.hrspOther,
            c.intercepted,
            c.connTot + c.connect,
            c.reuse,
            c.wrew,
            c.eint);
  }

  private void frontend(StatsView.Proxy proxy, StatsView.Frontend frontend, StringBuilder page) {
    ProxyCounters c = new ProxyCounters();
    frontend.counters(c);
    page.append("<tr class=\"frontend\"><td></td>");
    name(page, proxy, "Frontend", "Frontend", null);
    blanks(page, 3);
    cell(
        page,
        frontend.sessionRate(),
        "connections: "
            + frontend.connectionRate()
            + "/s, requests: "
            + frontend.requestRate()
            + "/s");
    cell(
        page,
        frontend.sessionRateMax(),
        "connections: "
            + frontend.connectionRateMax()
            + "/s, requests: "
            + frontend.requestRateMax()
            + "/s");
    cell(page, limit(frontend.sessionRateLimit()));
    cell(page, c.scur);
    cell(page, c.smax);
    cell(page, frontend.sessionLimit());
    cell(page, c.stot, responses(c));
    blanks(page, 2);
    bytes(page, c);
    cell(page, c.ereq);
    blanks(page, 4);
    centred(page, StatsHtml.escape(frontend.status()), null);
    page.append("<td colspan=\"8\"></td></tr>\n");
  }

  private static void bytes(StringBuilder page, ProxyCounters c) {
    cell(page, c.bin);
    cell(page, c.bout, "compressed: " + c.compIn + " to " + c.compOut + ", bypassed: " + c.compByp);
    cell(page, c.dreq);
    cell(page, c.dresp);
  }

  private void listener(StatsView.Proxy proxy, StatsView.Listener listener, StringBuilder page) {
    ProxyCounters c = new ProxyCounters();
    listener.counters(c);
    page.append("<tr class=\"socket\"><td></td>");
    name(
        page,
        proxy,
        "+" + listener.name(),
        listener.name(),
        legends ? listener.address() + ", id: " + listener.id() : null);
    blanks(page, 6);
    cell(page, c.scur);
    cell(page, c.smax);
    cell(page, listener.sessionLimit());
    cell(page, c.stot);
    blanks(page, 2);
    cell(page, c.bin);
    cell(page, c.bout);
    cell(page, c.dreq);
    cell(page, c.dresp);
    cell(page, c.ereq);
    blanks(page, 4);
    centred(page, StatsHtml.escape(listener.status()), null);
    page.append("<td colspan=\"8\"></td></tr>\n");
  }

  private void backend(StatsView.Proxy proxy, StatsView.Backend backend, StringBuilder page) {
    ProxyCounters c = new ProxyCounters();
    backend.counters(c);
    page.append("<tr class=\"backend\"><td></td>");
    name(page, proxy, "Backend", "Backend", proxyLegend(proxy));
    cell(page, c.qcur);
    cell(page, backend.queueMax());
    blanks(page, 1);
    cell(page, backend.sessionRate());
    cell(page, backend.sessionRateMax());
    blanks(page, 1);
    cell(page, c.scur);
    cell(page, c.smax);
    cell(page, backend.sessionLimit());
    cell(
        page,
        c.stot,
        responses(c) + times(backend.averages(), c.qtimeMax, c.ctimeMax, c.rtimeMax, c.ttimeMax));
    cell(page, c.lbtot);
    cell(page, ago(backend.lastSessionSeconds()));
    bytes(page, c);
    blanks(page, 1);
    cell(page, c.econ);
    cell(page, c.eresp, resets(c.cliAbrt, c.srvAbrt));
    cell(page, c.wretr);
    cell(page, c.wredis);
    centred(
        page,
        duration(backend.lastChangeSeconds()) + " " + StatsHtml.escape(backend.status()),
        null);
    blanks(page, 1);
    centred(page, backend.weight() + "/" + backend.userWeight(), null);
    centred(page, String.valueOf(backend.activeServers()), null);
    centred(page, String.valueOf(backend.backupServers()), null);
    blanks(page, 1);
    cell(page, backend.downTransitions());
    cell(page, backend.balances() ? duration(backend.downtimeSeconds()) : "");
    page.append("<td></td></tr>\n");
  }

  private void server(StatsView.Proxy proxy, ServerView server, boolean form, StringBuilder page) {
    ServerCounters c = new ServerCounters();
    server.counters(c);
    page.append("<tr class=\"").append(colour(server)).append("\"><td>");
    if (form) {
      page.append("<input type=\"checkbox\" name=\"s\" value=\"");
      page.append(StatsHtml.escape(server.name())).append("\">");
    }
    page.append("</td>");
    String cookie = server.cookie();
    String tip =
        server.address()
            + ", id: "
            + server.id()
            + (cookie == null ? "" : ", cookie: '" + cookie + "'");
    name(page, proxy, server.name(), server.name(), legends ? tip : null);
    cell(page, c.qcur);
    cell(page, server.queueMax());
    cell(page, limit(server.queueLimit()));
    cell(page, server.sessionRate());
    cell(page, server.sessionRateMax());
    blanks(page, 1);
    cell(page, c.scur, connections(server));
    cell(page, c.smax);
    cell(page, limit(server.sessionLimit()));
    cell(
        page,
        c.stot,
        responses(c) + times(server.averages(), c.qtimeMax, c.ctimeMax, c.rtimeMax, c.ttimeMax));
    cell(page, c.lbtot);
    cell(page, ago(server.lastSessionSeconds()));
    cell(page, c.bin);
    cell(page, c.bout);
    blanks(page, 1);
    cell(page, c.dresp);
    blanks(page, 1);
    cell(page, c.econ);
    cell(page, c.eresp, resets(c.cliAbrt, c.srvAbrt));
    cell(page, c.wretr);
    cell(page, c.wredis);
    state(server, page);
  }

  private static String responses(ServerCounters c) {
    return "HTTP requests: %d; responses 1xx: %d, 2xx: %d, 3xx: %d, 4xx: %d, 5xx: %d, other: %d; new connections: %d; reused: %d; failed rewrites: %d; internal errors: %d"
        .formatted(
            c.reqTot,
            c.hrsp1xx,
            c.hrsp2xx,
            c.hrsp3xx,
            c.hrsp4xx,
            c.hrsp5xx,
            c.hrspOther,
            c.connect,
            c.reuse,
            c.wrew,
            c.eint);
  }

  private static String connections(ServerView server) {
    return "used connections: %d, idle: %d (safe: %d), needed: %d"
        .formatted(
            server.usedConnections(),
            server.idleConnections(),
            server.safeIdleConnections(),
            server.neededConnections());
  }

  private static void state(ServerView server, StringBuilder page) {
    ServerView.Check check = server.check();
    String status = StatsHtml.escape(server.status());
    boolean unchecked = server.health() == ServerView.Health.NO_CHECK;
    centred(
        page,
        unchecked ? "<i>" + status + "</i>" : duration(server.lastChangeSeconds()) + " " + status,
        server.tracked() == null ? null : "via " + server.tracked());
    if (check == null) {
      blanks(page, 1);
    } else {
      centred(
          page,
          lastCheck(check),
          check.description() + (check.lastOutput() == null ? "" : ": " + check.lastOutput()));
    }
    centred(page, server.weight() + "/" + server.userWeight(), null);
    centred(page, server.backup() ? "-" : "Y", null);
    centred(page, server.backup() ? "Y" : "-", null);
    failures(server, check, page);
    cell(page, check == null ? null : check.downTransitions());
    cell(page, check == null ? null : duration(server.downtimeSeconds()));
    long throttle = server.throttlePercent();
    centred(page, throttle == StatsView.NONE ? "-" : throttle + " %", null);
    page.append("</tr>\n");
  }

  private static void failures(
      ServerView server, ServerView.@Nullable Check check, StringBuilder page) {
    long analyses = server.analysisFailures();
    if (check == null) {
      cell(page, null);
    } else if (analyses == StatsView.NONE) {
      cell(page, check.failures(), "Failed health checks");
    } else {
      cell(page, check.failures() + "/" + analyses, "Failed health checks/health analyses");
    }
  }

  private static String lastCheck(ServerView.Check check) {
    String text = (check.running() ? "* " : "") + check.status();
    if (check.code() != StatsView.NONE) {
      text += "/" + check.code();
    }
    if (check.durationMillis() != StatsView.NONE) {
      text += " in " + check.durationMillis() + "ms";
    }
    return StatsHtml.escape(text);
  }

  private static String colour(ServerView server) {
    String side = server.backup() ? "backup_" : "active_";
    return switch (server.health()) {
      case MAINT -> "maintain";
      case DRAIN -> side + "draining";
      default -> side + server.health().name().toLowerCase(Locale.ROOT);
    };
  }
}
