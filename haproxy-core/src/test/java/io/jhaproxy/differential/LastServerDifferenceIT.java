package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which server the next request of a client goes to, through both programs. */
@Timeout(90)
class LastServerDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶¶hi";

  /** Name; lines of the backend; status and a field of each answer. */
  private static final String[] CASES = {
    "plain | option http-keep-alive | 200 | Server: x",
    "prefer, shared connections | option prefer-last-server | 200 | Server: x",
    "prefer, own | http-reuse never;option prefer-last-server | 200 | Server: x",
    "prefer, own, hash | http-reuse never;balance uri;option prefer-last-server | 200 | Server: x",
    "prefer, own, leastconn | http-reuse never;balance leastconn;option prefer-last-server"
        + " | 200 | Server: x",
    "prefer, closed | http-reuse never;option httpclose;option prefer-last-server"
        + " | 200 | Server: x",
    "prefer, server closes | http-reuse never;option prefer-last-server"
        + " | 200 | Connection: close",
    "own | http-reuse never | 200 | Server: x",
    "queue 0 | http-reuse never;option prefer-last-server;max-keep-alive-queue 0 | 200 | Server: x",
    "challenge | balance roundrobin | 401 | WWW-Authenticate: Basic realm=x",
    "challenge, own | http-reuse never | 401 | WWW-Authenticate: Basic realm=x",
    "challenge, own, proxy | http-reuse never | 407 | Proxy-Authenticate: Basic realm=x",
    "ntlm | balance roundrobin | 401 | WWW-Authenticate: NTLM",
    "ntlm, lower | balance roundrobin | 401 | www-authenticate: ntlm abc",
    "negotiate | balance roundrobin | 401 | WWW-Authenticate: Negotiate",
    "negotiate, second | balance roundrobin"
        + " | 401 | WWW-Authenticate: Basic x¶WWW-Authenticate: Negotiate",
    "negotiate, list | balance roundrobin | 401 | WWW-Authenticate: Basic realm=x, Negotiate",
    "negotiate, always | http-reuse always | 401 | WWW-Authenticate: Negotiate",
    "negotiate, hash | balance uri | 401 | WWW-Authenticate: Negotiate",
    "negotiate, wrong field | balance roundrobin | 401 | Proxy-Authenticate: Negotiate",
    "ntlm, proxy | balance roundrobin | 407 | Proxy-Authenticate: NTLM",
    "ntlm, 403 | balance roundrobin | 403 | WWW-Authenticate: NTLM",
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
      String answer =
          OK.replace("200 OK", parts[2] + " S").replace("¶Content", "¶" + parts[3] + "¶Content");
      String get = "GET /a HTTP/1.1¶Host: h¶¶";
      scenarios.add(
          http(parts[0])
              .backend(parts[1].split(";"))
              .backend("server t 127.0.0.1:${origin}")
              .client(get, get, "GET /bc HTTP/1.1¶Host: h¶¶", get)
              .origin(answer));
    }
    return scenarios;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
