package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options of the statistics page show and hide, on both programs' pages and in CSV. */
@Timeout(60)
class StatsPageDifferenceIT {
  private static final String CONFIG =
      """
      global
       nbthread 1
      defaults
       mode http
       timeout client 5s
       timeout server 1s
       timeout connect 1s
      frontend other
       bind 127.0.0.1:%d name web
       option socket-stats
       default_backend b
      backend b
       balance leastconn
       server s 127.0.0.1:9 cookie sc
       server t 127.0.0.1:10 disabled
       server u 127.0.0.1:11 backup
      listen page
       bind 127.0.0.1:%d
      %s""";

  @BeforeAll
  static void reference() {
    Comparison.assumeReference();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " stats uri /s",
        " stats uri /s¶ stats scope .",
        " stats uri /s¶ stats scope b",
        " stats uri /s¶ stats scope .¶ stats scope other",
        " stats uri /s¶ stats scope nosuch",
        " stats uri /s¶ stats show-legends",
        " stats uri /s¶ stats show-node",
        " stats uri /s¶ stats show-node nodeA",
        " stats uri /s¶ stats show-desc some words",
        " stats uri /s¶ stats show-node nodeA¶ stats show-desc words¶ stats show-legends",
        " stats uri /s¶ stats hide-version",
        " stats uri /s¶ stats refresh 7s",
        " stats enable¶ stats hide-version",
      })
  void bothShowTheSame(String options) throws Exception {
    String lines = options.replace("¶", "\n") + "\n";
    List<String> theirs = observe(Program.executable(Program.REFERENCE), lines);
    List<String> ours = observe(Program.engine(), lines);
    assertThat(String.join("\n", ours)).isEqualTo(String.join("\n", theirs));
  }

  private static List<String> observe(Program program, String options) throws Exception {
    String uri = options.contains("stats uri") ? "/s" : "/haproxy?stats";
    List<String> seen = new ArrayList<>();
    try (Ports reserved = new Ports(2);
        AutoCloseable running = program.start(config(reserved.numbers(), options))) {
      int[] ports = reserved.numbers();
      Bench.awaitListening(ports[1]);
      for (String view : new String[] {"", ";up", "?scope=b&x"}) {
        seen.addAll(page(view, get(ports[1], uri + view)));
      }
      seen.addAll(rows(get(ports[1], uri + ";csv"), ports));
      seen.addAll(typed(get(ports[1], uri + ";typed")));
      String json = get(ports[1], uri + ";json");
      seen.add("json " + find(json, "(?i)content-type: ([^\r]*)"));
      seen.add("json " + find(json, "(\"objType\":\"[A-Za-z]+\",\"proxyId\":\\d+)"));
      seen.add("schema " + unchunked(get(ports[1], uri + ";json-schema")));
    }
    return seen;
  }

  private static String config(int[] ports, String options) {
    return CONFIG.formatted(ports[0], ports[1], options);
  }

  /** Title lines, the rows' names, whether addresses are told, the refresh header. */
  private static List<String> page(String view, String html) {
    List<String> seen = new ArrayList<>();
    String head = html.substring(0, html.indexOf("\r\n\r\n") + 2);
    seen.add(view + " " + find(head, "(?i)refresh: ([^\r]*)"));
    seen.add(view + " version " + html.contains("HAProxy version"));
    seen.add(view + " " + find(html, "<h2>(.*?)</h2>").toString().replaceAll("pid \\d+", "pid"));
    seen.add(view + " rows " + find(html, "name=\"?([a-z]+/[+A-Za-z]+)\"?"));
    seen.add(view + " addresses " + html.contains("127.0.0.1:9"));
    seen.add(view + " cookies " + html.replace("&#39;", "'").contains("cookie: 'sc'"));
    seen.add(view + " algorithm " + html.contains("leastconn"));
    return seen;
  }

  private static List<String> rows(String answer, int[] ports) {
    List<String> seen = new ArrayList<>();
    String csv = answer.substring(answer.indexOf("# pxname"));
    String[] lines = csv.split("\r?\n");
    List<String> names = List.of(lines[0].split(","));
    seen.add(lines[0]);
    for (int i = 1; i < lines.length; i++) {
      String[] fields = lines[i].split(",", -1);
      if (fields.length > names.size() - 1) {
        seen.add(
            fields[0]
                + "/"
                + fields[1]
                + " "
                + fields[names.indexOf("status")]
                + " "
                + fields[names.indexOf("addr")].replace(":" + ports[0], ":PORT")
                + " "
                + fields[names.indexOf("cookie")]
                + " "
                + fields[names.indexOf("algo")]);
      }
    }
    return seen;
  }

  /** Which values there are, and of what type. */
  private static List<String> typed(String answer) {
    List<String> seen = new ArrayList<>();
    for (String line : answer.split("\r?\n")) {
      if (line.matches("[FBSL]\\.\\d+\\.\\d+\\..*:.*:.*:.*")) {
        seen.add(
            line.substring(0, line.indexOf(':', line.indexOf(':', line.indexOf(':') + 1) + 1)));
      }
    }
    return seen;
  }

  /** The body, the lengths of its chunks left out. */
  private static String unchunked(String answer) {
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    return body.replaceAll("(?mi)^[0-9a-f]+\r\n", "").strip();
  }

  private static TreeSet<String> find(String text, String pattern) {
    TreeSet<String> found = new TreeSet<>();
    var matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String get(int port, String target) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(10_000);
      client.getOutputStream().write(("GET " + target + " HTTP/1.0\r\n\r\n").getBytes(ISO_8859_1));
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
