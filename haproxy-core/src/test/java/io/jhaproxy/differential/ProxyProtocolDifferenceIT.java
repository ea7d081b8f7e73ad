package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;
import static io.jhaproxy.differential.Scenario.tcp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The PROXY protocol on both sides through both programs. */
@Timeout(90)
class ProxyProtocolDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶¶hi";
  private static final String GET = "GET /a HTTP/1.1¶Host: h¶¶";
  private static final String V2 = "¶¶\0¶QUIT\n";
  private static final String TCP4 = "\n\1\2\3\n\4\5\6\4W\10\256";

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  private static final String[] LINES = {
    "PROXY TCP4 10.1.2.3 10.4.5.6 1111 2222¶",
    "PROXY TCP6 2001:db8::1 2001:db8::2 1111 2222¶",
    "PROXY UNKNOWN¶",
    "PROXY UNKNOWN aaa bbb 1 2¶",
    "PROXY  TCP4 10.1.2.3 10.4.5.6 1111 2222¶",
    "proxy TCP4 10.1.2.3 10.4.5.6 1111 2222¶",
    "PROXY UDP4 10.1.2.3 10.4.5.6 1111 2222¶",
    "PROXY TCP4 ::1 ::2 1111 2222¶",
    "PROXY TCP4 10.1.2.3 10.4.5.6 -1 2222¶",
    "PROXY TCP4 10.1.2.3 10.4.5.6 1111 2222 x¶",
    "PROXY TCP4 10.1.2.3 10.4.5.6 1111 2222",
    "",
    V2 + "\41\21\0\14" + TCP4,
    V2 + "\40\21\0\14" + TCP4,
    V2 + "\42\21\0\14" + TCP4,
    V2 + "\61\21\0\14" + TCP4,
    V2 + "\41\0\0\0",
    V2 + "\41\21\0\0",
    V2 + "\41\21\0\30" + TCP4 + "\2\0\11host.test",
    V2 + "\41\21\0\22" + TCP4 + "\5\0\3abc",
    V2 + "\41\21\0\16" + TCP4 + "\2\0",
    V2 + "\41\21\0\23" + TCP4 + "\3\0\4\1\2\3\4",
  };

  static List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    for (int i = 0; i < LINES.length; i++) {
      scenarios.add(
          http("accept-proxy " + i)
              .bind("accept-proxy")
              .frontend(
                  "http-request set-header X-S %[src]-%[dst]",
                  "http-request set-header X-P %[fc_rcvd_proxy]-%[fc_pp_authority]",
                  "http-request set-header X-U %[fc_pp_unique_id]")
              .client(LINES[i] + GET)
              .origin(OK));
    }
    scenarios.add(
        http("accept-proxy-two-requests")
            .bind("accept-proxy")
            .frontend("option forwardfor")
            .client(LINES[0] + GET, GET)
            .origin(OK));
    scenarios.add(
        http("expect-proxy")
            .frontend("tcp-request connection expect-proxy layer4 if { src 127.0.0.1 }")
            .frontend("option forwardfor")
            .client(LINES[0] + GET)
            .origin(OK));
    scenarios.add(
        http("accept-proxy-session-rule")
            .bind("accept-proxy")
            .frontend("tcp-request connection reject if { src 10.1.2.3 }")
            .frontend("tcp-request session reject if { src 10.9.9.9 }")
            .frontend("http-request set-header X-S %[src]")
            .client(LINES[0] + GET)
            .origin(OK));
    scenarios.add(
        tcp("accept-proxy-tcp").bind("accept-proxy").client(LINES[0] + "hello").origin("x<close>"));
    scenarios.add(
        tcp("accept-proxy-banner").bind("accept-proxy").banner("220¶").client(LINES[0], "<fin>"));
    scenarios.add(http("send-proxy").server(SERVER + " send-proxy").client(GET, GET).origin(OK));
    // The server reads to the end: whether the header comes alone is a matter of moments.
    scenarios.add(tcp("send-proxy-tcp").server(SERVER + " send-proxy").client("hello<fin>"));
    scenarios.add(
        tcp("send-proxy-banner").server(SERVER + " send-proxy").banner("220¶").client("<read>"));
    scenarios.add(tcp("send-proxy-v2").server(SERVER + " send-proxy-v2").client("hello<fin>"));
    scenarios.add(
        tcp("send-proxy-relayed")
            .bind("accept-proxy")
            .server(SERVER + " send-proxy-v2")
            .client(LINES[1] + "hello<fin>"));
    scenarios.add(
        tcp("send-proxy-relayed-line")
            .bind("accept-proxy")
            .server(SERVER + " send-proxy")
            .client(LINES[1] + "hello<fin>"));
    scenarios.add(
        tcp("send-proxy-crc")
            .bind("accept-proxy")
            .server(SERVER + " send-proxy-v2 proxy-v2-options crc32c")
            .client(LINES[0] + "hello<fin>"));
    return scenarios;
  }

  private static final String SERVER = "127.0.0.1:${origin}";

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
