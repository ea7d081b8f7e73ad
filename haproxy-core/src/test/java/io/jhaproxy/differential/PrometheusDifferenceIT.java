package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Prometheus reads: the same metrics in the same order, with the same labels, types and
 * values. What HELP lines say is worded differently.
 */
@Timeout(60)
class PrometheusDifferenceIT {
  /** Values that depend on the clock, on the machine or on what the programs are made of. */
  private static final String OWN =
      ".*(_seconds|_rate|_rate_max|_bytes|last_change_seconds|idle_connections_current"
          + "|used_connections_current|need_connections_current|max_sessions|bytes_out_total"
          + "|process_(nbthread|max_fds|max_sockets|max_pipes|.*tasks|.*queue|jobs|listeners"
          + "|idle_time_percent|build_info|requests_total|.*connections.*|.*zlib.*))(\\{.*)?";

  @BeforeAll
  static void reference() {
    Comparison.assumeReference();
  }

  private static Scenario asking(String query, String method) {
    return http(method + " " + query)
        .frontend("http-request use-service prometheus-exporter if { path /metrics }")
        .frontend("stick-table type ip size 1k", "http-request track-sc0 src")
        .backend(
            "stick-table type string len 8 size 10",
            "option httpchk",
            "server t 127.0.0.1:1 disabled",
            "server u 127.0.0.1:1 backup")
        .client("GET /a HTTP/1.1¶Host: h¶¶", method + " /metrics" + query + " HTTP/1.1¶Host: h¶¶")
        .origin("HTTP/1.1 200 OK¶Content-Length: 2¶¶hi");
  }

  static List<Scenario> scopes() {
    return Stream.of(
            "",
            "?scope=global",
            "?scope=frontend",
            "?scope=backend&scope=server",
            "?scope=*",
            "?scope=",
            "?scope=frontend&scope=",
            "?scope=foo",
            "?scope=sticktable",
            "?no-maint",
            "?scope=server&no-maint",
            "?no-maint&scope=server&x=y",
            "?scope=serv%65r",
            "?desc-labels")
        .map(query -> asking(query, "GET"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void bothTellTheSame(Scenario scenario) throws Exception {
    Observation expected = Bench.run(Program.executable(Program.REFERENCE), scenario);
    Observation got = Bench.run(Program.engine(), scenario);
    assertThat(comparable(got.answers())).isEqualTo(comparable(expected.answers()));
    assertThat(withoutLengths(got.log())).isEqualTo(withoutLengths(expected.log()));
    assertThat(got.end()).isEqualTo(expected.end());
  }

  @Test
  void nothingIsToldInAnswerToHead() throws Exception {
    Scenario scenario = asking("", "HEAD");
    Observation expected = Bench.run(Program.executable(Program.REFERENCE), scenario);
    Observation got = Bench.run(Program.engine(), scenario);
    assertThat(got.answers()).isEqualTo(expected.answers());
    assertThat(got.end()).isEqualTo(expected.end());
  }

  private static List<String> withoutLengths(List<String> log) {
    return log.stream().map(line -> line.replaceAll(" 200 \\d{3,} ", " 200 N ")).toList();
  }

  private static String comparable(String answers) {
    return answers
        .lines()
        .filter(line -> !line.matches("(\\[chunked])?# HELP.*|.*proxy=\"statistics\".*"))
        .map(line -> line.matches(OWN + " .*") ? line.replaceFirst(" [^ ]*$", " ...") : line)
        .map(line -> line.replaceFirst("version=\"[^\"]*\"", "version"))
        .collect(Collectors.joining("\n"));
  }
}
