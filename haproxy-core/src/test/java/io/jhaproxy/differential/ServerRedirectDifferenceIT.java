package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers to which clients are sent themselves, and those that are reached by TCP fast open. */
@Timeout(90)
class ServerRedirectDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶¶hi";

  /** Parameters of the server, lines of the backend, what the client sends. */
  private static final String[] CASES = {
    "redir http://x.example/p | - | GET /a?b=c HTTP/1.1¶Host: h¶¶",
    "redir http://x.example | - | HEAD /a HTTP/1.1¶Host: h¶¶",
    "redir http://x.example | - | POST /a HTTP/1.1¶Host: h¶Content-Length: 1¶¶x",
    "redir http://x.example | - | GET http://h/q?z HTTP/1.1¶Host: h¶¶",
    "redir http://x.example | - | GET http://h HTTP/1.1¶Host: h¶¶",
    "redir http://x.example | - | GET /a HTTP/1.0¶¶",
    "redir http://x.example | - | GET /a HTTP/1.0¶Connection: keep-alive¶¶",
    "redir http://x.example | - | GET /a HTTP/1.1¶Host: h¶¶GET /b HTTP/1.1¶Host: h¶¶",
    "redir http://x.example | http-request set-path /n | GET /a?x HTTP/1.1¶Host: h¶¶",
    "redir http://x.example | http-response set-header a b | GET /a HTTP/1.1¶Host: h¶¶",
    "redir http://x.example | - | GET /a HTTP/1.1¶Host: h¶Content-Length: 5¶¶hello",
    "redir http://x.example | - | GET /a HTTP/1.1¶Host: h¶Transfer-Encoding: chunked¶¶5¶hello¶0¶¶",
    "redir http://x.example | http-after-response set-header A b | GET /a HTTP/1.1¶Host: h¶¶",
    "redir http://x.example | http-after-response set-header Location x | GET /a HTTP/1.1¶Host: h¶¶",
    "redir http://x.example cookie c | cookie C insert | GET /a HTTP/1.1¶Host: h¶¶",
    "redir http://x.example cookie c | cookie C insert | GET /a HTTP/1.1¶Host: h¶Cookie: C=c¶¶",
    "redir http://x.example disabled | - | GET /a HTTP/1.1¶Host: h¶¶",
    "redir http://x.example maxconn 1 | - | GET /a HTTP/1.1¶Host: h¶¶",
    "tfo | retry-on all-retryable-errors | GET /a HTTP/1.1¶Host: h¶¶",
    "tfo | retry-on conn-failure | GET /a HTTP/1.1¶Host: h¶¶",
    "non-stick | - | GET /a HTTP/1.1¶Host: h¶¶",
  };

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  static List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String line : CASES) {
      String[] parts = line.split(" \\| ");
      Scenario made =
          http(line).server("127.0.0.1:${origin} " + parts[0]).client(parts[2]).origin(OK);
      scenarios.add(parts[1].equals("-") ? made : made.backend(parts[1]));
    }
    return scenarios;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
