package io.jhaproxy.core.stats;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The HTML page: frame, facts about the process, tables of proxies, admin forms. */
final class StatsHtml {
  private static final String STYLE =
      """
      body{font:12px arial,helvetica,sans-serif;color:#000;background:#fff}
      h1{font-size:x-large;margin-bottom:.4em}h2{font-size:large;font-style:italic;color:#602090;margin:0}
      h3{font-size:16px;color:#a03;background:#eee8d8;margin:0}
      table.tbl{border-collapse:collapse;width:100%;font-size:10px;margin-bottom:1em}
      .tbl td,.tbl th{border:1px solid gray;padding:2px 3px;white-space:nowrap}
      .tbl td{text-align:right}.tbl td.ac{text-align:center}
      .tbl caption{text-align:left}.px{display:inline-block;background:#a03;color:#ff4;font-weight:bold;padding:2px 6px}
      .desc{padding-left:1em;font-size:11px}
      .titre{background:#2cc}.frontend,.backend{background:#eee8d8}.socket{background:#d4d4d4}
      .active_up{background:#c0ffc0}.active_going_down{background:#ffffa0}.active_going_up{background:#ffd020}
      .active_down,.backup_down{background:#ff9090}.active_draining{background:#20a0ff}
      .active_no_check,.backup_no_check{background:#e0e0e0}
      .backup_up{background:#b0d0ff}.backup_going_down{background:#c060ff}.backup_going_up{background:#ff80ff}
      .backup_draining{background:#cc9900}.maintain{background:#c07820}
      .note{background:#ff8;border:2px solid #880;padding:4px;margin:6px 0;display:inline-block}
      .legend span{padding:2px 8px;margin-right:4px}
      """;

  private final StatsModel model;
  private final StatsRequest request;
  private final StatsView view;
  private final boolean admin;

  StatsHtml(StatsModel model, StatsRequest request, StatsView view, boolean admin) {
    this.model = model;
    this.request = request;
    this.view = view;
    this.admin = admin;
  }

  /** Writes the page. */
  void write(List<StatsView.Proxy> proxies, ByteBuf out) {
    StringBuilder page = new StringBuilder(32 * 1024);
    String node = model.node().isEmpty() ? view.process().node() : model.node();
    String on = model.showNode() ? " on " + escape(node) : "";
    page.append("<!DOCTYPE html>\n<html><head><title>Statistics Report for HAProxy").append(on);
    page.append("</title>\n<meta charset=\"iso-8859-1\">\n<link rel=\"icon\" href=\"data:,\">\n");
    page.append("<style>\n").append(STYLE).append("</style></head>\n<body><h1>HAProxy");
    if (!model.hideVersion()) {
      page.append(" version ").append(escape(view.process().version()));
      page.append(", released ").append(escape(view.process().releaseDate()));
    }
    page.append("</h1>\n<h2>Statistics Report for pid ").append(view.process().pid()).append(on);
    page.append(description()).append("</h2>\n<hr>\n");
    process(page);
    result(page);
    StatsRows rows = new StatsRows(model.showLegends(), request.hideDown(), admin);
    for (StatsView.Proxy proxy : proxies) {
      rows.proxy(proxy, page);
    }
    page.append("</body></html>\n");
    out.writeBytes(page.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private String description() {
    if (!model.showDescription()) {
      return "";
    }
    String global = view.process().description();
    String text = model.description().isEmpty() ? global : model.description();
    return text == null ? "" : ": " + escape(text);
  }

  private void process(StringBuilder page) {
    StatsView.Process process = view.process();
    long memory = process.memoryLimitMegabytes();
    page.append("<h3>&gt; General process information</h3>\n<p><b>pid = </b> ");
    page.append(process.pid()).append(" (process #1, nbproc = 1, nbthread = ");
    page.append(process.threads()).append(")<br>\n<b>uptime = </b> ");
    page.append(uptime(process.uptimeSeconds()));
    page.append(process.stopping() ? " <b>stopping</b>" : "");
    page.append("<br>\n<b>system limits:</b> memmax = ");
    page.append(memory == 0 ? "unlimited" : memory + " MB").append("; ulimit-n = ");
    page.append(process.maxFileDescriptors()).append("<br>\n<b>maxsock = </b> ");
    page.append(process.maxSockets()).append("; <b>maxconn = </b> ");
    page.append(process.maxConnections()).append("; <b>maxpipes = </b> ");
    page.append(process.maxPipes()).append("<br>\ncurrent conns = ");
    page.append(process.connections()).append("; current pipes = ").append(process.pipes());
    page.append("/0; conn rate = ").append(process.connectionRate()).append("/sec; bit rate = ");
    page.append(bits(process.bitRate())).append("<br>\nRunning tasks: ");
    page.append(process.runningTasks()).append('/').append(process.tasks()).append("; idle = ");
    page.append(process.idlePercent()).append(" %</p>\n");
    legend(page);
    links(page);
  }

  private static void legend(StringBuilder page) {
    String[][] entries = {
      {"active_up", "active UP"},
      {"backup_up", "backup UP"},
      {"active_going_down", "active UP, going down"},
      {"backup_going_down", "backup UP, going down"},
      {"active_going_up", "active DOWN, going up"},
      {"backup_going_up", "backup DOWN, going up"},
      {"active_down", "active or backup DOWN"},
      {"active_no_check", "not checked"},
      {"maintain", "DOWN for maintenance (MAINT)"},
      {"active_draining", "soft stopped (DRAIN/NOLB: up, not balanced)"}
    };
    page.append("<p class=\"legend\">");
    for (String[] entry : entries) {
      page.append("<span class=\"")
          .append(entry[0])
          .append("\">")
          .append(entry[1])
          .append("</span>");
    }
    page.append("</p>\n");
  }

  private void links(StringBuilder page) {
    boolean up = request.hideDown();
    boolean still = request.noRefresh();
    page.append(
        "<form method=\"get\"><b>Display option:</b> Scope <input name=\"scope\" size=\"8\"");
    page.append(" maxlength=\"20\" value=\"").append(escape(request.scope())).append("\">\n");
    link(page, request.link(!up, still), up ? "Show all servers" : "Hide 'DOWN' servers");
    if (model.refreshSeconds() > 0) {
      link(page, request.link(up, !still), still ? "Enable refresh" : "Disable refresh");
    }
    link(page, request.link(up, still), "Refresh now");
    link(page, request.prefix() + ";csv;norefresh", "CSV export");
    link(page, request.prefix() + ";json;norefresh", "JSON export");
    link(page, request.prefix() + ";live;norefresh", "Live page");
    page.append("</form>\n");
  }

  private static void link(StringBuilder page, String target, String text) {
    page.append("&bull; <a href=\"").append(escape(target)).append("\">").append(text);
    page.append("</a>\n");
  }

  private void result(StringBuilder page) {
    String text =
        switch (request.status()) {
          case StatsAdmin.DONE -> "The action was applied.";
          case StatsAdmin.NONE -> "Nothing was changed.";
          case StatsAdmin.PARTIAL -> "The action was applied to some of the servers only.";
          case StatsAdmin.PARAMETER -> "The action was not applied: a parameter is wrong.";
          case StatsAdmin.EXCEEDED -> "The action was not applied: the form is too large.";
          case StatsAdmin.DENIED -> "The action was denied.";
          case "" -> "";
          default -> "Unexpected result.";
        };
    if (!text.isEmpty()) {
      page.append("<p class=\"note\"><a href=\"");
      page.append(escape(request.link(request.hideDown(), request.noRefresh())));
      page.append("\" title=\"Remove this message\">[X]</a> <b>").append(text).append("</b></p>\n");
    }
  }

  private static String uptime(long seconds) {
    return "%dd %dh%02dm%02ds"
        .formatted(seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
  }

  private static String bits(long rate) {
    if (rate >= 1_000_000_000) {
      return "%d.%03d Gbps".formatted(rate / 1_000_000_000, rate / 1_000_000 % 1000);
    }
    if (rate >= 1_000_000) {
      return "%d.%03d Mbps".formatted(rate / 1_000_000, rate / 1000 % 1000);
    }
    return "%d.%03d kbps".formatted(rate / 1000, rate % 1000);
  }

  /** Text for HTML: nothing in it can open a tag or leave an attribute. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
