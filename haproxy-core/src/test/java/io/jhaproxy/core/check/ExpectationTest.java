package io.jhaproxy.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers fit which expectations. */
class ExpectationTest {
  private static byte[] bytes(String text) {
    return text.replace("¶", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Expectation expectation(String written, int minRecv) {
    boolean negated = written.startsWith("! ");
    String[] words = (negated ? written.substring(2) : written).split(" ", 2);
    String wanted = words[1];
    return switch (words[0]) {
      case "string" -> new Expectation.Contains(bytes(wanted), false, negated, minRecv);
      case "binary" ->
          new Expectation.Contains(HexFormat.of().parseHex(wanted), true, negated, minRecv);
      case "rstring" ->
          new Expectation.Regex(Pattern.compile(wanted, Pattern.DOTALL), false, negated, minRecv);
      case "rbinary" ->
          new Expectation.Regex(
              Pattern.compile(wanted, Pattern.CASE_INSENSITIVE), true, negated, minRecv);
      case "rstatus" -> new Expectation.Status(List.of(), Pattern.compile(wanted), negated);
      case "status" -> {
        String[] ends = wanted.split("-");
        yield new Expectation.Status(
            List.of(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])), null, negated);
      }
      case "body" ->
          new Expectation.Body(new Expectation.Contains(bytes(wanted), false, negated, minRecv));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          string +PONG       | -1 | +PONG¶             | MATCH    | MATCH
          string +PONG       | -1 | xx+PONGyy          | MATCH    | MATCH
          string +PONG       | -1 | +PO                | MORE     | MISMATCH
          string +PONG       | -1 | -ERR not now       | MORE     | MISMATCH
          string +PONG       |  5 | +PON               | MORE     | MISMATCH
          string +PONG       |  5 | -ERR not now       | MISMATCH | MISMATCH
          ! string +PONG     | -1 | +PONG              | MISMATCH | MISMATCH
          ! string +PONG     | -1 | -ERR not now       | MATCH    | MATCH
          ! string +PONG     | -1 | -E                 | MORE     | MATCH
          binary 0aff        | -1 | x                  | MORE     | MISMATCH
          rstring ^.PO.G     | -1 | +PONG              | MATCH    | MATCH
          rstring ^PONG      | -1 | +PONG              | MORE     | MISMATCH
          rstring a.b        | -1 | a¶b                | MORE     | MISMATCH
          rstring a..b       | -1 | a¶b                | MATCH    | MATCH
          ! rstring ^.PO     | -1 | +PONG              | MISMATCH | MISMATCH
          ! rstring ^.PO     | -1 | -ERR               | MATCH    | MATCH
          rbinary ^2b504f    | -1 | +PONG              | MATCH    | MATCH
          rbinary ^2B504F    | -1 | +PONG              | MATCH    | MATCH
          rbinary 47$        | -1 | +PONG              | MATCH    | MATCH
          status 200-399     | -1 | HTTP/1.1 200 OK¶¶  | MATCH    | MATCH
          status 200-399     | -1 | HTTP/1.0 302 F¶A: b¶¶ | MATCH | MATCH
          status 200-399     | -1 | HTTP/1.1 500 Oops¶¶| MISMATCH | MISMATCH
          status 200-399     | -1 | HTTP/1.1 200 OK¶   | MORE     | MATCH
          status 200-399     | -1 | HTTP/1.1 20        | MORE     | MISMATCH
          status 200-399     | -1 | +PONG¶¶            | MORE     | MISMATCH
          ! status 500-599   | -1 | HTTP/1.1 200 OK¶¶  | MATCH    | MATCH
          ! status 500-599   | -1 | HTTP/1.1 503 No¶¶  | MISMATCH | MISMATCH
          rstatus ^[23]      | -1 | HTTP/1.1 301 M¶¶   | MATCH    | MATCH
          rstatus ^[23]      | -1 | HTTP/1.1 404 N¶¶   | MISMATCH | MISMATCH
          body ok            | -1 | HTTP/1.1 200 OK¶¶is ok | MATCH | MATCH
          body ok            | -1 | HTTP/1.1 200 ok¶¶no    | MORE  | MISMATCH
          body ok            | -1 | HTTP/1.1 200 OK¶Content-Length: 2¶¶no | MISMATCH | MISMATCH
          """)
  void judgesAnswers(
      String expectation, int minRecv, String answer, String whileOpen, String whenEnded) {
    byte[] received = bytes(answer);
    Expectation wanted = expectation(expectation, minRecv);
    assertThat(wanted.look(received, received.length, false)).hasToString(whileOpen);
    assertThat(wanted.look(received, received.length, true)).hasToString(whenEnded);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          string +PONG | string '+PONG'
          binary 0aff  | binary
          rstring ^x   | regex
          rbinary ^x   | binary regex
          """)
  void namesItself(String expectation, String text) {
    assertThat(expectation(expectation, -1).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"00,-1", "ff0a,2"})
  void looksOnlyAtBytesThatCame(String wanted, int minRecv) {
    byte[] array = HexFormat.of().parseHex("00ff0a00");
    byte[] cleared = new byte[16];
    System.arraycopy(array, 1, cleared, 0, 2);
    Expectation.Verdict verdict = expectation("binary " + wanted, minRecv).look(cleared, 2, true);
    assertThat(verdict)
        .isEqualTo(
            wanted.equals("ff0a") ? Expectation.Verdict.MATCH : Expectation.Verdict.MISMATCH);
  }
}
