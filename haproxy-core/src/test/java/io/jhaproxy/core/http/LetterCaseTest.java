package io.jhaproxy.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Field names in the letter case that a peer wants. */
class LetterCaseTest {
  private final LetterCase letters =
      new LetterCase(Map.of("content-length", "Content-LENGTH", "x-a", "X-A", "te", "TE"));

  @ParameterizedTest
  @CsvSource({
    // head before, after; a bar is the end of a line
    "GET / x|x-a: x-a|host: h||x-a: 1, GET / x|X-A: x-a|host: h||x-a: 1",
    "HTTP/1.1 200 OK|CONTENT-length: 2||hi, HTTP/1.1 200 OK|Content-LENGTH: 2||hi",
    "HTTP/1.1 200 OK|te: 2|tex: 3|t: 1||, HTTP/1.1 200 OK|TE: 2|tex: 3|t: 1||",
    "x-a: b|x-a: c||, x-a: b|X-A: c||",
    "GET / x||, GET / x||",
  })
  void namesOfTheHeadChange(String before, String after) {
    ByteBuf head = Unpooled.copiedBuffer(before.replace("|", "\r\n"), ISO_8859_1);
    letters.apply(head, 0);
    assertThat(head.toString(ISO_8859_1).replace("\r\n", "|")).isEqualTo(after);
  }
}
