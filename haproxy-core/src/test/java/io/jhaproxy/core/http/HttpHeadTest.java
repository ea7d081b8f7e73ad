package io.jhaproxy.core.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Edits of a received head and how it is written afterwards. */
class HttpHeadTest {
  private final HttpHead head = new HttpHead();

  private static byte[] name(String text) {
    return text.getBytes(US_ASCII);
  }

  private String request(String written, Consumer<HttpHead> edit) {
    assertThat(H1Parser.request(Wire.buffer(written), head, false)).isEqualTo(H1Parser.COMPLETE);
    edit.accept(head);
    return write(true);
  }

  private String response(String written, Consumer<HttpHead> edit) {
    assertThat(H1Parser.response(Wire.buffer(written), head, false)).isEqualTo(H1Parser.COMPLETE);
    edit.accept(head);
    return write(false);
  }

  private String write(boolean withVersion) {
    ByteBuf out = Unpooled.buffer();
    head.writeTo(out, withVersion);
    return Wire.written(out.toString(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  private static final String REQUEST = "GET /a HTTP/1.1¶Host: h¶X-A: 1¶X-B: 2¶X-A: 3¶¶";

  @Test
  void withoutEditsItIsWrittenAsItCame() {
    assertThat(request(REQUEST, h -> {}))
        .isEqualTo("GET /a HTTP/1.1¶Host: h¶X-A: 1¶X-B: 2¶X-A: 3¶");
    assertThat(head.isEdited()).isFalse();
    assertThat(response("HTTP/1.1 200 Very OK¶A: b¶¶", h -> {}))
        .isEqualTo("HTTP/1.1 200 Very OK¶A: b¶");
  }

  @Test
  void addsAtTheEnd() {
    assertThat(request("GET / HTTP/1.1¶A: b¶¶", h -> h.add(name("X-New"), Slice.of("v"))))
        .isEqualTo("GET / HTTP/1.1¶A: b¶X-New: v¶");
    assertThat(head.isEdited()).isTrue();
  }

  @Test
  void removesByIndexAndKeepsTheOrder() {
    assertThat(
            request(
                REQUEST,
                h -> {
                  byte[] wanted = name("x-a");
                  for (int at = h.find(wanted, 0); at >= 0; at = h.find(wanted, at)) {
                    h.remove(at);
                  }
                }))
        .isEqualTo("GET /a HTTP/1.1¶Host: h¶X-B: 2¶");
  }

  @Test
  void findsNamesInAnyCaseFromAPosition() {
    request(REQUEST, h -> {});
    assertThat(head.find(name("x-a"), 0)).isEqualTo(1);
    assertThat(head.find(name("x-a"), 2)).isEqualTo(3);
    assertThat(head.find(name("x-a"), 4)).isEqualTo(-1);
    assertThat(head.find(name("x"), 0)).isEqualTo(-1);
  }

  @Test
  void replacesAValueWithALongerOne() {
    assertThat(request(REQUEST, h -> h.replaceValue(1, Slice.of("a much longer value"))))
        .isEqualTo("GET /a HTTP/1.1¶Host: h¶X-A: a much longer value¶X-B: 2¶X-A: 3¶");
  }

  @Test
  void changesMethodAndTarget() {
    assertThat(
            request(
                REQUEST,
                h -> {
                  h.setMethod(Slice.of("DELETE"));
                  h.setUri(Slice.of("/b?c"));
                }))
        .startsWith("DELETE /b?c HTTP/1.1¶Host: h¶");
    assertThat(head.methodIs("DELETE")).isTrue();
  }

  @Test
  void changesTheStatus() {
    assertThat(response("HTTP/1.1 200 OK¶A: b¶¶", h -> h.setStatus(503, null)))
        .isEqualTo("HTTP/1.1 503 Service Unavailable¶A: b¶");
    assertThat(response("HTTP/1.1 200 OK¶¶", h -> h.setStatus(204, name("Gone Fishing"))))
        .isEqualTo("HTTP/1.1 204 Gone Fishing¶");
    assertThat(head.status).isEqualTo(204);
  }

  @Test
  void anEditMayUseTextOfTheHeadItself() {
    assertThat(
            request(
                REQUEST,
                h -> {
                  Slice value = new Slice();
                  h.add(name("x-new"), Slice.of("from edits"));
                  h.value(4, value);
                  h.add(name("x-copy"), value);
                  h.value(2, value);
                  h.replaceValue(1, value);
                }))
        .isEqualTo(
            "GET /a HTTP/1.1¶Host: h¶X-A: 2¶X-B: 2¶X-A: 3¶x-new: from edits¶x-copy: from edits¶");
  }

  @Test
  void refusesWhatDoesNotFit() {
    request(REQUEST, h -> {});
    assertThat(head.add(name("a"), Slice.of("x".repeat(70_000)))).isFalse();
    int added = 0;
    while (head.add(name("a"), Slice.of("b"))) {
      added++;
    }
    assertThat(head.count()).isEqualTo(HttpHead.MAX_HEADERS);
    assertThat(added).isEqualTo(HttpHead.MAX_HEADERS - 4);
  }

  @Test
  void nextMessageStartsWithoutTheEditsBefore() {
    request(REQUEST, h -> h.add(name("a"), Slice.of("b")));
    assertThat(request("GET / HTTP/1.1¶A: b¶¶", h -> {})).isEqualTo("GET / HTTP/1.1¶A: b¶");
    assertThat(head.isEdited()).isFalse();
  }
}
