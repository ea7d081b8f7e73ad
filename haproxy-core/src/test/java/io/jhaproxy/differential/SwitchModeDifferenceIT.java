package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Content rules over HTTP requests, and TCP frontends whose clients turn out to speak HTTP. */
@Timeout(60)
class SwitchModeDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶¶hi";
  private static final String GET = "GET /a HTTP/1.1¶Host: h¶¶";
  private static final String POST = "POST /a HTTP/1.1¶Host: h¶Content-Length: 5¶¶";
  private static final String WAIT = "tcp-request inspect-delay 400ms";
  private static final String CONTENT = "tcp-request content ";
  private static final String SWITCH = CONTENT + "switch-mode http if HTTP";

  /** Lines of an HTTP frontend; what the client sends, step by step. */
  private static final String[][] HTTP = {
    {WAIT + "|" + CONTENT + "accept if WAIT_END", GET},
    {WAIT + "|" + CONTENT + "accept if WAIT_END", GET + GET},
    {WAIT + "|" + CONTENT + "accept if WAIT_END", POST + "hello"},
    {WAIT + "|" + CONTENT + "reject if WAIT_END", GET},
    {WAIT + "|" + CONTENT + "accept if HTTP|" + CONTENT + "reject", GET},
    {
      WAIT + "|" + CONTENT + "accept if HTTP|" + CONTENT + "reject", "GET /a HT", "TP/1.1¶Host: h¶¶"
    },
    {WAIT + "|" + CONTENT + "accept if HTTP|" + CONTENT + "reject", "abc¶def¶¶"},
    {CONTENT + "reject if WAIT_END", GET},
    {CONTENT + "accept if WAIT_END|" + CONTENT + "reject", GET},
    {
      WAIT + "|" + CONTENT + "accept if { req.body_len gt 3 }|" + CONTENT + "reject", POST + "hello"
    },
    {CONTENT + "switch-mode http|" + CONTENT + "reject", GET, GET},
    {CONTENT + "switch-mode http if FALSE|" + CONTENT + "reject", GET},
  };

  /** The same for a frontend in mode tcp. */
  private static final String[][] TCP = {
    {WAIT + "|" + SWITCH, GET},
    {WAIT + "|" + SWITCH, GET + GET},
    {WAIT + "|" + SWITCH, GET, GET},
    {WAIT + "|" + SWITCH, POST + "hello"},
    {WAIT + "|" + SWITCH, "abc¶def¶¶"},
    {WAIT + "|" + SWITCH + "|option forwardfor", GET},
    {WAIT + "|" + SWITCH + "|http-request deny if { path /no }", GET, GET.replace("/a", "/no")},
    {
      WAIT
          + "|"
          + CONTENT
          + "set-var(txn.a) int(5)|"
          + SWITCH
          + "|"
          + CONTENT
          + "reject|http-request set-header A %[var(txn.a)]",
      GET,
      GET
    },
    {WAIT + "|" + SWITCH + "|" + CONTENT + "reject", "abc"},
    {WAIT + "|" + CONTENT + "accept if { path /a }|" + CONTENT + "reject", GET},
    {WAIT + "|" + CONTENT + "accept if { req.hdr(host) -i H }|" + CONTENT + "reject", GET},
    {WAIT + "|" + CONTENT + "accept if { method POST }|" + CONTENT + "reject", GET},
    {CONTENT + "switch-mode http", GET},
    {"#", GET},
    {"#", GET, GET},
    {"#", "abc¶def¶¶"},
  };

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  static List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>();
    for (String[] row : HTTP) {
      all.add(scenario("http", row));
    }
    for (String[] row : TCP) {
      all.add(scenario("tcp", row).frontend("mode tcp", "option tcplog"));
    }
    return all;
  }

  private static Scenario scenario(String mode, String[] row) {
    String[] steps = new String[row.length - 1];
    System.arraycopy(row, 1, steps, 0, steps.length);
    return http(mode + " " + String.join(" / ", row))
        .frontend(row[0].split("\\|"))
        .client(steps)
        .origin(OK);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
