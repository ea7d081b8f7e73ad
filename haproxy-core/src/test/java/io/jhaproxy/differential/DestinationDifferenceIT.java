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

/** Where connections to servers go and come from, through both programs. */
@Timeout(90)
class DestinationDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶¶hi";
  private static final String GET = "GET /a HTTP/1.1¶Host: h¶¶";
  private static final String NAMED =
      "GET /a HTTP/1.1¶Host: h¶X-Forwarded-For: 127.0.0.33, 127.0.0.44¶¶";

  /** Lines of the backend, which has no other; the server is at any address. */
  private static final String[] HTTP = {
    "dispatch 127.0.0.1:${origin}",
    "dispatch 127.0.0.1:${origin};source 127.0.0.3",
    "dispatch 127.0.0.1:${origin};http-reuse always",
    "dispatch 127.0.0.1:${origin};http-reuse never;option prefer-last-server",
    "dispatch 127.0.0.1:${origin};option httpclose",
    "dispatch 127.0.0.1:${dead};retries 1;timeout connect 200ms",
    "dispatch 127.0.0.1:${dead};retries 1;timeout connect 200ms;option redispatch",
    "dispatch 127.0.0.1:${dead};balance roundrobin;server s 127.0.0.1:${origin}",
    "dispatch 127.0.0.1:${origin};http-response set-header x %[srv_name]-%[srv_id]",
    "option transparent;http-request set-dst-port int(${origin})",
    "option transparent;http-request set-dst str(127.0.0.9)"
        + ";http-request set-dst-port int(${origin})",
    "server s 0.0.0.0:${origin}",
    "server s 0.0.0.0:${origin};http-request set-dst str(127.0.0.9)",
    "server s 127.0.0.1;http-request set-dst-port int(${origin})",
    "server s 127.0.0.1:+1;http-request set-dst-port int(${origin}),sub(1)",
    "server s 127.0.0.1:-2;http-request set-dst-port int(${origin}),add(2)",
    "server s 0.0.0.0;http-request set-dst-port int(${origin})",
    "server s 127.0.0.1:${origin};http-request set-dst-port int(1)",
    "server s 127.0.0.1:${origin};source 127.0.0.3",
    "server s 127.0.0.1:${origin};source 127.0.0.3 interface lo",
    "server s 127.0.0.1:${origin};source 0.0.0.0 interface nosuch",
    "server s 127.0.0.1:${origin};source 0.0.0.0 usesrc 127.0.0.66",
    "server s 127.0.0.1:${origin};source 0.0.0.0 usesrc clientip",
    "server s 127.0.0.1:${origin} source 0.0.0.0 usesrc clientip",
    "server s 127.0.0.1:${origin};source 0.0.0.0 usesrc clientip"
        + ";http-request set-src str(127.0.0.88)",
    "server s 127.0.0.1:${origin};source 0.0.0.0 usesrc hdr_ip(x-forwarded-for)",
    "server s 127.0.0.1:${origin};source 0.0.0.0 usesrc hdr_ip(x-forwarded-for,1)",
    "server s 127.0.0.1:${origin};source 0.0.0.0 usesrc hdr_ip(x-forwarded-for,-2)",
  };

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  static List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String lines : HTTP) {
      // Nobody is there: the reference still tells the unbound address of the last socket.
      boolean reached = !lines.contains("${dead};ret") && !lines.contains("127.0.0.9");
      String source = reached ? "%[bc_src]" : "-";
      scenarios.add(
          http(lines)
              .defaults("log-format \"%ci [%tr] f %b/%s " + source + " %si %ST %B %ts %sc/%rc\"")
              .backend(lines.split(";"))
              .server("")
              .client(NAMED, NAMED)
              .origin(OK));
    }
    scenarios.add(
        http("dispatch beside a cookie")
            .backend("dispatch 127.0.0.1:${origin}", "cookie SRV insert")
            .server("127.0.0.1:${origin} cookie s")
            .client(GET, "GET /b HTTP/1.1¶Host: h¶Cookie: SRV=s¶¶", GET)
            .origin(OK));
    scenarios.add(
        tcp("dispatch")
            .backend("dispatch 127.0.0.1:${origin}", "source 127.0.0.3")
            .server("")
            .client("abc")
            .origin("y<close>"));
    scenarios.add(
        tcp("dispatch-dead")
            .defaults("retries 1", "timeout connect 200ms")
            .backend("dispatch 127.0.0.1:${dead}")
            .server("")
            .client("<read>"));
    return scenarios;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
