package io.jhaproxy.core.stats;

import io.jhaproxy.core.acl.Test;
import io.jhaproxy.core.sample.AuthFetches;
import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The statistics page of one proxy: decides whether a request is for it and writes complete HTTP
 * answers (HTML, CSV, JSON, redirects after admin actions, 401). Immutable; used on any worker.
 */
public final class StatsPage {
  private static final String UNAUTHORIZED =
      "<html><body><h1>401 Unauthorized</h1>\n"
          + "You need a valid user and password to access this content.\n"
          + "</body></html>\n";

  private final StatsModel model;
  private final String ownProxy;
  private final Test admin;

  /**
   * Creates a page.
   *
   * @param ownProxy name of the proxy it belongs to (scope ".")
   * @param admin condition of "stats admin", {@link Test#FALSE} without one
   */
  public StatsPage(StatsModel model, String ownProxy, Test admin) {
    this.model = model;
    this.ownProxy = ownProxy;
    this.admin = admin;
  }

  /** True if the request's target starts with the page's URI and its method is one of ours. */
  public boolean accepts(SampleContext request) {
    Slice part = new Slice();
    if (!model.enabled() || !request.requestUri(part) || !part.toString().startsWith(model.uri())) {
      return false;
    }
    return request.requestMethod(part) && List.of("GET", "HEAD", "POST").contains(part.toString());
  }

  /** True if the whole body is needed before {@link #answer}. */
  public boolean needsBody(SampleContext request) {
    return isMethod(request, "POST");
  }

  private static boolean isMethod(SampleContext request, String method) {
    Slice part = new Slice();
    return request.requestMethod(part) && part.toString().equals(method);
  }

  /** Writes the complete answer, status line to body. */
  public void answer(SampleContext request, StatsView view, ByteBuf out) {
    boolean bodyWanted = !isMethod(request, "HEAD");
    if (!authenticated(request)) {
      unauthorized(bodyWanted, out);
      return;
    }
    Slice part = new Slice();
    String target = request.requestUri(part) ? part.toString() : model.uri();
    StatsRequest options = StatsRequest.parse(model.uri(), target);
    boolean administrator = admin.holds(request);
    if (isMethod(request, "POST")) {
      String result = StatsAdmin.DENIED;
      if (administrator) {
        boolean whole = !request.requestBody(part) || part.length() >= request.requestBodySize();
        String form = request.requestBody(part) ? part.toString() : "";
        result = whole ? StatsAdmin.apply(view, form) : StatsAdmin.EXCEEDED;
      }
      redirect(options, result, out);
      return;
    }
    ByteBuf body = Unpooled.buffer(64 * 1024);
    switch (options.form()) {
      case HTML ->
          new StatsHtml(model, options, view, administrator).write(shown(options, view), body);
      case CSV -> csv(options, view, body);
      case JSON -> text(body, StatsTyped.json(rows(options, view)));
      case JSON_SCHEMA -> text(body, JsonSchema.TEXT);
      case TYPED -> rows(options, view).forEach(row -> text(body, StatsTyped.line(row, false)));
      case LIVE -> LivePage.write(body);
    }
    head(options, bodyWanted ? body.readableBytes() : -1, out);
    if (bodyWanted) {
      out.writeBytes(body);
    }
    body.release();
  }

  private boolean authenticated(SampleContext request) {
    if (model.users().isEmpty()) {
      return true;
    }
    HeaderTable headers = request.requestHeaders();
    String[] pair = headers == null ? null : AuthFetches.credentials(headers);
    if (pair == null) {
      return false;
    }
    boolean right = false;
    for (StatsModel.User user : model.users()) {
      // No early end: the time must not tell which part was wrong.
      right |= equal(user.name(), pair[0]) & equal(user.password(), pair[1]);
    }
    return right;
  }

  private static boolean equal(String expected, String given) {
    return java.security.MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.ISO_8859_1),
        given.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void unauthorized(boolean bodyWanted, ByteBuf out) {
    text(
        out,
        "HTTP/1.1 401 Unauthorized\r\ncontent-length: "
            + UNAUTHORIZED.length()
            + "\r\ncache-control: no-cache\r\ncontent-type: text/html\r\n"
            + "www-authenticate: Basic realm=\""
            + model.realm()
            + "\"\r\n\r\n"
            + (bodyWanted ? UNAUTHORIZED : ""));
  }

  private void redirect(StatsRequest options, String result, ByteBuf out) {
    text(
        out,
        "HTTP/1.1 303 See Other\r\ncache-control: no-cache\r\ncontent-type: text/plain\r\n"
            + "content-length: 0\r\nlocation: "
            + model.uri()
            + ";st="
            + result
            + options.link(options.hideDown(), options.noRefresh()).substring(model.uri().length())
            + "\r\n\r\n");
  }

  /** The head of a page; a length of -1 is not told, as the reference does for HEAD. */
  private void head(StatsRequest options, int length, ByteBuf out) {
    StringBuilder lines = new StringBuilder("HTTP/1.1 200 OK\r\ncache-control: no-cache\r\n");
    lines.append("content-type: ").append(options.form().contentType()).append("\r\n");
    if (model.refreshSeconds() > 0
        && !options.noRefresh()
        && options.form() != StatsRequest.Form.LIVE) {
      lines.append("refresh: ").append(model.refreshSeconds()).append("\r\n");
    }
    if (length >= 0) {
      lines.append("content-length: ").append(length).append("\r\n");
    }
    lines.append("\r\n");
    text(out, lines.toString());
  }

  /** The proxies that "stats scope" and the request's scope let through. */
  private List<StatsView.Proxy> shown(StatsRequest options, StatsView view) {
    List<StatsView.Proxy> shown = new ArrayList<>();
    for (StatsView.Proxy proxy : view.proxies()) {
      boolean configured =
          model.scopes().isEmpty()
              || model.scopes().contains(proxy.name())
              || (model.scopes().contains(".") && proxy.name().equals(ownProxy));
      if (configured && proxy.name().contains(options.scope())) {
        shown.add(proxy);
      }
    }
    return shown;
  }

  private void csv(StatsRequest options, StatsView view, ByteBuf body) {
    StatsCsv.header(body);
    StatsCsv csv = new StatsCsv(model.showLegends());
    for (StatsView.Proxy proxy : shown(options, view)) {
      csv.proxy(proxy, options.hideDown(), body);
    }
  }

  private List<StatRow> rows(StatsRequest options, StatsView view) {
    StatsCsv csv = new StatsCsv(model.showLegends());
    List<StatRow> rows = new ArrayList<>();
    for (StatsView.Proxy proxy : shown(options, view)) {
      rows.addAll(csv.rows(proxy, server -> !options.hideDown() || server.usable()));
    }
    return rows;
  }

  static void text(ByteBuf out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
