package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.Test;
import io.jhaproxy.core.http.HttpService;
import io.jhaproxy.core.rule.RuleContext;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code monitor-uri}: answers 200, or 503 when a {@code monitor fail} condition holds. */
final class MonitorService implements HttpService {
  private static final byte[] READY = answer("200 OK", "200 OK", "Service ready.");
  private static final byte[] FAILED =
      answer(
          "503 Service Unavailable",
          "503 Service Unavailable",
          "No server is available to handle this request.");

  private final byte[] uri;
  private final List<Test> failures;

  MonitorService(String uri, List<Test> failures) {
    this.uri = uri.getBytes(StandardCharsets.ISO_8859_1);
    this.failures = List.copyOf(failures);
  }

  private static byte[] answer(String line, String title, String text) {
    String body = "<html><body><h1>" + title + "</h1>\n" + text + "\n</body></html>\n";
    String head =
        "HTTP/1.1 "
            + line
            + "\r\ncontent-length: "
            + body.length()
            + "\r\ncache-control: no-cache\r\ncontent-type: text/html\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public byte @Nullable [] loggedName() {
    return null;
  }

  @Override
  public boolean accepts(RuleContext request) {
    Slice target = new Slice();
    return request.requestUri(target) && target.contentEquals(uri);
  }

  @Override
  public boolean needsBody(RuleContext request) {
    return false;
  }

  @Override
  public boolean keepsConnection(RuleContext request) {
    return true;
  }

  @Override
  public void answer(RuleContext request, ByteBuf out) {
    for (Test failure : failures) {
      if (failure.holds(request)) {
        out.writeBytes(FAILED);
        return;
      }
    }
    out.writeBytes(READY);
  }
}
