package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What sample expressions yield and conditions decide for one request, by both programs: one
 * configuration in which a header chooses the case, one connection, one request per case.
 */
@Timeout(120)
class ExpressionDifferenceIT {
  private static final String HEAD =
      """
      global
       nbthread 1
      userlist u
       group g users joe
       group h
       user joe insecure-password x
      defaults
       mode http
       timeout client 9s
       timeout server 5s
       timeout connect 5s
      frontend f
       bind 127.0.0.1:%d
       capture request header Host len 20
      """;
  private static final String TAIL =
      """
       default_backend b
      backend b
       server s 127.0.0.1:1
      """;

  /** A line of the table: the expression and why its results differ, empty if they must not. */
  private record Case(String expression, String difference) {}

  private static List<Case> cases(String table) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ExpressionDifferenceIT.class.getResourceAsStream(table), ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.split("  ## ", 2);
          cases.add(new Case(parts[0], parts.length > 1 ? parts[1] : ""));
        }
      }
    }
    return cases;
  }

  @BeforeAll
  static void reference() {
    Comparison.assumeReference();
  }

  @Test
  void bothYieldTheSame() throws Exception {
    compare("expressions.txt", ExpressionDifferenceIT::answeringExpressions);
  }

  @Test
  void bothDecideTheSame() throws Exception {
    compare("conditions.txt", ExpressionDifferenceIT::answeringConditions);
  }

  /** The rules that answer with what a case yields. */
  private interface Rules {
    String of(String text, int number);
  }

  private static String answeringExpressions(String text, int number) {
    String quoted = text;
    for (String special : List.of("\\", "\"", "$")) {
      quoted = quoted.replace(special, "\\" + special);
    }
    return String.format(
        " http-request return status 200 content-type text/plain lf-string \"%%[%s]|\""
            + " if { hdr(x-case) %d }%n",
        quoted, number);
  }

  private static String answeringConditions(String text, int number) {
    String start = " http-request return status 200 content-type text/plain string ";
    String chosen = " if { hdr(x-case) " + number + " } ";
    return start
        + "yes|"
        + chosen
        + text.replaceAll(" (\\|\\||or) ", " $1 { hdr(x-case) " + number + " } ")
        + "\n"
        + start
        + "no|"
        + chosen
        + "\n";
  }

  private static void compare(String table, Rules rules) throws Exception {
    List<Case> cases = cases(table);
    List<String> expected = answers(Program.executable(Program.REFERENCE), cases, rules);
    List<String> got = answers(Program.engine(), cases, rules);
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      if (one.difference().isEmpty()) {
        softly.assertThat(got.get(i)).as(one.expression()).isEqualTo(expected.get(i));
      } else {
        softly.assertThat(got.get(i)).as("%s", one).isNotEqualTo(expected.get(i));
      }
    }
    softly.assertAll();
    System.out.println(table + ": " + cases.size() + " compared");
  }

  private static List<String> answers(Program program, List<Case> cases, Rules rules)
      throws Exception {
    String maps =
        Path.of(ExpressionDifferenceIT.class.getResource("maps/beg").toURI()).getParent() + "/";
    try (Ports ports = new Ports(1)) {
      int port = ports.numbers()[0];
      StringBuilder config = new StringBuilder(String.format(HEAD, port));
      for (int i = 0; i < cases.size(); i++) {
        config.append(rules.of(cases.get(i).expression().replace("@", maps), i));
      }
      try (AutoCloseable running = program.start(config.append(TAIL).toString())) {
        Bench.awaitListening(port);
        return converse(port, cases.size());
      }
    }
  }

  private static List<String> converse(int port, int count) throws IOException {
    List<String> answers = new ArrayList<>();
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(10_000);
      for (int i = 0; i < count; i++) {
        client
            .getOutputStream()
            .write(
                ("GET /p?x=1&y=a%20b HTTP/1.1\r\nHost: h.example:80\r\nX-Case: "
                        + i
                        + "\r\nX-M: 1.2.3.4, a b\r\nx-m: ca\r\nX-N: 12\r\nCookie: a=1; b=2\r\n"
                        + "Authorization: Basic am9lOng=\r\nX-Long: "
                        + "0123456789abcdef".repeat(80)
                        + "\r\nX-Middle: "
                        + "0123456789abcdef-".repeat(12)
                        + "\r\nAccept-Language: fr;q=0.5, en-us, de;q=0.9\r\n\r\n")
                    .getBytes(ISO_8859_1));
        answers.add(answer(client));
      }
    }
    return answers;
  }

  /** The body of an answer without the bar at its end, or the status line of another answer. */
  private static String answer(Socket client) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = client.getInputStream().read();
      assertThat(next).as("end of the connection behind %s", head).isNotNegative();
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length:");
    int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 15).split("\r\n")[0].strip());
    String body = new String(client.getInputStream().readNBytes(length), ISO_8859_1);
    return body.endsWith("|") ? body.substring(0, body.length() - 1) : head.toString();
  }
}
