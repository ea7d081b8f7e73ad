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
