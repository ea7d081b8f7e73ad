package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code tcp-response content} rules over HTTP responses through both programs. */
@Timeout(90)
class ResponseContentDifferenceIT {
  private static final String GET = "GET /a HTTP/1.1¶Host: h¶¶";
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶X-Res: r¶¶hi";

  /** What the frontend adds, so that what rules have left behind can be seen. */
  private static final String SHOW =
      "http-response set-header x-seen %[var(txn.a)]/%[sc0_get_gpc0]/%[sc0_get_gpt0]";

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  /** Lines of the backend behind {@code tcp-response}; two requests go through them. */
  private static final String[] RULES = {
    "content accept",
    "content accept if { status 200 } | content reject",
    "content reject",
    "content reject if { status 200 }",
    "content reject if { status 404 }",
    "content reject if { res.hdr(x-res) r }",
    "content reject if { res.fhdr(x-res) q }",
    "content close if { status 200 }",
    "content silent-drop",
    "content silent-drop if { status 404 }",
    "content set-var(txn.a) status",
    "content set-var(txn.a) res.hdr(x-res)",
    "content set-var(txn.a) res.hdr_cnt",
    "content set-var(txn.a) res.len",
    "content set-var(txn.a) res.payload(0,4)",
    "content set-var(txn.a) res.body",
    "content set-var(txn.a) res.ver",
    "content set-var(txn.a) srv_name",
    "content set-var-fmt(txn.a) %[status]-%HM",
    "content set-var(txn.a) str(x) | content unset-var(txn.a)",
    "content set-var(res.b) status | content set-var(txn.a) var(res.b)",
    "content sc-inc-gpc0(0)",
    "content sc-inc-gpc0(0) if { status 200 } | content sc-inc-gpc0(0)",
    "content sc-set-gpt0(0) 7",
    "content sc-set-gpt0(0) status",
    "content set-log-level silent",
    "content set-log-level err",
    "content set-nice 5 | content set-mark 1 | content set-tos 2",
    "inspect-delay 300ms | content reject if { status 404 }",
    "inspect-delay 300ms | content accept if { res.len gt 1000 } | content reject if { status 200 }",
    "inspect-delay 300ms | content set-var(txn.a) res.body if { res.len gt 20 }",
    "inspect-delay 300ms | content set-var(txn.a) res.len if { res.len gt 5 }",
    "inspect-delay 300ms | content set-var(txn.a) res.payload(0,2) if { status 200 }",
    "inspect-delay 300ms | content set-var(txn.a) res.payload(0,2)",
    "inspect-delay 300ms | content set-var(txn.a) res.payload(0,4)",
    "inspect-delay 300ms | content sc-inc-gpc0(0) if { status 200 } | content sc-inc-gpc0(0)",
    "inspect-delay 300ms | content silent-drop if { status 200 }",
    "inspect-delay 300ms | content set-var(txn.a) status if { status 200 }",
    "inspect-delay 300ms | content reject if { res.hdr(x-res) r }",
    "inspect-delay 300ms | content accept if WAIT_END | content reject",
    "inspect-delay 300ms | content reject if { res.payload(0,4) -m found }",
  };

  private static String[] lines(String rules) {
    return ("tcp-response " + rules.replace(" | ", " | tcp-response ")).split(" \\| ");
  }

  private static Scenario ruled(String name, String rules, String... further) {
    return http(name)
        .frontend("tcp-request content track-sc0 src table t", SHOW)
        .backend(lines(rules))
        .backend(further)
        .global("backend t", "stick-table type ip size 10 store gpc0,gpt0");
  }

  static List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String rules : RULES) {
      scenarios.add(ruled(rules, rules).client(GET, GET).origin(OK));
    }
    String reject = "inspect-delay 300ms | content reject if { status 200 }";
    String close = "inspect-delay 300ms | content close if { status 200 }";
    for (String rules : new String[] {reject, close}) {
      scenarios.add(
          ruled("post " + rules, rules)
              .client("POST /a HTTP/1.1¶Host: h¶Content-Length: 5¶¶hello", GET)
              .origin(OK));
      scenarios.add(
          ruled("long body " + rules, rules)
              .client(GET)
              .origin("HTTP/1.1 200 OK¶Content-Length: 9¶¶hi"));
      scenarios.add(
          ruled("chunked " + rules, rules)
              .client(GET, GET)
              .origin("HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶2¶hi¶0¶¶"));
      scenarios.add(
          ruled("to the end " + rules, rules).client(GET).origin("HTTP/1.1 200 OK¶¶hi<close>"));
      scenarios.add(
          ruled("interim " + rules, rules).client(GET).origin("HTTP/1.1 103 Early¶X: y¶¶" + OK));
      scenarios.add(
          ruled("errorfile " + rules, rules, "http-after-response set-header x-after yes")
              .frontend("errorfile 502 /etc/haproxy/errors/503.http")
              .client(GET)
              .origin(OK));
      scenarios.add(
          ruled("response rules " + rules, rules, "http-response deny").client(GET).origin(OK));
      scenarios.add(
          ruled("retry-on " + rules, rules, "retry-on all-retryable-errors", "retries 2")
              .client(GET)
              .origin(OK));
      scenarios.add(
          ruled("upgrade " + rules.replace("200", "101"), rules.replace("200", "101"))
              .client("GET / HTTP/1.1¶Host: h¶Connection: upgrade¶Upgrade: x¶¶", "ping")
              .origin("HTTP/1.1 101 Switch¶Connection: upgrade¶Upgrade: x¶¶", "pong"));
    }
    scenarios.add(
        ruled(
                "junk",
                "content set-var(txn.a) str(x)",
                "http-after-response set-header v %[var(txn.a)]")
            .client(GET)
            .origin("junk¶¶"));
    scenarios.add(
        ruled("server closes", "content reject", "http-after-response set-header v %[var(txn.a)]")
            .client(GET)
            .origin("<close>"));
    scenarios.add(ruled("silent server", "content reject").client(GET).origin("<silent>"));
    scenarios.add(
        ruled("own answer", "content reject", "http-request return status 200")
            .client(GET, GET)
            .origin(OK));
    scenarios.add(
        ruled(
                "body in a second piece",
                "inspect-delay 400ms | content set-var(txn.a) res.body if { res.len gt 99 }")
            .client(GET)
            .origin("HTTP/1.1 200 OK¶Content-Length: 2¶¶h"));
    return scenarios;
  }

  /** Before a response: the answer is the same; 2.6 connects once more, for nothing. */
  @Test
  void bothCloseTheServerEarly() throws Exception {
    Scenario scenario = ruled("close", "content close").client(GET).origin(OK);
    Observation expected = Bench.run(Program.executable(Program.REFERENCE), scenario);
    Observation got = Bench.run(Program.engine(), scenario);
    assertThat(got.answers()).isEqualTo(expected.answers());
    assertThat(got.log()).isEqualTo(expected.log()).singleElement().asString().contains(" SH-- ");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
