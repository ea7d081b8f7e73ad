package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.tcp;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TCP through both programs. */
@Timeout(90)
class TcpDifferenceIT {
  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  static List<Scenario> scenarios() {
    return List.of(
        tcp("tcp-exchange").client("hello", "<fin>").origin("world<close>"),
        tcp("tcp-banner").banner("220 ready¶").client("<read>", "<fin>"),
        tcp("tcp-server-closes").client("hello").origin("bye<close>"),
        tcp("tcp-server-resets").client("hello").origin("<reset>"),
        tcp("tcp-silence").defaults("timeout client 3s").client("x").origin("<silent>"),
        tcp("tcp-tunnel-timeout").defaults("timeout tunnel 1500ms").client("x").origin("<silent>"),
        tcp("tcp-refused").defaults("retries 0").server("127.0.0.1:${dead}").client("<read>"),
        tcp("tcp-refused-retries")
            .defaults("retries 2", "timeout connect 200ms")
            .server("127.0.0.1:${dead}")
            .client("<read>"),
        tcp("tcp-refused-and-client-left")
            .defaults("timeout client 10s", "retries 6", "timeout connect 2s")
            .server("127.0.0.1:${dead}")
            .client("<read>", "<fin>"),
        tcp("tcp-refused-and-client-left-bytes")
            .defaults("retries 2", "timeout connect 200ms")
            .server("127.0.0.1:${dead}")
            .client("hello<fin>"),
        tcp("tcp-refused-abortonclose")
            .defaults("timeout client 10s", "retries 6", "timeout connect 2s")
            .defaults("option abortonclose")
            .server("127.0.0.1:${dead}")
            .client("<read>", "hello<fin>"),
        tcp("tcp-no-server").server("").client("<read>"),
        // Nothing is sent: a byte on its way could be reported before the reset.
        tcp("tcp-reject").frontend("tcp-request connection reject").client("<read>"),
        tcp("tcp-content-reject")
            .frontend("tcp-request inspect-delay 1s", "tcp-request content reject")
            .client("<read>"),
        tcp("session-reject").frontend("tcp-request session reject").client("<read>"),
        tcp("session-accept")
            .frontend("tcp-request session accept if { src 127.0.0.1 }")
            .frontend("tcp-request session reject")
            .client("x")
            .origin("y<close>"),
        tcp("session-variable")
            .frontend("tcp-request session set-var(sess.a) src")
            .frontend("tcp-request content reject if { var(sess.a) -m ip 127.0.0.1 }")
            .client("<read>"),
        tcp("inspect-wait-end")
            .frontend("tcp-request inspect-delay 400ms", "tcp-request content accept if WAIT_END")
            .client("x")
            .origin("y<close>"),
        tcp("inspect-payload")
            .frontend("tcp-request inspect-delay 2s")
            .frontend("tcp-request content reject if { req.payload(0,3) -m str bad }")
            .client("bad"),
        tcp("inspect-payload-passes")
            .frontend("tcp-request inspect-delay 2s")
            .frontend("tcp-request content reject if { req.payload(0,3) -m str bad }")
            .client("goo", "d")
            .origin("y<close>"),
        tcp("inspect-length")
            .frontend("tcp-request inspect-delay 600ms")
            .frontend("tcp-request content reject if { req.len gt 3 }")
            .client("ab")
            .origin("y<close>"),
        tcp("inspect-client-leaves")
            .frontend("tcp-request inspect-delay 2s")
            .frontend("tcp-request content reject if { req.len gt 3 }")
            .client("ab<fin>")
            .origin("y<close>"),
        tcp("inspect-client-leaves-empty")
            .frontend("tcp-request inspect-delay 2s")
            .frontend("tcp-request content accept if { req.len gt 3 }")
            .client("<fin>")
            .origin("y<close>"),
        tcp("inspect-client-timeout")
            .defaults("timeout client 300ms")
            .frontend("tcp-request inspect-delay 2s")
            .frontend("tcp-request content accept if { req.len gt 3 }")
            .client("<read>")
            .origin("y<close>"),
        tcp("inspect-in-backend")
            .backend("tcp-request inspect-delay 2s")
            .backend("tcp-request content reject if { req.payload(0,3) -m str bad }")
            .client("bad"),
        tcp("inspect-route")
            .frontend("tcp-request inspect-delay 2s")
            .frontend("tcp-request content accept if { req.len gt 2 }")
            .frontend("use_backend b if { req.payload(0,3) -m str abc }")
            .client("abc")
            .origin("y<close>"),
        tcp("content-silent-drop").frontend("tcp-request content silent-drop").client("<read>"),
        tcp("tcp-use-server")
            .backend("use-server t if { src 127.0.0.1 }", "server t 127.0.0.1:${origin}")
            .client("abc")
            .origin("y<close>"),
        tcp("response-reject")
            .backend("tcp-response inspect-delay 2s")
            .backend("tcp-response content reject if { res.payload(0,3) -m str bad }")
            .client("x")
            .origin("bad"),
        tcp("response-close")
            .backend("tcp-response inspect-delay 2s")
            .backend("tcp-response content close if { res.payload(0,3) -m str bad }")
            .client("x")
            .origin("bad"),
        tcp("response-passes")
            .backend("tcp-response inspect-delay 2s")
            .backend("tcp-response content reject if { res.payload(0,3) -m str bad }")
            .client("x")
            .origin("good<close>"),
        tcp("response-delay-over")
            .backend("tcp-response inspect-delay 500ms")
            .backend("tcp-response content reject if { res.len gt 3 }")
            .client("x")
            .origin("ba"),
        tcp("response-accept-late")
            .backend("tcp-response inspect-delay 500ms")
            .backend("tcp-response content accept if { res.len gt 3 }")
            .backend("tcp-response content reject")
            .client("x")
            .origin("ba"),
        tcp("tcp-no-tcplog")
            .defaults("log-format \"%ci f %b/%s:%ts\"")
            .client("x")
            .origin("y<close>"),
        tcp("tcp-logasap").defaults("option logasap").client("x").origin("y<close>"),
        tcp("tcp-dontlognull").defaults("option dontlognull").client("<fin>").origin("y"));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
