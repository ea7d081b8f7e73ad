package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Persistence by cookie and rule through both programs. */
@Timeout(90)
class PersistenceDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶Server: x¶¶hi";
  private static final String GET = "GET /a HTTP/1.1¶Host: h¶¶";

  private static final String WHICH = "GET /a HTTP/1.1¶Host: h¶X: two¶Cookie: SRV=two¶¶";
  private static final String GONE = "GET /a HTTP/1.1¶Host: h¶Cookie: SRV=gone¶¶";

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  /** Cookie options, what the client sends as its cookies, what the server sets. */
  private static final String[] COOKIES = {
    "insert | - | -",
    "insert | SRV=two | -",
    "insert | SRV=nobody | -",
    "insert | SRV=gone | -",
    "insert | SRV= | -",
    "insert | a=b; SRV=two; c=d | -",
    "insert | a=b,SRV=two | -",
    "insert | srv=two | -",
    "insert | SRV=two | SRV=own; path=/x",
    "insert | - | SRV=own; path=/x",
    "insert | - | other=1; SRV=2",
    "insert indirect | SRV=two | -",
    "insert indirect | a=b; SRV=two; c=d | -",
    "insert indirect | SRV=two; c=d | -",
    "insert indirect | a=b; SRV=two | -",
    "insert indirect | a=b;SRV=two;c=d | -",
    "insert indirect | a=b ;  SRV = two ;  c=d | -",
    "insert indirect | SRV=two; SRV=one; c=d | -",
    "insert indirect | SRV=nobody | SRV=own",
    "insert indirect | SRV=two | SRV=own",
    "insert indirect preserve | SRV=two | SRV=own",
    "insert preserve | - | SRV=own",
    "insert preserve | - | -",
    "insert nocache | - | -",
    "insert nocache | - | x=y¶ETag: x",
    "insert indirect nocache | SRV=two | -",
    "insert postonly | - | -",
    "insert httponly secure | - | -",
    "insert domain .h.example domain x.y | - | -",
    "insert attr SameSite=Strict attr x=y httponly | - | -",
    "insert maxidle 30m | - | -",
    "insert maxidle 30m | SRV=two | -",
    "insert maxidle 30m | SRV=two\\|AAAAA | -",
    "insert maxidle 30m | SRV=two\\|AABCD | -",
    "insert maxidle 30m | SRV=two\\|zzzzz | -",
    "insert maxidle 30m | SRV=two\\|x | -",
    "insert maxlife 8h | - | -",
    "insert maxlife 8h | SRV=two | -",
    "insert maxlife 8h | SRV=two\\|AABCD\\|AABCD | -",
    "insert maxidle 30m maxlife 8h | SRV=two | -",
    "insert maxidle 30m maxlife 8h | SRV=two\\|AABCD\\|AABCD | -",
    "insert indirect maxidle 30m | SRV=two | -",
    "insert | SRV=two\\|AABCD\\|AABCD | -",
    "insert | SRV=two\\|AABCD | -",
    "insert indirect | SRV=two\\|AABCD | -",
    "rewrite | - | SRV=own; path=/",
    "rewrite | SRV=two | SRV=own; path=/",
    "rewrite | SRV=two | -",
    "prefix | - | SRV=own; path=/",
    "prefix | SRV=two~own; x=y | SRV=own; path=/",
    "prefix | SRV=two | -",
    "prefix | SRV=nobody~own | SRV=own",
    "prefix | SRV=two~ | -",
    "prefix | x=y; SRV=two~a~b | SRV=\"own\"; path=/",
    "prefix indirect | SRV=two~own | SRV=own",
    "indirect | SRV=two | SRV=own",
    "nocache | SRV=two | SRV=own",
  };

  static List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String line : COOKIES) {
      String[] parts = line.split(" \\| ");
      scenarios.add(cookie(line, parts[0], parts[1].replace("\\|", "|"), parts[2]));
    }
    scenarios.add(
        cookie("postonly-post", "insert postonly", "-", "-")
            .client("POST /a HTTP/1.1¶Host: h¶Content-Length: 1¶¶x"));
    scenarios.add(cookie("persist", "insert", "SRV=gone", "-").backend("option persist"));
    scenarios.add(
        http("backup-without-cookie")
            .backend("cookie SRV insert indirect", "server plain 127.0.0.1:${origin}")
            .server("")
            .client(GET, "GET /a HTTP/1.1¶Host: h¶Cookie: SRV=two¶¶")
            .origin(OK));
    scenarios.add(
        http("redispatch-breaks")
            .defaults("retries 1", "option redispatch", "timeout connect 300ms")
            .backend(
                "cookie SRV insert indirect",
                "server one 127.0.0.1:${dead} cookie one",
                "server two 127.0.0.1:${origin} cookie two")
            .server("")
            .client("GET /a HTTP/1.1¶Host: h¶Cookie: SRV=one¶¶")
            .origin(OK));
    scenarios.add(rule("use-server", "use-server two if { path /a }").client(GET));
    scenarios.add(rule("use-server-not", "use-server two unless { path /a }").client(GET));
    scenarios.add(rule("use-server-down", "use-server gone if { path /a }").client(GET));
    scenarios.add(rule("use-server-dynamic", "use-server %[hdr(x)] if TRUE").client(WHICH));
    scenarios.add(rule("use-server-and-cookie", "use-server one if TRUE").client(WHICH));
    scenarios.add(rule("force-persist", "force-persist if { path /a }").client(GONE, GONE));
    scenarios.add(rule("force-persist-not", "force-persist if { path /b }").client(GONE));
    scenarios.add(rule("ignore-persist", "ignore-persist if { path /a }").client(WHICH, WHICH));
    scenarios.add(rule("ignore-persist-not", "ignore-persist if { path /b }").client(WHICH));
    scenarios.add(
        rule("use-server-force", "force-persist if TRUE", "use-server gone if TRUE").client(GET));
    scenarios.add(
        http("no-redispatch")
            .defaults("retries 1", "timeout connect 300ms")
            .backend(
                "cookie SRV insert indirect",
                "server one 127.0.0.1:${dead} cookie one",
                "server two 127.0.0.1:${origin} cookie two")
            .server("")
            .client("GET /a HTTP/1.1¶Host: h¶Cookie: SRV=one¶¶")
            .origin(OK));
    return scenarios;
  }

  private static Scenario rule(String name, String... rules) {
    return http(name)
        .backend(
            "cookie SRV insert indirect",
            "server one 127.0.0.1:${origin} cookie one",
            "server two 127.0.0.1:${origin} cookie two",
            "server gone 127.0.0.1:${origin} cookie gone disabled")
        .backend(rules)
        .server("")
        .origin(OK);
  }

  private static Scenario cookie(String name, String options, String sent, String set) {
    String answer = set.equals("-") ? OK : OK.replace("Server", "Set-Cookie: " + set + "¶Server");
    String cookie = sent.equals("-") ? "" : "Cookie: " + sent + "¶";
    return http(name)
        .backend(
            "cookie SRV " + options,
            "server one 127.0.0.1:${origin} cookie one",
            "server two 127.0.0.1:${origin} cookie two",
            "server gone 127.0.0.1:${origin} cookie gone disabled")
        .server("")
        .client("GET /a HTTP/1.1¶Host: h¶" + cookie + "¶")
        .origin(answer);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
