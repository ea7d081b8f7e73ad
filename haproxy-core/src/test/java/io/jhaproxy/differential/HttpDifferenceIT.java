package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP through both programs. */
@Timeout(90)
class HttpDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶Server: x¶¶hi";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶2;ext=1¶hi¶3¶you¶0¶X-T: 1¶¶";
  private static final String GET = "GET /a HTTP/1.1¶Host: h¶X-Foo: Bar¶¶";

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  static List<Scenario> scenarios() {
    return List.of(
        http("get").client(GET).origin(OK),
        http("get-10").client("GET /a HTTP/1.0¶X-Foo: Bar¶¶").origin(OK),
        http("keep-alive-10").client("GET /a HTTP/1.0¶Connection: keep-alive¶¶").origin(OK),
        http("client-close").client("GET /a HTTP/1.1¶Host: h¶Connection: close¶¶").origin(OK),
        http("two-requests").client(GET, "GET /b HTTP/1.1¶Host: h¶¶").origin(OK),
        http("pipelined").client(GET + "GET /b HTTP/1.1¶Host: h¶¶" + GET).origin(OK),
        http("httpclose").defaults("option httpclose").client(GET).origin(OK),
        http("http-server-close").defaults("option http-server-close").client(GET, GET).origin(OK),
        http("server-closes").client(GET, GET).origin(OK + "<close>"),
        http("server-says-close")
            .client(GET)
            .origin("HTTP/1.1 200 OK¶Connection: close¶Content-Length: 2¶¶hi<close>"),
        http("head")
            .client("HEAD /a HTTP/1.1¶Host: h¶¶", GET)
            .origin("HTTP/1.1 200 OK¶Content-Length: 2¶¶", OK),
        http("not-modified").client(GET, GET).origin("HTTP/1.1 304 Not Modified¶ETag: \"x\"¶¶", OK),
        http("no-content").client(GET, GET).origin("HTTP/1.1 204 No Content¶¶", OK),
        http("post").client("POST /a HTTP/1.1¶Host: h¶Content-Length: 5¶¶hello", GET).origin(OK),
        http("post-in-pieces")
            .client("POST /a HTTP/1.1¶Host: h¶Content-Length: 10¶¶hello" + "world", GET)
            .origin(OK),
        http("post-chunked")
            .client(
                "POST /a HTTP/1.1¶Host: h¶Transfer-Encoding: chunked¶¶5¶hello¶1;x=y¶!¶0¶X-T: 1¶¶")
            .origin(OK),
        http("answer-chunked").client(GET, GET).origin(CHUNKED, OK),
        http("answer-chunked-10").client("GET /a HTTP/1.0¶¶").origin(CHUNKED),
        http("answer-until-close")
            .client(GET)
            .origin("HTTP/1.0 200 OK¶Server: x¶¶hello close<close>"),
        http("answer-11-until-close").client(GET).origin("HTTP/1.1 200 OK¶¶hello close<close>"),
        http("100-continue")
            .client("POST /a HTTP/1.1¶Host: h¶Expect: 100-continue¶Content-Length: 5¶¶hello")
            .origin("HTTP/1.1 100 Continue¶¶" + OK),
        http("websocket")
            .client(
                "GET /ws HTTP/1.1¶Host: h¶Connection: Upgrade¶Upgrade: websocket¶"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==¶Sec-WebSocket-Version: 13¶¶",
                "frame")
            .origin(
                "HTTP/1.1 101 Switching Protocols¶Connection: Upgrade¶Upgrade: websocket¶"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=¶¶hello"),
        http("many-headers-kept")
            .client("GET /?a=b&c HTTP/1.1¶Host: h¶A: 1¶a: 2¶X-EMPTY:¶X-Sp:   v  ¶A: 3¶¶")
            .origin("HTTP/1.1 200 Very OK¶Set-Cookie: a=b¶Set-Cookie: c=d¶Content-Length: 0¶¶"),
        http("redirect").frontend("redirect prefix https://x code 301").client(GET).origin(OK),
        http("redirect-location")
            .frontend("http-request redirect location /new if { path /a }")
            .client(GET, "GET /b HTTP/1.1¶Host: h¶¶")
            .origin(OK),
        http("deny").frontend("http-request deny if { path /a }").client(GET).origin(OK),
        http("deny-status")
            .frontend("http-request deny deny_status 429 if { hdr(x-foo) Bar }")
            .client(GET)
            .origin(OK),
        http("return")
            .frontend("http-request return status 200 content-type text/plain string hello")
            .client(GET, GET)
            .origin(OK),
        http("set-header")
            .frontend(
                "http-request set-header X-New %[path]",
                "http-request del-header X-Foo", "http-response add-header X-Out v")
            .client(GET)
            .origin(OK),
        http("forwardfor").defaults("option forwardfor").client(GET).origin(OK),
        http("forwardfor-except")
            .defaults("option forwardfor except 127.0.0.0/8")
            .client(GET)
            .origin(OK),
        http("forwardfor-if-none")
            .defaults("option forwardfor if-none")
            .client("GET /a HTTP/1.1¶Host: h¶X-Forwarded-For: 10.0.0.1¶¶")
            .origin(OK),
        http("forwardfor-header")
            .defaults("option forwardfor header X-Client")
            .client(GET)
            .origin(OK),
        http("bad-request").client("BAD¶¶").origin(OK),
        http("bad-header").client("GET / HTTP/1.1¶A B: c¶¶").origin(OK),
        http("two-lengths")
            .client("POST / HTTP/1.1¶Host: h¶Content-Length: 5¶Content-Length: 6¶¶hello")
            .origin(OK),
        http("incomplete-request")
            .defaults("timeout http-request 400ms")
            .client("GET / HTTP/1.1¶Host: h¶")
            .origin(OK),
        http("incomplete-then-fin").client("GET / HTTP/1.1¶", "<fin>").origin(OK),
        http("client-timeout").client("GET / HTTP/1.1¶Host: h¶").origin(OK),
        http("server-garbage").client(GET).origin("garbage¶¶"),
        http("server-empty").client(GET).origin("<close>"),
        http("server-reset").client(GET).origin("<reset>"),
        http("server-silent").client(GET).origin("<silent>"),
        http("server-cuts-body")
            .client(GET)
            .origin("HTTP/1.1 200 OK¶Content-Length: 10¶¶hi<close>"),
        http("server-stalls-in-body").client(GET).origin("HTTP/1.1 200 OK¶Content-Length: 10¶¶hi"),
        http("no-server").server("").client(GET),
        http("refused").defaults("retries 0").server("127.0.0.1:${dead}").client(GET),
        http("refused-with-retries")
            .defaults("retries 1", "timeout connect 300ms")
            .server("127.0.0.1:${dead}")
            .client(GET),
        http("redispatch")
            .defaults("retries 1", "timeout connect 300ms", "option redispatch 1")
            .server("127.0.0.1:${dead}")
            .backend("balance first")
            .backend("server first 127.0.0.1:${dead}", "server second 127.0.0.1:${origin}")
            .client(GET)
            .origin(OK),
        http("disabled-server").server("127.0.0.1:${origin} disabled").client(GET).origin(OK),
        http("use-backend-default")
            .frontend("use_backend b if { path_beg /a }")
            .client(GET)
            .origin(OK),
        balanced("roundrobin-weights", "balance roundrobin", "weight 3", "weight 1"),
        balanced("roundrobin-2-1", "balance roundrobin", "weight 20", "weight 10"),
        balanced("roundrobin-1-3", "balance roundrobin", "weight 1", "weight 3"),
        balanced("static-rr-1-3", "balance static-rr", "weight 1", "weight 3"),
        balanced("static-rr-5-2", "balance static-rr", "weight 5", "weight 2"),
        balanced("roundrobin-equal", "balance roundrobin", "", ""),
        balanced("static-rr", "balance static-rr", "weight 2", "weight 1"),
        balanced("leastconn", "balance leastconn", "", ""),
        balanced("source", "balance source", "", ""),
        balanced("first", "balance first", "", ""),
        balanced("backup", "balance roundrobin", "disabled", "backup"),
        http("logasap").frontend("option logasap").client(GET, GET).origin(OK),
        http("max-reuse")
            .server("127.0.0.1:${origin} max-reuse 1")
            .client(GET, GET, GET)
            .origin(OK),
        http("max-reuse-none")
            .server("127.0.0.1:${origin} max-reuse 0")
            .client(GET, GET)
            .origin(OK),
        http("maxhdr")
            .global("tune.http.maxhdr 5")
            .client("GET / HTTP/1.1¶Host: h¶A: 1¶B: 2¶C: 3¶¶")
            .origin(OK),
        http("maxhdr-exceeded")
            .global("tune.http.maxhdr 5")
            .client("GET / HTTP/1.1¶Host: h¶A: 1¶B: 2¶C: 3¶D: 4¶¶")
            .origin(OK),
        http("maxhdr-exceeded-by-server")
            .global("tune.http.maxhdr 5")
            .client("GET / HTTP/1.1¶Host: h¶¶")
            .origin("HTTP/1.1 200 OK¶A: 1¶B: 2¶C: 3¶D: 4¶Content-Length: 0¶¶"),
        http("maxrewrite")
            .global("tune.bufsize 8192", "tune.maxrewrite 4096")
            .client("GET / HTTP/1.1¶Host: h¶A: " + "a".repeat(3500) + "¶¶")
            .origin(OK),
        http("maxrewrite-exceeded")
            .global("tune.bufsize 8192", "tune.maxrewrite 4096")
            .client("GET / HTTP/1.1¶Host: h¶A: " + "a".repeat(4500) + "¶¶")
            .origin(OK),
        http("maxrewrite-exceeded-by-server")
            .global("tune.bufsize 8192", "tune.maxrewrite 4096")
            .client("GET / HTTP/1.1¶Host: h¶¶")
            .origin("HTTP/1.1 200 OK¶A: " + "a".repeat(4500) + "¶Content-Length: 0¶¶"),
        http("httpslog").defaults("option httpslog").client(GET).origin(OK),
        http("counters")
            .defaults("log-format \"%ci f %lc %rt %ST\"")
            .client(GET, GET, "GET /c HTTP/1.1¶Host: h¶Connection: close¶¶")
            .origin(OK),
        http("errorfile")
            .frontend("errorfile 503 /etc/haproxy/errors/503.http")
            .backend("errorfile 503 /etc/haproxy/errors/503.http")
            .server("")
            .client(GET),
        http("errorfile-early")
            .frontend("errorfile 400 /etc/haproxy/errors/400.http")
            .client("BAD¶¶"),
        http("errorloc").backend("errorloc 503 http://sorry/").server("").client(GET),
        http("errorloc303").backend("errorloc303 503 http://sorry/").server("").client(GET),
        http("queue-timeout")
            .defaults("timeout queue 300ms", "timeout client 5s")
            .backend("server full 127.0.0.1:${origin} maxconn 1")
            .server("")
            .alongside("GET /first HTTP/1.1¶Host: h¶¶")
            .client(GET)
            .origin("<silent>"),
        http("queue-full")
            .defaults("timeout queue 5s", "timeout client 5s")
            .backend("balance source", "server full 127.0.0.1:${origin} maxconn 1 maxqueue 1")
            .server("")
            .alongside("GET /first HTTP/1.1¶Host: h¶¶", "GET /second HTTP/1.1¶Host: h¶¶")
            .client(GET)
            .origin("<silent>"),
        http("queue-served")
            .defaults("timeout queue 5s", "timeout server 1s", "timeout client 5s", "retries 0")
            .backend("server full 127.0.0.1:${origin} maxconn 1")
            .server("")
            .alongside("GET /first HTTP/1.1¶Host: h¶¶")
            .client(GET)
            .origin("<silent>", OK),
        http("null-session").client("<fin>").origin(OK),
        http("client-reset").client("GET / HTTP/1.1¶Host", "<reset>").origin(OK));
  }

  /** Eight requests over two servers; the log tells which server each went to. */
  private static Scenario balanced(String name, String balance, String first, String second) {
    Scenario scenario =
        http(name)
            .server("")
            .backend(
                balance,
                "server s1 127.0.0.1:${origin} " + first,
                "server s2 127.0.0.1:${origin} " + second)
            .origin(OK);
    for (int i = 0; i < 8; i++) {
      scenario.client("GET /" + i + " HTTP/1.1¶Host: h¶¶");
    }
    return scenario;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
