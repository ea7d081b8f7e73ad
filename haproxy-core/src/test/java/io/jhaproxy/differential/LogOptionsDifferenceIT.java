package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which lines are errors, at which level and in which format they are logged, and when. */
@Timeout(60)
class LogOptionsDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶¶hi";
  private static final String GET = "GET /a HTTP/1.1¶Host: h¶¶";

  /** Lines of the frontend. */
  private static final String[] OPTIONS = {
    "option log-separate-errors",
    "error-log-format ERR_%[status]_%B_%ts",
    "error-log-format ERR_%[status]_%B_%ts|option log-separate-errors",
    "option logasap",
    "option logasap|option log-separate-errors",
    "option dontlog-normal",
    "option dontlog-normal|option logasap",
  };

  /** What happens; lines of the backend (or {@code #}), what the client sends, the response. */
  private static final String[][] SITUATIONS = {
    {"#", GET, OK},
    {"#", GET + GET, OK},
    {"#", GET, OK.replace("200", "404")},
    {"#", GET, OK.replace("200", "500")},
    {"#", GET, OK.replace("200", "503")},
    {"#", GET, "HTTP/1.1 200 OK¶Content-Length: 20¶¶hi<close>"},
    {"#", GET, "no HTTP¶¶"},
    {"#", GET, "<close>"},
    {"#", "GET /a b HTTP/1.1¶¶", OK},
    {"http-request deny", GET, OK},
    {"http-request return status 500", GET, OK},
    {"http-request return status 200", GET, OK},
    {"http-response deny", GET, OK},
    {"server dead 127.0.0.1:${dead}|retries 1|option redispatch 1", GET + GET, OK},
  };

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  static List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>();
    for (String option : OPTIONS) {
      for (String[] row : SITUATIONS) {
        // When the line of a cut body is written early, it is chance what the server still has.
        if (option.startsWith("option logasap") && row[2].contains("20¶¶hi<close>")) {
          continue;
        }
        all.add(
            http(option + " / " + String.join(" / ", row))
                .frontend(option.split("\\|"))
                .backend(row[0].split("\\|"))
                .client(row[1])
                .origin(row[2]));
      }
    }
    return all;
  }

  /** 2.6 does not know the word yet. */
  @ParameterizedTest
  @CsvSource({"option dontlog-websocket, 1", "no option dontlog-websocket, 2"})
  void webSocketsAreLoggedUnlessNotWanted(String option, int lines) throws Exception {
    String upgrade = "Connection: Upgrade¶Upgrade: websocket¶";
    Scenario scenario =
        http(option)
            .frontend(option)
            .client(
                GET,
                "GET /ws HTTP/1.1¶Host: h¶"
                    + upgrade
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==¶Sec-WebSocket-Version: 13¶¶",
                "<fin>")
            .origin(
                OK,
                "HTTP/1.1 101 Switching Protocols¶"
                    + upgrade
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=¶¶hello<close>");
    Observation seen = Bench.run(Program.engine(), scenario);
    assertThat(seen.answers()).contains(" 101 ");
    assertThat(seen.log()).hasSize(lines);
    assertThat(seen.log().get(0)).contains("GET /a ");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothLogTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
