package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Actions of HTTP rules through both programs. */
@Timeout(90)
class RuleDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶X-Res: r¶¶hi";
  private static final String GET = "GET /a/b?c=d HTTP/1.1¶Host: h¶X-Foo: Bar¶Cookie: k=v; kk=w¶¶";
  private static final String POST = "POST /a HTTP/1.1¶Host: h¶Content-Length: 5¶¶hello";
  private static final String HALF = "POST /a HTTP/1.1¶Host: h¶Content-Length: 9¶¶hello";

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  /** Lines of the frontend, separated by a bar; a GET goes through them. */
  private static final String[] FRONTEND = {
    "http-request set-log-level err",
    "http-request set-log-level silent if { path /x }",
    "http-response set-log-level warning",
    "http-request set-tos 0x10 | http-request set-mark 1 | http-request set-nice 5",
    "http-request set-src hdr(x-foo) | http-request set-header X-S %[src]",
    "http-request set-src str(10.1.2.3) | http-request set-header X-S %[src]",
    "http-request set-src-port int(99) | http-request set-header X-S %[src]:%[src_port]",
    "http-request set-dst str(10.1.2.3) | http-request set-header X-S %[dst]",
    "http-request set-dst-port int(99) | http-request set-header X-S %[dst]:%[dst_port]",
    "http-request set-src str(2001:db8::1) | option forwardfor",
    "tcp-request connection set-src str(10.1.2.3) | option forwardfor",
    "tcp-request session set-src str(10.1.2.3) | option forwardfor",
    "tcp-request content set-src str(10.1.2.3) | option forwardfor",
    "http-request capture req.hdr(x-foo) len 2",
    "http-request capture req.hdr(x-foo) len 20 | http-request capture path len 9",
    "declare capture request len 20 | http-request capture req.hdr(x-foo) id 0",
    "capture request header X-Foo len 5 | http-request capture path len 9",
    "declare capture response len 20 | http-response capture res.hdr(x-res) id 0",
    "capture cookie k len 10",
    "capture cookie k= len 10",
    "capture cookie kk len 3",
    "capture cookie none len 3",
    "http-request set-header X-C %[capture.req.hdr(0)] | capture request header X-Foo len 5",
    "http-request early-hint Link </x>;rel=preload | http-request early-hint Link </y>",
    "http-request early-hint Link %[path] | http-request deny",
    "http-request early-hint Link a | http-request set-header X b | http-request early-hint Link c",
    "http-request strict-mode off | http-request set-header X y",
    "http-request wait-for-handshake | http-request disable-l7-retry",
    "http-request return status 200 content-type text/plain lf-string %[path]-%ci",
    "http-request return status 404 hdr X-A b hdr X-B %[path]",
    "http-request return status 503 default-errorfiles",
    "http-request return default-errorfiles",
    "http-request return status 418",
    "http-request deny status 403 content-type text/plain string no",
    "http-request deny deny_status 200",
    "http-request deny status 429 hdr X-A b",
    "http-request deny status 418 hdr X-A b",
    "http-request reject",
    "http-request silent-drop",
    "timeout tarpit 300ms | http-request tarpit",
    "timeout tarpit 300ms | http-request tarpit deny_status 429",
    "timeout tarpit 300ms | http-request tarpit status 400 content-type a string %[path]",
    "http-request auth",
    "http-request auth realm My\\ Realm",
    "http-request redirect location /x code 307",
    "http-request redirect prefix http://p drop-query",
    "http-request redirect prefix http://p drop-query append-slash",
    "http-request redirect scheme https set-cookie A=b",
    "http-request redirect location / clear-cookie A=",
    "http-request redirect location %[hdr(nope)] ignore-empty",
    "http-response deny",
    "http-response deny deny_status 403",
    "http-response deny status 500 content-type text/plain string no",
    "http-response return status 200 content-type text/plain string other",
    "http-response return status 404",
    "http-response redirect location /x",
    "http-response redirect location /x code 301 if { status 200 }",
    "http-response silent-drop",
    "http-response set-status 404",
    "http-response set-status 404 reason \"What now\"",
    "http-response set-var(res.a) res.hdr(x-res) | http-response set-header X-V %[var(res.a)]",
    "http-request set-var(txn.a) path | http-response set-header X-V %[var(txn.a)]",
    "http-request set-var-fmt(txn.a) %[path]x%[method] | http-response set-header X-V %[var(txn.a)]",
    "http-request set-var(req.a) path | http-response set-header X-V %[var(req.a)]",
    "http-request set-var(txn.a) path | http-request unset-var(txn.a) | http-response set-header X %[var(txn.a)]",
    "http-after-response set-header X-After yes",
    "http-after-response set-header X-After yes | http-request deny",
    "http-after-response set-header X-After yes | http-request return status 200",
    "http-after-response set-header X-After yes | http-request redirect location /",
    "http-after-response set-status 299 | http-request return status 200",
    "http-after-response set-status 299 reason A",
    "http-after-response del-header x-res",
    "http-after-response replace-header x-res (.*) <\\1>",
    "http-after-response add-header X-A %[status] | http-request auth",
    "http-after-response allow if { status 200 } | http-after-response add-header X-A b",
    "unique-id-format %{+X}o\\ %fi | unique-id-header X-Unique-ID | log-format \"%ci f %ID\"",
    "unique-id-format %[path] | log-format \"%ci f %ID %[unique-id]\"",
    "unique-id-format %[path] | http-response set-header X-U %[unique-id]",
    "option originalto",
    "option originalto header X-Dst",
    "option originalto except 127.0.0.1",
    "tcp-request content reject if { path /a/b }",
    "tcp-request content capture req.hdr(x-foo) len 9",
    "tcp-request content set-log-level err | tcp-request inspect-delay 1s",
    "tcp-request content accept if { src 1.2.3.4 } | tcp-request content reject",
    "use_backend %[hdr(x-foo),lower,regsub(ar,)]",
    "use_backend %[hdr(x-foo)]",
    "use_backend other-%[path] if { path /x }",
    "monitor-uri /a/b?c=d",
    "monitor-uri /a/b?c=d | monitor fail if TRUE",
    "monitor-uri /a/b",
    "errorloc 403 /sorry | http-request deny",
    "errorloc302 403 http://x/ | http-request deny",
    "errorloc303 403 /sorry | http-request deny",
    "http-error status 403 content-type text/plain string no | http-request deny",
    "http-error status 403 hdr X-A b | http-request deny",
    "http-error status 404 content-type text/plain string no | http-request deny",
    "http-error status 403 errorfile /etc/haproxy/errors/503.http | http-request deny",
    "http-error status 400 content-type text/plain string no | http-request deny status 400",
    "http-error status 403 content-type a/b lf-string %ci-%[path]-%ST | http-request deny",
    "http-error status 403 hdr X-A %[path] | http-request deny",
    "http-error status 403 hdr X-A %[path] hdr X-B b | http-request return status 403 default-errorfiles",
    "http-request deny errorfile /etc/haproxy/errors/503.http",
    "http-request deny status 429 errorfile /etc/haproxy/errors/503.http",
    "http-request deny deny_status 429 errorfile /etc/haproxy/errors/503.http",
    "http-request return errorfile /etc/haproxy/errors/503.http",
    "http-request return status 404 errorfile /etc/haproxy/errors/503.http",
    "http-response return errorfile /etc/haproxy/errors/503.http",
    "http-response deny errorfile /etc/haproxy/errors/403.http",
    "timeout tarpit 300ms | http-request tarpit errorfile /etc/haproxy/errors/403.http",
    "http-request deny status 404 default-errorfiles",
    "http-request deny status 404",
    "http-request return status 429 default-errorfiles hdr a b",
    "http-response set-header X-L %[res.body]-%[res.body_len]-%[res.body_size]",
    "http-request set-priority-class int(5) | http-request set-priority-offset int(-5)",
  };

  /** Normalizer and target. */
  private static final String[] URIS = {
    "fragment-encode | /a#b#c",
    "fragment-strip | /a?b#c",
    "path-merge-slashes | //a///b//?x//y",
    "path-strip-dot | /./a/./b/.",
    "path-strip-dot | /.",
    "path-strip-dot | /a/.b/c./.?x=/./",
    "path-strip-dotdot | /foo/../",
    "path-strip-dotdot | /foo/../bar/",
    "path-strip-dotdot | /foo/bar/../",
    "path-strip-dotdot | /../bar/",
    "path-strip-dotdot | /bar/../../",
    "path-strip-dotdot | /foo//../",
    "path-strip-dotdot | /a/b/..",
    "path-strip-dotdot | /..",
    "path-strip-dotdot | /../..",
    "path-strip-dotdot | /a/../../b/..",
    "path-strip-dotdot full | /../bar/",
    "path-strip-dotdot full | /bar/../../",
    "path-strip-dotdot full | /..",
    "path-strip-dotdot full | /a/b/../../../c",
    "percent-decode-unreserved | /%61dmin%3Fx%7e",
    "percent-decode-unreserved | /%%36%36",
    "percent-decode-unreserved | /%ZZ",
    "percent-decode-unreserved strict | /%ZZ",
    "percent-decode-unreserved strict | /%4",
    "percent-to-uppercase | /%6f%6F%zz",
    "percent-to-uppercase strict | /%zz",
    "query-sort-by-name | /?c=3&a=1&b=2",
    "query-sort-by-name | /?aaa=3&a=1&aa=2&a=0",
    "query-sort-by-name | /?a-b=1&a=2&&b",
    "query-sort-by-name | /x",
  };

  /** The password "secret" by all methods that crypt(3) has here. */
  private static final String[] HASHES = {
    "$1$V7qMYJaN$PGfljd6i89PJT5EgLKeA71",
    "$2y$05$WUHhXETkX0fnYkrqZU3ta.6z2Fjk52O/LcoQJQ6cxcr4vAm/4d5TK",
    "$5$V7qMYJaNbVKOeh4P$15EppIakMT/D9/B1blV57Vy9Yl/S.MlWFYKbVyJ1Vb3",
    "$6$V7qMYJaNbVKOeh4P$v1TccBL3GYE945hru3koMlBAsr0IOPKddqg3W.0lWytKSwsdubWiWWfz6.WPgO4EfXY.b0GYFI03hBoDS1WZ9/",
    "$y$j75$V7qMYJaNbVKOeh4PhtqPk3bQnFLRqR5Std5Al6nAoI1$ynQLNMF/1wuhnX2KS4dHT62UrfaBEdbEmfSW/w9dPf2"
  };

  private static List<Scenario> logins() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String hash : HASHES) {
      for (String pair : new String[] {"YTpzZWNyZXQ=", "YTp3cm9uZw=="}) {
        String get = "GET /a HTTP/1.1¶Host: h¶Authorization: Basic " + pair + "¶¶";
        scenarios.add(
            http("password " + hash.substring(0, 3) + " " + pair)
                .global("userlist u", "user a password " + hash)
                .frontend("http-request auth unless { http_auth(u) }")
                .client(get, get)
                .origin(OK));
      }
    }
    return scenarios;
  }

  static List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String lines : FRONTEND) {
      scenarios.add(http(lines).frontend(lines.split(" \\| ")).client(GET).origin(OK));
    }
    for (String line : URIS) {
      String[] parts = line.split(" \\| ");
      scenarios.add(
          http("normalize " + line)
              .global("expose-experimental-directives")
              .defaults("option accept-invalid-http-request")
              .frontend("http-request normalize-uri " + parts[0])
              .client("GET " + parts[1] + " HTTP/1.1¶Host: h¶¶")
              .origin(OK));
    }
    scenarios.addAll(bodies());
    scenarios.addAll(logins());
    scenarios.addAll(retries());
    scenarios.addAll(names());
    return scenarios;
  }

  private static List<Scenario> bodies() {
    String wait = "http-request wait-for-body time 400ms";
    String look = "http-request set-header X-Body %[req.body]";
    return List.of(
        http("buffer-request").frontend("option http-buffer-request", look).client(POST).origin(OK),
        http("buffer-request-late")
            .defaults("timeout http-request 400ms")
            .frontend("option http-buffer-request", look)
            .client(HALF)
            .origin(OK),
        http("buffer-request-get").frontend("option http-buffer-request").client(GET).origin(OK),
        http("buffer-request-continue")
            .frontend("option http-buffer-request")
            .client("POST /a HTTP/1.1¶Host: h¶Expect: 100-continue¶Content-Length: 5¶¶", "hello")
            .origin(OK),
        http("buffer-request-chunked")
            .frontend("option http-buffer-request", look)
            .client("POST /a HTTP/1.1¶Host: h¶Transfer-Encoding: chunked¶¶5¶hello¶0¶¶")
            .origin(OK),
        http("buffer-request-backend")
            .backend("option http-buffer-request")
            .client(POST)
            .origin(OK),
        http("wait-for-body").frontend(wait, look).client(POST, POST).origin(OK),
        http("wait-for-body-late").frontend(wait, look).client(HALF).origin(OK),
        http("wait-for-body-enough")
            .defaults("timeout client 5s")
            .frontend(wait + " at-least 3", look)
            .client(HALF)
            .origin(OK),
        http("wait-for-body-leaves").frontend(wait, look).client(HALF + "<fin>").origin(OK),
        http("set-timeout-server")
            .defaults("timeout server 5s")
            .backend("http-request set-timeout server 300ms")
            .client(GET)
            .origin("<silent>"),
        http("set-log-level-silent")
            .frontend("http-request set-log-level silent if { path /x }")
            .client("GET /x HTTP/1.1¶Host: h¶¶", GET)
            .origin(OK),
        http("pretend-keepalive")
            .backend("option http-pretend-keepalive", "option http-server-close")
            .client(GET)
            .origin(OK),
        http("errorfiles")
            .global("http-errors e", "errorfile 403 /etc/haproxy/errors/503.http")
            .frontend("errorfiles e", "http-request deny")
            .client(GET)
            .origin(OK),
        http("errorfiles-other-code")
            .global("http-errors e", "errorfile 403 /etc/haproxy/errors/503.http")
            .global("errorfile 400 /etc/haproxy/errors/400.http")
            .frontend("errorfiles e 400", "http-request deny")
            .client(GET)
            .origin(OK),
        named("http-request deny errorfiles e"),
        named("http-request deny status 404 errorfiles e"),
        named("http-request return status 403 errorfiles e"),
        named("http-request return status 404 errorfiles e"),
        named("http-response return status 403 errorfiles e"),
        awaits("time 500ms", "hi"),
        awaits("time 500ms", "h"),
        awaits("time 500ms at-least 1", "h").defaults("timeout server 600ms"),
        awaits("time 500ms", "h<close>"),
        awaits("time 500ms", "hi").frontend("http-response wait-for-body time 5s"),
        awaits("time 5s", "h").defaults("timeout server 400ms"),
        http("wait-for-response-chunked")
            .backend(awaiting("time 500ms"))
            .client(GET, GET)
            .origin("HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶2¶hi¶0¶¶"),
        http("wait-for-response-close")
            .backend(awaiting("time 500ms"))
            .client(GET)
            .origin("HTTP/1.1 200 OK¶¶hi<close>"),
        http("wait-for-response-none")
            .backend(awaiting("time 500ms"))
            .client("HEAD / HTTP/1.1¶Host: h¶¶", GET)
            .origin("HTTP/1.1 200 OK¶Content-Length: 2¶¶", OK),
        http("send-name-header").backend("http-send-name-header X-Srv").client(GET).origin(OK),
        http("after-response-error")
            .backend("http-after-response set-header X-After yes")
            .server("")
            .client(GET),
        http("after-response-both")
            .frontend("http-after-response add-header X-A f")
            .backend("http-after-response add-header X-A b")
            .client(GET)
            .origin(OK));
  }

  /** A rule that names an http-errors section. */
  private static Scenario named(String rule) {
    return http(rule)
        .global("http-errors e", "errorfile 403 /etc/haproxy/errors/503.http")
        .frontend(rule)
        .client(GET, GET)
        .origin(OK);
  }

  private static String[] awaiting(String how) {
    return new String[] {
      "http-response wait-for-body " + how, "http-response set-header X-Body %[res.body]"
    };
  }

  /** A response that announces two bytes. */
  private static Scenario awaits(String how, String body) {
    return http("wait-for-response " + how + " " + body)
        .backend(awaiting(how))
        .client(GET)
        .origin("HTTP/1.1 200 OK¶Content-Length: 2¶¶" + body);
  }

  /** What a server answers behind option checkcache: fields, a bar for each line's end. */
  private static final String[] COOKIES = {
    "",
    "Set-Cookie: a=b",
    "Set-Cookie: a=b|ETag: x",
    "Set-Cookie: a=b|Cache-Control: max-age=10",
    "Set-Cookie: a=b|Cache-Control: public",
    "Set-Cookie: a=b|Cache-Control: public, max-age=10",
    "Set-Cookie: a=b|Cache-Control: max-age=0",
    "Set-Cookie: a=b|Cache-Control: private|ETag: x",
    "Set-Cookie: a=b|Cache-Control: no-cache|ETag: x",
    "Set-Cookie: a=b|Cache-Control: no-store|ETag: x",
    "Set-Cookie: a=b|Cache-Control: no-cache=\"set-cookie\"|ETag: x",
    "Set-Cookie: a=b|Cache-Control: no-cache=\"set-cookie, x\"|ETag: x",
    "Set-Cookie: a=b|Pragma: no-cache|ETag: x",
    "Set-Cookie: a=b|Expires: 0",
    "Set-Cookie2: a=b|ETag: x",
    "ETag: x",
  };

  private static List<Scenario> names() {
    List<Scenario> scenarios = new ArrayList<>();
    String get = "GET /d HTTP/1.1¶Host: h¶X_a: b¶X-b: 1¶x.c: d¶!e: f¶¶";
    for (String how : new String[] {"preserve", "delete", "reject"}) {
      String option = "option http-restrict-req-hdr-names " + how;
      scenarios.add(http("frontend " + option).frontend(option).client(get, GET).origin(OK));
      scenarios.add(http("backend " + option).backend(option).client(get, GET).origin(OK));
      scenarios.add(
          http("denied " + option)
              .frontend(option, "http-request deny if { path /d }")
              .client(get)
              .origin(OK));
    }
    for (String rule :
        new String[] {
          "http-request deny",
          "http-request allow",
          "http-request return status 200",
          "http-request set-header x y",
          "http-request redirect location /",
          "http-response deny",
          "http-response allow",
          "tcp-request content accept",
          "http-after-response allow",
          "tcp-request content reject"
        }) {
      scenarios.add(
          http("last rule " + rule)
              .frontend(rule, "log-format \"%ci f %[last_rule_line]\"")
              .client(GET)
              .origin(OK));
    }
    for (String line : new String[] {"keep-alive", "close"}) {
      scenarios.add(
          http("use-proxy-header " + line)
              .frontend("option http-use-proxy-header")
              .client("GET http://h/ HTTP/1.1¶Host: h¶Proxy-Connection: " + line + "¶¶")
              .origin(OK));
    }
    return scenarios;
  }

  static List<Scenario> cookies() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String fields : COOKIES) {
      for (String request :
          new String[] {"GET 200", "GET 404", "GET 500", "POST 200", "TRACE 200"}) {
        String method = request.split(" ")[0];
        scenarios.add(
            http("checkcache " + request + " " + fields)
                .backend("option checkcache")
                .client(method + " / HTTP/1.1¶Host: h¶Content-Length: 0¶¶")
                .origin(
                    "HTTP/1.1 "
                        + request.split(" ")[1]
                        + " OK¶Content-Length: 2¶X-Server: s¶"
                        + fields.replace("|", "¶")
                        + (fields.isEmpty() ? "" : "¶")
                        + "¶hi"));
      }
    }
    return scenarios;
  }

  /** HAProxy 2.6 blocks with its page for the response's own status, here it is 502. */
  @ParameterizedTest
  @MethodSource("cookies")
  void bothBlockTheSameCookies(Scenario scenario) throws Exception {
    String expected = Bench.run(Program.executable(Program.REFERENCE), scenario).answers();
    String got = Bench.run(Program.engine(), scenario).answers();
    boolean passes = expected.contains("x-server");
    assertThat(got.contains("x-server")).as("%s passes", scenario).isEqualTo(passes);
    assertThat(got.contains(" 502 ")).as("%s is refused", scenario).isEqualTo(!passes);
  }

  private static List<Scenario> retries() {
    return List.of(
        retry("empty-response", "<close>"),
        retry("empty-response", "HTTP/1.1 404 N¶Content-Length: 0¶¶"),
        retry("conn-failure", "<close>"),
        retry("junk-response", "garbage¶¶"),
        retry("response-timeout", "<silent>"),
        retry("404", "HTTP/1.1 404 N¶Content-Length: 0¶¶"),
        retry("503", "HTTP/1.1 503 N¶Content-Length: 0¶¶"),
        retry("all-retryable-errors", "HTTP/1.1 500 N¶Content-Length: 0¶¶"),
        retry("all-retryable-errors", "HTTP/1.1 404 N¶Content-Length: 2¶¶xx"),
        retry("404 500", "HTTP/1.1 404 N¶Content-Length: 0¶¶")
            .frontend("http-request disable-l7-retry"),
        retry("404 503", "HTTP/1.1 404 N¶Content-Length: 0¶¶").defaults("option redispatch 1"));
  }

  private static Scenario retry(String events, String answer) {
    return http("retry-on " + events + " " + answer)
        .defaults("retries 2", "timeout server 300ms", "retry-on " + events)
        .client(POST)
        .origin(answer);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
