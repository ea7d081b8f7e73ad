package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cache keeps and gives, and what is logged and counted for it, as in the reference. */
@Timeout(60)
class CacheDifferenceIT {
  private static final String GOOD = "Cache-Control: max-age=60|";
  private static final String OLD = "Last-Modified: Sun, 06 Nov 2004 08:49:37 GMT|";

  /** Fields of the response; what differs in each request: a method, fields; {@code -}: nothing. */
  private static final String[][] RESPONSES = {
    {GOOD, "-", "-", "HEAD", "-"},
    {"X: y|", "-", "-"},
    {"ETag: \"a\"|", "-", "-"},
    {OLD, "-", "-"},
    {"Expires: Sun, 06 Nov 2094 08:49:37 GMT|", "-", "-"},
    {"Expires: Sun, 06 Nov 1994 08:49:37 GMT|", "-", "-"},
    {"Expires: 0|", "-", "-"},
    {"ETag: \"a\"|Expires: Sun, 06 Nov 1994 08:49:37 GMT|", "-", "-"},
    {GOOD + "Expires: Sun, 06 Nov 1994 08:49:37 GMT|", "-", "-"},
    {"Cache-Control: no-store, max-age=60|", "-", "-"},
    {"Cache-Control: private, max-age=60|", "-", "-"},
    {"Cache-Control: no-cache, max-age=60|", "-", "-"},
    {"Cache-Control: no-cache=\"set-cookie\", max-age=60|", "-", "-"},
    {"Cache-Control: max-age=0|", "-", "-"},
    {"Cache-Control: s-maxage=0|", "-", "-"},
    {"Cache-Control: max-age=0|ETag: \"a\"|", "-", "-"},
    {"Cache-Control: s-maxage=0, max-age=60|", "-", "-"},
    {"Cache-Control: max-age=0, s-maxage=60|", "-", "-"},
    {"Cache-Control: must-revalidate, max-age=60|", "-", "-"},
    {"Cache-Control: public|", "-", "-"},
    {"Cache-Control: max-age=\"60\"|", "-", "-"},
    {"Cache-Control: max-age=abc|", "-", "-"},
    {"CACHE-CONTROL: MAX-AGE=60|", "-", "-"},
    {GOOD + "Pragma: no-cache|", "-", "-"},
    {GOOD + "Set-Cookie: a=b|", "-", "-"},
    {GOOD + "Vary: X|", "-", "-"},
    {GOOD + "Vary: *|", "-", "-"},
    {GOOD + "Age: 10|", "-", "-"},
    {GOOD + "Age: 100|", "-", "-"},
    {GOOD + "Age: x|", "-", "-"},
    {GOOD + "Age: -5|", "-", "-"},
    {"ETag: \"x\"|Age: 10|", "-", "-"},
    {GOOD + "Content-Encoding: gzip|", "-", "-"},
    {GOOD + "Warning: 110 x \"y\"|Keep-Alive: 5|", "-", "-"},
    {GOOD + "Cache-Control: no-store|", "-", "-"},
    {GOOD, "-", "Cache-Control: no-cache", "-"},
    {GOOD, "Cache-Control: no-cache", "-"},
    {GOOD, "-", "Cache-Control: max-age=0", "-"},
    {GOOD, "Cache-Control: no-store", "-"},
    {GOOD, "Cache-Control: only-if-cached", "-"},
    {GOOD, "-", "Pragma: no-cache", "-"},
    {GOOD, "-", "Pragma: no-cache|Cache-Control: max-age=5", "-"},
    {GOOD, "Authorization: Basic x", "-", "Authorization: Basic x"},
    {"Cache-Control: public, max-age=60|", "Authorization: Basic x", "-", "Authorization: Basic x"},
    {GOOD, "-", "Range: bytes=0-1"},
    {GOOD, "Cookie: a=b", "-", "Cookie: c=d"},
    {GOOD, "HEAD", "-"},
    {GOOD, "-", "POST", "-"},
    {GOOD, "-", "PUT", "-"},
    {GOOD, "-", "DELETE", "-"},
    {GOOD, "-", "PATCH", "-"},
    {GOOD, "-", "OPTIONS", "-"},
    {GOOD, "-", "TRACE", "-"},
    {GOOD, "-", "Host: H", "Host: h:80", "Host: i", "-"},
    {GOOD, "-", "GET /a?x", "GET /a?y", "GET /a?x", "GET http://h/a"},
    {GOOD, "-", "If-None-Match: *", "If-None-Match: \"x\""},
    {GOOD + "ETag: \"q\"|", "If-None-Match: \"q\"", "-", "If-None-Match: \"q\""},
    {GOOD + "ETag: W/\"q\"|", "-", "If-None-Match: \"z\"|If-None-Match: \"q\""},
    {GOOD + "ETag: W/\"q\"|", "-", "If-None-Match: q", "If-None-Match: \"Q\""},
    {GOOD + "ETag: \"q\"|", "-", "If-None-Match: \"z\" , W/\"q\"", "If-Match: \"z\""},
    {GOOD + "ETag: \"q\"|" + OLD, "-", "If-None-Match: \"z\"|If-Modified-Since: " + date(2094)},
    {GOOD, "-", "If-Modified-Since: " + date(2094), "If-Modified-Since: " + date(1994)},
    {GOOD + OLD, "-", "If-Modified-Since: " + date(2004), "If-Modified-Since: x"},
    {GOOD + OLD, "-", "If-Modified-Since: Sunday, 06-Nov-04 08:49:37 GMT"},
    {GOOD + OLD, "-", "If-Modified-Since: Sun Nov  6 08:49:37 2004"},
    {GOOD + OLD, "-", "If-Unmodified-Since: " + date(1994)},
    {GOOD + "Date: " + date(2004) + "|", "-", "If-Modified-Since: " + date(2034)},
    {GOOD + "Date: " + date(2004) + "|", "-", "If-Modified-Since: " + date(1994)},
  };

  /** The same for a cache with process-vary. */
  private static final String[][] VARYING = {
    {GOOD + "Vary: accept-encoding|", "Accept-Encoding: gzip", "-", "Accept-Encoding: br"},
    {GOOD + "Vary: accept-encoding|", "-", "Accept-Encoding: gzip;q=0", "Accept-Encoding: foo"},
    {
      GOOD + "Vary: Accept-Encoding|Content-Encoding: gzip|",
      "Accept-Encoding: gzip",
      "Accept-Encoding: gzip, br",
      "Accept-Encoding: br",
      "-",
      "Accept-Encoding: *",
      "Accept-Encoding: gzip;q=0, *",
      "Accept-Encoding: *;q=0"
    },
    {
      GOOD + "Vary: Accept-Encoding|Content-Encoding: foo|",
      "Accept-Encoding: foo",
      "Accept-Encoding: foo"
    },
    {
      GOOD + "Vary: Accept-Encoding|Content-Encoding: x-gzip|",
      "Accept-Encoding: x-gzip",
      "Accept-Encoding: gzip"
    },
    {
      GOOD + "Vary: Referer,Accept-Encoding|",
      "Referer: a|Accept-Encoding: gzip",
      "Referer: a",
      "Referer: b",
      "-",
      "Referer: a|Accept-Encoding: gzip"
    },
    {GOOD + "Vary: accept-encoding, foo|", "-", "-"},
    {GOOD + "Vary: origin|", "Origin: a", "Origin: a"},
    {GOOD, "Accept-Encoding: gzip", "Accept-Encoding: br"},
  };

  /** Lines of the backend; the response: bars are ends of lines. */
  private static final String[][] SETTINGS = {
    {"http-response set-header A b", "200 OK|" + GOOD + "Content-Length: 2||hi"},
    {"compression algo gzip", "200 OK|" + GOOD + "Content-Length: 2||hi"},
    {"cookie SRV insert", "200 OK|" + GOOD + "Content-Length: 2||hi"},
    {"http-after-response set-header A b", "200 OK|" + GOOD + "Content-Length: 2||hi"},
    {"http-response deny if { res.cache_hit }", "200 OK|" + GOOD + "Content-Length: 2||hi"},
    {
      "http-response return status 201 if { res.cache_hit }",
      "200 OK|" + GOOD + "Content-Length: 2||hi"
    },
    {
      "http-response set-header A %[res.cache_hit],%[res.cache_name]",
      "200 OK|" + GOOD + "Content-Length: 2||hi"
    },
    {"filter cache c", "200 Fine|" + GOOD + "Content-Length: 2||hi"},
    {"option checkcache", "200 OK|" + GOOD + "Content-Length: 2||hi"},
    {"#", "200 OK|" + GOOD + "Transfer-Encoding: chunked||5|hello|3|abc|0||"},
    {"#", "200 OK|" + GOOD + "Transfer-Encoding: chunked||5|hello|3|abc|0|X-T: 1|Y: 2||"},
    {"#", "200 OK|" + GOOD + "Transfer-Encoding: chunked||0||"},
    {"#", "200 OK|" + GOOD + "Content-Length: 0||"},
    {"#", "404 No|" + GOOD + "Content-Length: 2||hi"},
    {"#", "301 No|" + GOOD + "Content-Length: 2||hi"},
    {"#", "203 No|" + GOOD + "Content-Length: 2||hi"},
    {"#", "206 No|" + GOOD + "Content-Length: 2||hi"},
    {"#", "200 OK|" + GOOD + "Content-Length: 16166||" + "x".repeat(16166)},
    {"#", "200 OK|" + GOOD + "Content-Length: 16300||" + "x".repeat(16300)},
    {"#", "200 OK|" + GOOD + "Transfer-Encoding: chunked||3e80|" + "x".repeat(16000) + "|0||"},
    {"#", "200 OK|" + GOOD + "Transfer-Encoding: chunked||4e20|" + "x".repeat(20000) + "|0||"},
  };

  private static Comparison comparison;

  private static String date(int year) {
    return "Sun, 06 Nov " + year + " 08:49:37 GMT";
  }

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  static List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>();
    String ok = "HTTP/1.1 200 OK¶";
    for (String[] row : RESPONSES) {
      all.add(asking(row, "").origin(ok + lines(row[0]) + "Content-Length: 5¶¶hello"));
    }
    for (String[] row : VARYING) {
      all.add(
          asking(row, "process-vary on").origin(ok + lines(row[0]) + "Content-Length: 5¶¶hello"));
    }
    for (String[] row : SETTINGS) {
      String[] twice = {row[0] + " / " + row[1], "-", "-", "HEAD"};
      all.add(asking(twice, "").backend(row[0]).origin(lines("HTTP/1.1 " + row[1])));
    }
    all.add(
        http("rules of the frontend")
            .global("cache c", "total-max-size 4")
            .frontend(
                "http-request cache-use c",
                "http-response cache-store c",
                "capture response header x len 8")
            .client(request("-"), request("-"))
            .origin(ok + "X: y¶" + lines(GOOD) + "Content-Length: 2¶¶hi"));
    return all;
  }

  private static Scenario asking(String[] row, String vary) {
    String name = String.join(" / ", row);
    return http(name.substring(0, Math.min(100, name.length())) + " " + name.hashCode() + vary)
        .global("cache c", "total-max-size 4", "max-age 240", vary)
        .backend("http-request cache-use c", "http-response cache-store c")
        .client(Arrays.stream(row).skip(1).map(CacheDifferenceIT::request).toArray(String[]::new));
  }

  /** A request in its short form. */
  private static String request(String form) {
    String line = "GET /a";
    String fields = "";
    String host = "Host: h¶";
    if (form.startsWith("GET ")) {
      line = form;
    } else if (form.matches("[A-Z]+")) {
      line = form + " /a";
      fields = form.matches("POST|PUT|PATCH") ? "Content-Length: 0¶" : "";
    } else if (form.startsWith("Host:")) {
      host = form + "¶";
    } else if (!form.equals("-")) {
      fields = lines(form) + "¶";
    }
    return line + " HTTP/1.1¶" + host + fields + "¶";
  }

  private static String lines(String written) {
    return written.replace("|", "¶");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
