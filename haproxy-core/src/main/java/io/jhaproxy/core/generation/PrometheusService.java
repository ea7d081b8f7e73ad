package io.jhaproxy.core.generation;

import io.jhaproxy.core.rule.RuleContext;
import io.jhaproxy.core.rule.Service;
import io.jhaproxy.core.runtime.PrometheusText;
import io.jhaproxy.core.runtime.RuntimeView;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code use-service prometheus-exporter}: the metrics of the process, all or those of a scope. */
final class PrometheusService implements Service {
  private static final byte[] NAME = ascii("<PROMEX>");
  private static final byte[] HEAD =
      ascii(
          "HTTP/1.1 200 OK\r\ncache-control: no-cache\r\n"
              + "content-type: text/plain; version=0.0.4\r\ntransfer-encoding: chunked\r\n\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
  private static final String REFUSED_BODY =
      "<html><body><h1>400 Bad request</h1>\n"
          + "Your browser sent an invalid request.\n</body></html>\n";
  private static final byte[] REFUSED =
      ascii(
          "HTTP/1.1 400 Bad request\r\ncontent-length: "
              + REFUSED_BODY.length()
              + "\r\ncache-control: no-cache\r\ncontent-type: text/html\r\n"
              + "connection: close\r\n\r\n"
              + REFUSED_BODY);

  private final RuntimeView view;

  PrometheusService(RuntimeView view) {
    this.view = view;
  }

  /** What may be asked for. */
  private enum Scope {
    GLOBAL,
    FRONTEND,
    BACKEND,
    SERVER,
    /** There are no metrics of listeners. */
    LISTENER,
    STICKTABLE
  }

  private record Wish(Set<Scope> scopes, boolean withMaintenance) {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] loggedName() {
    return NAME;
  }

  @Override
  public boolean keepsConnection(RuleContext request) {
    return wish(request) != null;
  }

  @Override
  public void answer(RuleContext request, ByteBuf out) {
    Wish wish = wish(request);
    if (wish == null) {
      out.writeBytes(REFUSED);
      return;
    }
    out.writeBytes(HEAD);
    Slice method = new Slice();
    if (request.requestMethod(method) && method.equalsLowerCase(ascii("head"))) {
      return;
    }
    byte[] text = text(wish).getBytes(StandardCharsets.UTF_8);
    if (text.length > 0) {
      out.writeBytes(ascii(Integer.toHexString(text.length) + "\r\n")).writeBytes(text);
      out.writeBytes(ascii("\r\n"));
    }
    out.writeBytes(LAST_CHUNK);
  }

  private String text(Wish wish) {
    PrometheusText metrics = new PrometheusText(view, wish.withMaintenance());
    for (Scope scope : wish.scopes()) {
      switch (scope) {
        case GLOBAL -> metrics.process();
        case FRONTEND -> metrics.frontends();
        case BACKEND -> metrics.backends();
        case SERVER -> metrics.servers();
        case STICKTABLE -> metrics.stickTables();
        default -> {}
      }
    }
    return metrics.text();
  }

  /** What the query asks for; null if it names a scope that does not exist. */
  private static @Nullable Wish wish(RuleContext request) {
    Slice target = new Slice();
    String uri = request.requestUri(target) ? target.toString() : "";
    int mark = uri.indexOf('?');
    Set<Scope> scopes = EnumSet.allOf(Scope.class);
    boolean named = false;
    boolean withMaintenance = true;
    for (String word : mark < 0 ? new String[0] : uri.substring(mark + 1).split("&", -1)) {
      if (word.equals("no-maint")) {
        withMaintenance = false;
      } else if (word.startsWith("scope=")) {
        String value = decoded(word.substring(6));
        if (!named || value.isEmpty()) {
          scopes = EnumSet.noneOf(Scope.class);
        }
        named = true;
        if (value.equals("*")) {
          scopes = EnumSet.allOf(Scope.class);
        } else if (!value.isEmpty() && !add(value, scopes)) {
          return null;
        }
      }
    }
    return new Wish(scopes, withMaintenance);
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException odd) {
      return value;
    }
  }

  private static boolean add(String value, Set<Scope> scopes) {
    for (Scope scope : Scope.values()) {
      if (scope.name().toLowerCase(java.util.Locale.ROOT).equals(value)) {
        scopes.add(scope);
        return true;
      }
    }
    return false;
  }
}
