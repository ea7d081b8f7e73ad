package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;
import static io.jhaproxy.differential.Scenario.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every variable of log formats (manual 8.2.6) with every flag through both programs. */
@Timeout(60)
class LogFormatDifferenceIT {
  private static final String OK =
      "HTTP/1.1 200 OK¶Content-Length: 2¶X-R: a b¶Set-Cookie: k=x;p¶¶hi";
  private static final String GET =
      "GET /a%20\"b?c=[d]&e HTTP/1.1¶Host: h¶X-A: u \"v\" {w|x}\\y¶X-B: ü¶Cookie: k=v¶¶";

  private static final String BOTH =
      "B Tc Td Th Ts Tt Tu Tw U ac b bc bi bp bq ci cp f fc fi fp ft lc ms pid rc rt s sc si sp sq"
          + " t T Tl ts ST ID H";
  private static final String HTTP_ONLY =
      "CC CS HM HP HPO HQ HU HV Ta Ti Tq TR Tr hr hrl hs hsl r tr trg trl tsc";

  /**
   * What depends on clock, ports or other clients; a number that is there is as good as another.
   */
  private static final String NUMBERS =
      "(Tc|Td|Th|Ts|Tt|Tu|Tw|Ta|Ti|Tq|TR|Tr|bp|cp|fp|sp|ms|pid|rt|lc)";

  private static final String[] FLAGS = {
    "", "%{+Q}o", "%{+X}o", "%{+E}o", "%{+Q,+E}o", "%{+Q,+X}o"
  };

  /** Name, lines of the frontend, lines of the backend, what the client sends, what comes back. */
  private static final String[][] HTTP = {
    {"ok", "#", "#", GET, OK},
    {"second request", "#", "#", GET + GET, OK},
    {"deny", "http-request deny", "#", GET, OK},
    {"return", "http-request return status 200", "#", GET, OK},
    {"response deny", "#", "http-response deny", GET, OK},
    {"bad request", "#", "#", "GET /a b c HTTP/1.1¶¶", OK},
    {"no server", "#", "http-request set-header a b", GET, "none"},
    {"refused", "#", "retries 1", GET, "dead"},
    {"timeout", "#", "#", GET, "<silent>"},
    {"request timeout", "timeout http-request 300ms", "#", "GET /", OK},
    {"cut body", "#", "#", GET, "HTTP/1.1 200 OK¶Content-Length: 20¶¶hi<close>"},
    {"junk", "#", "#", GET, "junk¶¶"},
    {"post", "#", "#", "POST /p HTTP/1.0¶Content-Length: 3¶¶abc", OK},
    {"redirect", "redirect location /x", "#", GET, OK},
    {"absolute", "#", "#", "GET http://h/a?b HTTP/1.1¶Host: h¶¶", OK},
    {"return behind", "#", "http-request return status 200", GET, OK},
    {"tarpit", "http-request tarpit|timeout tarpit 200ms", "#", GET, OK},
    {"replaced response", "#", "http-response return status 200", GET, OK},
    {"cookie", "#", "cookie k insert", GET, OK},
  };

  /** As above. */
  private static final String[][] TCP = {
    {"ok", "#", "#", "hello", "world<close>"},
    {"no server", "#", "#", "<read>", "none"},
    {"refused", "#", "retries 1", "<read>", "dead"},
    {"timeout", "timeout client 3s", "#", "hello", "<silent>"},
    {"reject", "tcp-request content reject", "#", "<read>", "x"},
    {"reset", "#", "#", "hello", "<reset>"},
  };

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  static List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>();
    for (String flags : FLAGS) {
      for (String[] row : HTTP) {
        Scenario scenario = http("http " + flags + " " + row[0]);
        all.add(
            filled(scenario, row, flags, BOTH + " " + HTTP_ONLY)
                .frontend("capture request header x-a len 20", "capture request header x-b len 9")
                .frontend(
                    "capture request header x-none len 9", "capture response header x-r len 9")
                .frontend("capture cookie k len 9", "unique-id-format \"%HM [b]\""));
      }
      for (String[] row : TCP) {
        Scenario scenario = tcp("tcp " + flags + " " + row[0]);
        all.add(filled(scenario, row, flags, BOTH).frontend("unique-id-format \"%f [b]\""));
      }
    }
    return all;
  }

  private static Scenario filled(Scenario scenario, String[] row, String flags, String names) {
    String format =
        Stream.of(names.split(" ")).map(n -> n + "=<%" + n + ">").collect(Collectors.joining(" "));
    scenario
        .frontend(row[1].split("\\|"))
        .backend(row[2])
        .frontend("log-format \"%ci f " + flags + " " + format + "\"")
        .client(row[3]);
    return switch (row[4]) {
      case "none" -> scenario.server("");
      case "dead" -> scenario.server("127.0.0.1:${dead}");
      default -> scenario.origin(row[4]);
    };
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothLogTheSame(Scenario scenario) throws Exception {
    List<String> expected = fields(Bench.run(Program.executable(Program.REFERENCE), scenario));
    List<String> got = fields(Bench.run(Program.engine(), scenario));
    assertThat(expected).isNotEmpty();
    assertThat(got).as(scenario.toString()).isEqualTo(expected);
  }

  /** One field per element, so that a difference names the variable. */
  private static List<String> fields(Observation seen) {
    return seen.log().stream()
        .map(line -> line.replaceAll(NUMBERS + "=<(\"?)[0-9A-F]+(\"?)>", "$1=<$2N$3>"))
        .map(line -> line.replaceAll("=<(\"?)\\d+/\\w+/\\d+:[0-9:. +]+(\"?)>", "=<$1DATE$2>"))
        .flatMap(line -> Stream.of(line.split(" (?=\\w+=<)")))
        .toList();
  }
}
