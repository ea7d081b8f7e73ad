package io.jhaproxy.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Request heads and the verdict on each; {@link Wire} explains the signs. */
class H1ParserRequestTest {
  private final HttpHead head = new HttpHead();

  /** The verdict: {@code more}, a status, or {@code METHOD target framing}. */
  private String parse(String written, boolean relaxed) {
    int result = H1Parser.request(Wire.buffer(written), head, relaxed);
    if (result == H1Parser.INCOMPLETE) {
      return "more";
    }
    if (result != H1Parser.COMPLETE) {
      return Integer.toString(result);
    }
    Slice method = new Slice();
    Slice target = new Slice();
    head.method(method);
    head.target(target);
    return method + " " + target + " " + framing();
  }

  private String framing() {
    return head.chunked ? "chunked" : head.contentLength < 0 ? "-" : "" + head.contentLength;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          GET / HTTP/1.1¶Host: a¶¶                 | GET / -
          GET / HTTP/1.0¶¶                         | GET / -
          ¶¶GET / HTTP/1.1¶¶                       | GET / -
          ␊␊GET / HTTP/1.1¶¶                       | GET / -
          GET /a?b=c%20&d HTTP/1.1¶¶               | GET /a?b=c%20&d -
          GET   /   HTTP/1.1¶¶                     | GET / -
          OPTIONS * HTTP/1.1¶¶                     | OPTIONS * -
          GET http://a.b:80/c HTTP/1.1¶Host: a.b:80¶¶ | GET http://a.b/c -
          GET http://a.b:81/c HTTP/1.1¶Host: a.b:81¶¶ | GET http://a.b:81/c -
          GET http://u:p@a.b/c HTTP/1.1¶Host: A.B¶¶ | GET http://u:p@a.b/c -
          GET http://a.b/c HTTP/1.1¶Host: x¶¶ | 400
          GET http://a.b:81/c HTTP/1.1¶Host: a.b¶¶ | 400
          GET ht!tp://a.b/c HTTP/1.1¶¶ | 400
          GET http: HTTP/1.1¶¶ | 400
          GET ?a HTTP/1.1¶¶ | 400
          GET a.b:80 HTTP/1.1¶¶ | 400
          CONNECT a.b:443 HTTP/1.1¶Host: a.b:443¶¶ | CONNECT a.b:443 -
          CONNECT a.b HTTP/1.1¶¶ | 400
          CONNECT /a HTTP/1.1¶¶ | 400
          CONNECT a.b:443 HTTP/1.1¶Host: x:443¶¶ | 400
          GET / HTTP/1.1¶Host: a¶Host: A¶¶ | GET / -
          GET / HTTP/1.1¶Host: a¶Host: b¶¶ | 400
          PRI * HTTP/2.0¶¶ | 400
          CONNECT a:443 HTTP/1.1¶Host: a:443¶¶     | CONNECT a:443 -
          M-SEARCH!#$%&'*+.^_`~ / HTTP/1.1¶¶       | M-SEARCH!#$%&'*+.^_`~ / -
          get / HTTP/1.1¶¶                         | get / -
          GET / HTTP/1.9¶¶                         | GET / -
          GET /{} HTTP/1.1¶¶                       | GET /{} -
          ␠GET / HTTP/1.1¶¶                        | 400
          GET␉/ HTTP/1.1¶¶                         | 400
          GET /␉HTTP/1.1¶¶                         | 400
          GET /¶¶                                  | 400
          GET¶¶                                    | 400
          GET / HTTP/1.1x¶¶                        | 400
          GET / HTTP/1.1␠¶¶                        | 400
          GET / HTTP/11¶¶                          | 400
          GET / HTTP/1.10¶¶                        | 400
          GET / HTTP/a.1¶¶                         | 400
          GET / http/1.1¶¶                         | 400
          GET / HTCP/1.1¶¶                         | 400
          GET / x HTTP/1.1¶¶                       | 400
          GET /# HTTP/1.1¶¶                        | 400
          GET /é HTTP/1.1¶¶                        | 400
          GET /␀ HTTP/1.1¶¶                        | 400
          G(T / HTTP/1.1¶¶                         | 400
          """)
  void judgesRequestLines(String message, String verdict) {
    assertThat(parse(message, false)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          GET / HTTP/1.1␊A: b␊␊                    | GET / -
          GET / HTTP/1.1¶A: b␊¶                    | GET / -
          GET / HTTP/1.1␊A: b¶␊                    | GET / -
          GET / HTTP/1.1␍A: b¶¶                    | 400
          GET / HTTP/1.1␍¶A: b¶¶                   | 400
          GET / HTTP/1.1¶A: b␍¶¶                   | 400
          GET / HTTP/1.1¶A: b␍c¶¶                  | 400
          GET / HTTP/1.1¶A: b¶␍A                   | 400
          """)
  void judgesLineEnds(String message, String verdict) {
    assertThat(parse(message, false)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          A: b                       | A=b
          A:b                        | A=b
          A:␉ b␉␠                    | A=b
          A:                         | A=
          A: b c                     | A=b c
          A: é                       | A=é
          X-a_b.c!#$%&'*+^`~: 1      | X-a_b.c!#$%&'*+^`~=1
          A: b¶A: c                  | A=b;A=c
          A: b¶␠c                    | A=b   c
          A: b¶␉c                    | A=b  ␉c
          A: b␊ c                    | A=b  c
          A:¶ c                      | A=c
          A: b:c                     | A=b:c
          A : b                      | 400
          A␉: b                      | 400
          : b                        | 400
          A                          | 400
          A b: c                     | 400
          A(: c                      | 400
          é: c                       | 400
          A␀: c                      | 400
          A: ␀                       | 400
          """)
  void judgesFields(String fields, String expected) {
    int result = H1Parser.request(Wire.buffer("GET / HTTP/1.1¶" + fields + "¶¶"), head, false);
    assertThat(result == H1Parser.COMPLETE ? fields() : Integer.toString(result))
        .isEqualTo(Wire.text(expected));
  }

  private String fields() {
    StringBuilder all = new StringBuilder();
    Slice part = new Slice();
    for (int i = 0; i < head.count(); i++) {
      head.name(i, part);
      all.append(i == 0 ? "" : ";").append(part).append('=');
      head.value(i, part);
      all.append(part);
    }
    return all.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          Content-Length: 0                                 | 0
          Content-Length: 5                                 | 5
          content-LENGTH: 5                                 | 5
          Content-Length: 00005                             | 5
          Content-Length: 5¶Content-Length: 5               | 5
          Content-Length: 5, 5                              | 5
          Content-Length: 5,5 ,␉5                           | 5
          Content-Length: 922337203685477580                | 922337203685477580
          Content-Length: 5¶Content-Length: 6               | 400
          Content-Length: 5, 6                              | 400
          Content-Length: 5,                                | 400
          Content-Length: ,5                                | 400
          Content-Length:                                   | 400
          Content-Length: -1                                | 400
          Content-Length: +5                                | 400
          Content-Length: 5 5                               | 400
          Content-Length: 0x5                               | 400
          Content-Length: 5;                                | 400
          Content-Length: 5.0                               | 400
          Content-Length: 99999999999999999999              | 400
          Content-Length: 18446744073709551616              | 400
          Transfer-Encoding: chunked                        | chunked
          transfer-encoding: CHUNKED                        | chunked
          Transfer-Encoding: chunked¶Content-Length: 5      | chunked
          Content-Length: 5¶Transfer-Encoding: chunked      | chunked
          Transfer-Encoding: chunked, chunked               | 400
          Transfer-Encoding: chunked¶Transfer-Encoding: chunked | 400
          Transfer-Encoding: gzip, chunked                  | 422
          Transfer-Encoding:                                | 400
          """)
  void judgesBodyFraming(String fields, String expected) {
    String verdict = parse("POST / HTTP/1.1¶" + fields + "¶¶", false);
    assertThat(verdict.replace("POST / ", "")).isEqualTo(expected);
  }

  @Test
  void chunkedTakesTheContentLengthAway() {
    parse("POST / HTTP/1.1¶Content-Length: 5¶A: b¶Transfer-Encoding: chunked¶¶", false);
    assertThat(fields()).isEqualTo("A=b;Transfer-Encoding=chunked");
    assertThat(head.lengthDropped).isTrue();
    assertThat(head.isEdited()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          GET / HTTP/1.0¶Content-Length: 5¶¶       | 413
          HEAD / HTTP/1.0¶Content-Length: 5¶¶      | 413
          GET / HTTP/1.0¶Content-Length: 0¶¶       | GET / 0
          POST / HTTP/1.0¶Content-Length: 5¶¶      | POST / 5
          GET / HTTP/1.1¶Content-Length: 5¶¶       | GET / 5
          """)
  void refusesBodiesOfOldRequestsThatHaveNone(String message, String verdict) {
    assertThat(parse(message, false)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          Connection: close                       | close
          Connection: keep-alive                  | keep-alive
          Connection: KEEP-Alive                  | keep-alive
          Connection: close, keep-alive           | close keep-alive
          Connection: Upgrade¶Upgrade: x          | upgrade
          Connection: x ,, y                      | other
          Connection: closed                      | other
          Connection:                             | none
          Connection: x¶Connection: close         | close other
          Proxy-Connection: close                 | absent
          """)
  void knowsTheConnectionsTokens(String fields, String expected) {
    parse("GET / HTTP/1.1¶" + fields + "¶¶", false);
    String got =
        (head.connectionClose ? "close " : "")
            + (head.connectionKeepAlive ? "keep-alive " : "")
            + (head.connectionUpgrade ? "upgrade " : "")
            + (head.connectionOther ? "other " : "");
    assertThat(got.isEmpty() ? head.hasConnection ? "none" : "absent" : got.strip())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          GET /é HTTP/1.1¶¶                        | GET /é -
          GET /# HTTP/1.1¶¶                        | GET /# -
          GET / HTTP/1.1¶A(b: c¶¶                  | GET / -
          GET / HTTP/1.1¶A: ␀¶¶                    | GET / -
          GET / HTTP/1.1¶A : c¶¶                   | 400
          GET / HTTP/1.1¶Content-Length: 5,6¶¶     | 400
          GET /␀ HTTP/1.1¶¶                        | 400
          """)
  void relaxedAcceptsMore(String message, String verdict) {
    assertThat(parse(message, true)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          GET /a?b HTTP/1.1¶Host: a¶X:␉y¶ z¶Content-Length: 5¶¶
          ¶GET / HTTP/1.0␊A: b␊␊
          """)
  void everyShorterMessageIsIncomplete(String message) {
    String whole = Wire.text(message);
    for (int length = 0; length < whole.length(); length++) {
      assertThat(parse(whole.substring(0, length), false)).as("%d bytes", length).isEqualTo("more");
    }
    assertThat(parse(whole, false)).startsWith("GET ");
  }

  @Test
  void theHeadEndsBehindTheEmptyLine() {
    ByteBuf buffer = Wire.buffer("¶GET / HTTP/1.1¶A: b¶¶GET /next");
    assertThat(H1Parser.request(buffer, head, false)).isEqualTo(H1Parser.COMPLETE);
    assertThat(buffer.readerIndex()).isEqualTo(2);
    assertThat(buffer.toString(head.headEnd, 9, StandardCharsets.US_ASCII)).isEqualTo("GET /next");
  }

  @Test
  void tooManyFieldsAreRefused() {
    String most = "A: b¶".repeat(HttpHead.MAX_HEADERS - 1);
    assertThat(parse("GET / HTTP/1.1¶" + most + "¶", false)).isEqualTo("GET / -");
    assertThat(parse("GET / HTTP/1.1¶" + most + "A: b¶¶", false)).isEqualTo("400");
  }

  @Test
  void nothingOfTheMessageBeforeIsLeft() {
    parse(
        "POST / HTTP/1.0¶Content-Length: 0¶Connection: close, x, upgrade¶Upgrade: y¶"
            + "Expect: 100-continue¶Sec-WebSocket-Key: k¶¶",
        false);
    assertThat(head.expectsContinue && head.hasWebSocketKey && head.hasUpgrade).isTrue();
    assertThat(parse("GET /b HTTP/1.1¶¶", false)).isEqualTo("GET /b -");
    assertThat(head.count()).isZero();
    assertThat(head.minor).isEqualTo(1);
    assertThat(
            head.expectsContinue
                || head.hasWebSocketKey
                || head.hasUpgrade
                || head.hasConnection
                || head.connectionClose
                || head.connectionOther
                || head.connectionUpgrade
                || head.folded)
        .isFalse();
  }

  @Test
  void aWebSocketHandshakeNeedsItsKey() {
    String start = "GET / HTTP/1.1¶Connection: upgrade¶Upgrade: WebSocket¶";
    assertThat(parse(start + "¶", false)).isEqualTo("400");
    assertThat(parse(start + "Sec-WebSocket-Key: x¶¶", false)).isEqualTo("GET / -");
  }
}
