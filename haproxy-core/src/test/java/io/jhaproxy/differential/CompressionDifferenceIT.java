package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compression through both programs: the same responses are compressed, in the same coding, with
 * the same fields, to the same content. How small they become is each program's own affair.
 */
@Timeout(60)
class CompressionDifferenceIT {
  private static final String ALL = "compression algo identity gzip deflate raw-deflate";
  private static final String GZIP = "compression algo gzip";
  private static final String TYPES = "compression type text/plain text/html";
  private static final String TEXT = "HTTP/1.1 200 OK|Content-Type: text/plain|";
  private static final String BODY = "Content-Length: 20||aaaaaaaaaaaaaaaaaaaa";

  /** Lines of the backend; fields of the request; response. Ends of lines are bars. */
  private static final String[][] CASES = {
    {ALL, "Accept-Encoding: gzip", TEXT + BODY},
    {ALL, "Accept-Encoding: GZIP", TEXT + BODY},
    {ALL, "Accept-Encoding: deflate", TEXT + BODY},
    {ALL, "Accept-Encoding: raw-deflate", TEXT + BODY},
    {ALL, "Accept-Encoding: identity", TEXT + BODY},
    {ALL, "Accept-Encoding: x-gzip", TEXT + BODY},
    {ALL, "Accept-Encoding: gzip;q=0.5, deflate;q=0.8", TEXT + BODY},
    {ALL, "Accept-Encoding: deflate;q=0.5, gzip;q=0.8", TEXT + BODY},
    {ALL, "Accept-Encoding: deflate, gzip", TEXT + BODY},
    {ALL, "Accept-Encoding: gzip;q=0", TEXT + BODY},
    {ALL, "Accept-Encoding: gzip ; q=1.0", TEXT + BODY},
    {ALL, "Accept-Encoding: *", TEXT + BODY},
    {ALL, "Accept-Encoding: *;q=0", TEXT + BODY},
    {ALL, "Accept-Encoding: br, gzip", TEXT + BODY},
    {ALL, "Accept-Encoding:", TEXT + BODY},
    {ALL, "X: y", TEXT + BODY},
    {ALL, "Accept-Encoding: gzip|Accept-Encoding: deflate", TEXT + BODY},
    {"compression algo deflate", "Accept-Encoding: deflate", TEXT + BODY},
    {"compression algo gzip deflate", "Accept-Encoding: *", TEXT + BODY},
    {GZIP, "X: y", TEXT + BODY},
    {GZIP, "Accept-Encoding: deflate", TEXT + BODY},
    {GZIP + " | compression offload", "Accept-Encoding: gzip, br", TEXT + BODY},
    {GZIP + " | compression offload", "Accept-Encoding: br", TEXT + BODY},
    {GZIP, "Accept-Encoding: gzip|User-Agent: Mozilla/4.7", TEXT + BODY},
    {
      GZIP,
      "Accept-Encoding: gzip|User-Agent: Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)",
      TEXT + BODY
    },
    {
      GZIP,
      "Accept-Encoding: gzip|User-Agent: Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; SV1)",
      TEXT + BODY
    },
    {
      GZIP,
      "Accept-Encoding: gzip|User-Agent: Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 5.1)",
      TEXT + BODY
    },
    {GZIP, "Accept-Encoding: gzip|User-Agent: Mozilla/5.0 (X11)", TEXT + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "ETag: \"x\"|" + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "ETag: W/\"x\"|" + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "ETag: x|" + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "ETag: \"x\"|ETag: \"y\"|" + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "Vary: x|" + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "Vary: accept-encoding|" + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "Cache-Control: no-transform|" + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "Cache-Control: max-age=1, no-transform|" + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "Content-Encoding: br|" + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "Content-Encoding: identity|" + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "Content-Length: 0||"},
    {GZIP, "Accept-Encoding: gzip", TEXT.replace("200", "201") + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT.replace("200", "202") + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT.replace("200", "203") + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT.replace("200", "206") + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT.replace("200", "404") + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT.replace("200", "500") + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT.replace("HTTP/1.1", "HTTP/1.0") + BODY},
    {GZIP, "Accept-Encoding: gzip", TEXT + "|until the end<close>"},
    {GZIP, "Accept-Encoding: gzip", TEXT + "Transfer-Encoding: chunked||5|hello|3|abc|0||"},
    {GZIP, "Accept-Encoding: gzip", TEXT + "Transfer-Encoding: chunked||0||"},
    {GZIP, "Accept-Encoding: gzip", "HTTP/1.1 200 OK|" + BODY},
    {GZIP, "Accept-Encoding: gzip", "HTTP/1.1 200 OK|Content-Type: multipart/x|" + BODY},
    {GZIP + " | " + TYPES, "Accept-Encoding: gzip", TEXT + BODY},
    {GZIP + " | " + TYPES, "Accept-Encoding: gzip", "HTTP/1.1 200 OK|" + BODY},
    {GZIP + " | " + TYPES, "Accept-Encoding: gzip", "HTTP/1.1 200 OK|Content-Type: a/b|" + BODY},
    {
      GZIP + " | " + TYPES,
      "Accept-Encoding: gzip",
      "HTTP/1.1 200 OK|Content-Type: TEXT/HTML; charset=x|" + BODY
    },
    {
      GZIP + " | " + TYPES,
      "Accept-Encoding: gzip",
      "HTTP/1.1 200 OK|Content-Type: text/plainer|" + BODY
    },
    {GZIP + " | filter compression", "Accept-Encoding: gzip", TEXT + BODY},
    {GZIP + " | http-response set-header ETag \\\"a\\\"", "Accept-Encoding: gzip", TEXT + BODY},
    {
      GZIP + " | http-response set-header Cache-Control no-transform",
      "Accept-Encoding: gzip",
      TEXT + BODY
    },
    {
      GZIP + " | http-response del-header Content-Encoding",
      "Accept-Encoding: gzip",
      TEXT + "Content-Encoding: br|" + BODY
    },
    {GZIP + " | http-response set-status 404", "Accept-Encoding: gzip", TEXT + BODY},
    {GZIP + " | http-response deny", "Accept-Encoding: gzip", TEXT + BODY},
  };

  @BeforeAll
  static void reference() {
    Comparison.assumeReference();
  }

  static List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String[] row : CASES) {
      scenarios.add(scenario(row, "GET / HTTP/1.1"));
    }
    scenarios.add(scenario(CASES[0], "GET / HTTP/1.0"));
    scenarios.add(scenario(CASES[0], "POST / HTTP/1.1"));
    scenarios.add(
        scenario(
            new String[] {GZIP, "Accept-Encoding: gzip", TEXT + "Content-Length: 20||"},
            "HEAD / HTTP/1.1"));
    String[] large = {
      GZIP, "Accept-Encoding: gzip", TEXT + "Content-Length: 200000||" + "0123456789".repeat(20000)
    };
    scenarios.add(scenario(large, "GET / HTTP/1.1"));
    scenarios.add(
        http("frontend's own lines")
            .frontend(GZIP)
            .client("GET / HTTP/1.1¶Host: h¶Accept-Encoding: gzip¶¶")
            .origin((TEXT + BODY).replace("|", "¶")));
    return scenarios;
  }

  private static Scenario scenario(String[] row, String line) {
    String name = String.join(" / ", row);
    return http(line + " " + name.substring(0, Math.min(150, name.length())))
        .backend(row[0].split(" \\| "))
        .client(
            line
                + "¶Host: h¶"
                + (line.startsWith("POST") ? "Content-Length: 0¶" : "")
                + row[1].replace("|", "¶")
                + "¶¶")
        .origin(row[2].replace("|", "¶"));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothCompressTheSame(Scenario scenario) throws Exception {
    Observation expected = Bench.run(Program.executable(Program.REFERENCE), scenario);
    Observation got = Bench.run(Program.engine(), scenario);
    assertThat(plain(got.answers())).as("answer").isEqualTo(plain(expected.answers()));
    assertThat(got.origin()).as("request").isEqualTo(expected.origin());
    assertThat(counters(got)).as("counters").isEqualTo(counters(expected));
    assertThat(got.end()).as("end").isEqualTo(expected.end());
  }

  private static List<String> counters(Observation seen) {
    return seen.statistics().stream()
        .filter(row -> row.matches(".* comp_(rsp|in|byp)=.*|.* hrsp_.*"))
        .toList();
  }

  /** The answer with its content as it was before it was coded. */
  private static String plain(String answer) throws IOException {
    int from = answer.indexOf("[chunked]");
    int to = answer.lastIndexOf("[end]");
    boolean gzip = answer.contains("content-encoding: gzip");
    if (from < 0 || to < 0 || !(gzip || answer.contains("content-encoding: deflate"))) {
      return answer;
    }
    byte[] coded = answer.substring(from + 9, to).getBytes(ISO_8859_1);
    boolean raw = !gzip && (coded.length == 0 || coded[0] != 0x78);
    try (InputStream in =
        gzip
            ? new GZIPInputStream(new ByteArrayInputStream(coded))
            : new InflaterInputStream(new ByteArrayInputStream(coded), new Inflater(raw))) {
      String content = new String(in.readAllBytes(), ISO_8859_1);
      return answer.substring(0, from) + (raw ? "[raw]" : "") + content + answer.substring(to);
    }
  }
}
