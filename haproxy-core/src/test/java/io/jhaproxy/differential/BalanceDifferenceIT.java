package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same server for the same key: hash algorithms over many keys through both programs. */
@Timeout(90)
class BalanceDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶¶hi";
  private static final int KEYS = 40;

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  /** Lines of the backend, weights of its servers. */
  private static final String[] CASES = {
    "balance uri | 1 1 1",
    "balance uri | 3 1 2 7",
    "balance uri | 10 20 50",
    "balance uri whole | 1 1 1",
    "balance uri len 8 | 1 1 1",
    "balance uri depth 1 | 1 1 1",
    "balance uri depth 2 | 1 1 1",
    "balance uri len 12 depth 2 whole | 1 1 1",
    "balance uri path-only | 1 1 1",
    "balance url_param id | 1 1 1",
    "balance url_param id | 2 3 4",
    "balance url_param nope | 2 3 4",
    "balance url_param id check_post | 1 1 1",
    "balance hdr(host) | 1 1 1",
    "balance hdr(Host) use_domain_only | 1 1 1",
    "balance hdr(x-key) | 2 1 5",
    "balance hdr(x-list) | 1 1 1",
    "balance hdr(nope) | 1 2 1",
    "balance hash path | 1 1 1",
    "balance hash hdr(x-key),lower | 2 1 1",
    "balance source | 3 1 2",
    "hash-type map-based djb2 | 1 1 1",
    "hash-type map-based crc32 | 1 2 1",
    "hash-type map-based sdbm avalanche | 1 1 1",
    "hash-type map-based djb2 avalanche | 2 1 1",
    "hash-type consistent | 1 1 1",
    "hash-type consistent | 3 1 2 7",
    "hash-type consistent sdbm avalanche | 1 1 1",
    "hash-type consistent djb2 | 1 1 1",
    "hash-type consistent djb2 avalanche | 5 1 1",
    "hash-type consistent crc32 avalanche | 1 1 1",
    "hash-type consistent; hash-balance-factor 150 | 1 1 1",
    "balance source; hash-type consistent | 1 1 1",
    "balance hdr(nope); hash-type consistent | 1 1 1",
    "balance static-rr | 5 3 1",
    "balance static-rr | 10 20 50",
  };

  static List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String line : CASES) {
      String[] parts = line.split(" \\| ");
      String[] lines = parts[0].split("; ");
      Scenario scenario = http(line).server("").backend(lines);
      if (!parts[0].matches("(.*; )?balance .*")) {
        scenario.backend("balance uri");
      } else if (lines.length == 2 && lines[1].startsWith("hash-balance")) {
        scenario.backend("balance uri");
      }
      String[] weights = parts[1].split(" ");
      for (int i = 0; i < weights.length; i++) {
        scenario.backend("server s" + i + " 127.0.0.1:${origin} weight " + weights[i]);
      }
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < KEYS; i++) {
        requests.append(request(i));
      }
      scenarios.add(scenario.client(requests.toString()).origin(OK));
    }
    return scenarios;
  }

  private static String request(int i) {
    String path = "/p" + i * 7919 % 101 + "/q" + i % 5 + "/r" + i + "?id=" + i * 31 + "&x=" + i % 3;
    return "GET "
        + path
        + " HTTP/1.1¶Host: www.h"
        + i % 13
        + ".example.com:80¶X-Key: K"
        + i * 17
        + "¶X-List: a"
        + i
        + ",b"
        + i
        + "¶X-List: c"
        + i
        + "¶¶";
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
