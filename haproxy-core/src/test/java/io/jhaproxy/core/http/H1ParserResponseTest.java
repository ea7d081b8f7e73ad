package io.jhaproxy.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.sample.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Response heads and the verdict on each; {@link Wire} explains the signs. */
class H1ParserResponseTest {
  private final HttpHead head = new HttpHead();

  /** The verdict: {@code more}, {@code bad}, or {@code version status framing}. */
  private String parse(String written) {
    int result = H1Parser.response(Wire.buffer(written), head, false);
    if (result == H1Parser.INCOMPLETE) {
      return "more";
    }
    if (result != H1Parser.COMPLETE) {
      return "bad";
    }
    return head.major
        + "."
        + head.minor
        + " "
        + head.status
        + " "
        + (head.chunked ? "chunked" : head.contentLength < 0 ? "-" : "" + head.contentLength);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          HTTP/1.1 200 OK¶¶                                    | 1.1 200 -
          HTTP/1.1 200 ¶¶                                      | 1.1 200 -
          HTTP/1.1 200¶¶                                       | 1.1 200 -
          HTTP/1.0 200 OK␊␊                                    | 1.0 200 -
          HTTP/1.1  200 OK¶¶                                   | 1.1 200 -
          HTTP/1.1 999 Whatever é¶¶                            | 1.1 999 -
          HTTP/1.1 100 Continue¶¶                              | 1.1 100 -
          HTTP/1.1 200 OK¶Content-Length: 5¶¶                  | 1.1 200 5
          HTTP/1.1 200 OK¶Content-Length: 5¶Content-Length: 5¶¶| 1.1 200 5
          HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶         | 1.1 200 chunked
          HTTP/1.1 20 OK¶¶                                     | bad
          HTTP/1.1 2000 OK¶¶                                   | bad
          HTTP/1.1 099 OK¶¶                                    | bad
          HTTP/1.1 abc OK¶¶                                    | bad
          HTTP/1.1¶¶                                           | bad
          HTTP/1.1␉200 OK¶¶                                    | bad
          HTTP/1.12 200 OK¶¶                                   | bad
          http/1.1 200 OK¶¶                                    | bad
          ICY 200 OK¶¶                                         | bad
          ¶HTTP/1.1 200 OK¶¶                                   | bad
          HTTP/1.1 200 OK¶Content-Length: 5¶Content-Length: 6¶¶| bad
          HTTP/1.1 200 OK¶Content-Length: x¶¶                  | bad
          HTTP/1.1 200 OK¶A : b¶¶                              | bad
          HTTP/1.1 200 OK¶A␍B¶¶                                | bad
          """)
  void judgesHeads(String message, String verdict) {
    assertThat(parse(message)).isEqualTo(verdict);
  }

  @Test
  void everyShorterMessageIsIncomplete() {
    String whole = Wire.text("HTTP/1.1 200 Very OK¶Server: x¶Folded: a¶ b¶Content-Length: 2¶¶");
    for (int length = 0; length < whole.length(); length++) {
      assertThat(parse(whole.substring(0, length))).as("%d bytes", length).isEqualTo("more");
    }
    assertThat(parse(whole)).isEqualTo("1.1 200 2");
  }

  @Test
  void theFirstLinesPartsAreFound() {
    parse("HTTP/1.1 404 Not Found¶¶");
    Slice part = new Slice();
    head.target(part);
    assertThat(part).hasToString("404 Not Found");
    head.responseVersion(part);
    assertThat(part).hasToString("HTTP/1.1");
    head.firstLine(part);
    assertThat(part).hasToString("HTTP/1.1 404 Not Found");
  }
}
