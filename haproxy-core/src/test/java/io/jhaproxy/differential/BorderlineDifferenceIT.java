package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Borderline messages through both programs, as they are and with {@code option
 * accept-invalid-http-request} and {@code -response}: what the client gets, whether its connection
 * ends, and what the server gets. Of pages that the proxy answers itself, the status is compared.
 */
@Timeout(60)
class BorderlineDifferenceIT {
  private static final String OK = "HTTP/1.1 200 OK¶Content-Length: 2¶¶OK";
  private static final String GET = "GET / HTTP/1.1¶Host: h¶¶";
  private static final String UPGRADE = "GET / HTTP/1.1¶Host: h¶Connection: Upgrade¶Upgrade: x¶¶";
  private static final String POST = "POST / HTTP/1.1¶Host: h¶";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked¶";
  private static final Pattern OWN_PAGE =
      Pattern.compile("(HTTP/1.1 [45]\\d\\d )[^\n]*\n.*?</html>", Pattern.DOTALL);
  private static final Pattern LONG_RUN = Pattern.compile("(.)\\1{99,}");
  private static final int QUIET_MILLIS = 300;
  private static final int LIMIT_MILLIS = 5000;

  /** Requests, which the server answers. */
  private static final String[] REQUESTS = {
    "GET  / HTTP/1.1¶Host: h¶¶",
    "GET /  HTTP/1.1¶Host: h¶¶",
    "GET / HTTP/0.9¶Host: h¶¶",
    "GET / HTTP/1.2¶Host: h¶¶",
    "GET / HTTP/1.9¶Host: h¶¶",
    "GET / HTTP/2.0¶Host: h¶¶",
    "GET / http/1.1¶Host: h¶¶",
    "get / HTTP/1.1¶Host: h¶¶",
    "!#$% / HTTP/1.1¶Host: h¶¶",
    " / HTTP/1.1¶Host: h¶¶",
    "PRI / HTTP/1.1¶Host: h¶¶",
    "PRI * HTTP/1.0¶¶",
    "¶¶" + GET,
    "\r" + GET,
    " " + GET,
    "GET /a\rb HTTP/1.1¶Host: h¶¶",
    "GET / HTTP/1.1\rHost: h¶¶",
    "GET / HTTP/1.1\nHost: h\n\n",
    "GET / HTTP/1.1¶Host: h¶X: a¶\tb¶¶",
    "GET / HTTP/1.1¶Host: h¶X: a\n b\n\n",
    "GET / HTTP/1.1¶Host: h¶X: a\rb¶¶",
    "GET / HTTP/1.1¶Host: h¶X\1Y: v¶¶",
    "GET / HTTP/1.1¶Host: h¶X(Y: v¶¶",
    "GET / HTTP/1.1¶Host: h¶X\u00ffY: v¶¶",
    "GET / HTTP/1.1¶Host: h¶: v¶¶",
    "GET / HTTP/1.1¶Host: h¶X¶¶",
    "GET / HTTP/1.1¶Host: h¶X: \1\u007f\u00ff¶¶",
    "GET / HTTP/1.1¶Host: h¶Host: i¶¶",
    "GET / HTTP/1.1¶Host: h¶Host: H¶¶",
    "GET / HTTP/1.1¶Host:¶¶",
    "GET http://h:80/ HTTP/1.1¶Host: h:80¶¶",
    "GET http://h:80/ HTTP/1.1¶Host: h¶¶",
    "GET http://h/ HTTP/1.1¶Host: h:80¶¶",
    "GET http://h:81/ HTTP/1.1¶Host: h¶¶",
    "GET https://h:443/ HTTP/1.1¶Host: h:443¶¶",
    "GET https://h:80/ HTTP/1.1¶Host: h¶¶",
    "GET http://other/ HTTP/1.1¶Host: h¶¶",
    "GET http://h:80/ HTTP/1.1¶Host: z¶¶",
    "GET //h/x HTTP/1.1¶Host: h¶¶",
    "GET * HTTP/1.1¶Host: h¶¶",
    "GET /#f HTTP/1.1¶Host: h¶¶",
    "CONNECT h:80 HTTP/1.1¶Host: h:80¶¶",
    "CONNECT h:80 HTTP/1.1¶Host: h¶¶",
    "CONNECT h:443 HTTP/1.0¶Host: h:443¶¶",
    "CONNECT h:81 HTTP/1.1¶Host: h:81¶¶",
    "CONNECT h:81 HTTP/1.1¶Host: h¶¶",
    POST + "Content-Length: +1¶¶0",
    POST + "Content-Length: 1 1¶¶0",
    POST + "Content-Length: 1, 1¶¶0",
    POST + "Content-Length: 1, 2¶¶0",
    POST + "Content-Length: 0001¶¶0",
    POST + "Content-Length:¶¶",
    POST + "Content-Length: 99999999999999999999¶¶0",
    POST + "Content-Length: 1¶Content-Length: 01¶¶0",
    POST + "Transfer-Encoding: chunked, chunked¶¶0¶¶",
    POST + "Transfer-Encoding: gzip, chunked¶¶0¶¶",
    POST + "Transfer-Encoding: chunked;q=1¶¶0¶¶",
    POST + "Transfer-Encoding: CHUNKED\t¶¶0¶¶",
    POST + "Transfer-Encoding: identity¶¶",
    "POST / HTTP/1.0¶Host: h¶Transfer-Encoding: chunked¶¶1¶a¶0¶¶",
    CHUNKED + "Transfer-Encoding: chunked¶¶0¶¶",
    CHUNKED + "Content-Length: 5¶¶0¶¶" + GET,
    CHUNKED + "¶0000000000000001¶a¶0¶¶",
    CHUNKED + "¶10000000000000000¶a",
    CHUNKED + "¶1 ;a=\"b;c\"¶a¶00¶¶",
    CHUNKED + "¶+1¶a¶0¶¶",
    CHUNKED + "¶1;" + "x".repeat(9000) + "¶a¶0¶¶",
    CHUNKED + "¶1;" + "x".repeat(16316) + "¶a¶0¶¶",
    CHUNKED + "¶" + "0".repeat(16317) + "1¶a¶0¶¶",
    CHUNKED + "¶1" + " ".repeat(16317) + "¶a¶0¶¶",
    CHUNKED + "¶1¶a¶0;" + "x".repeat(16316) + "¶¶",
    CHUNKED + "¶1¶ab¶0¶¶",
    CHUNKED + "¶1¶a¶0¶X: 1¶¶" + GET,
    CHUNKED + "¶1¶a¶0¶X¶¶",
    POST + "Expect: 100-Continue¶Content-Length: 1¶¶0",
    "GET / HTTP/1.1¶Host: h¶Connection: close, keep-alive¶¶",
    "GET / HTTP/1.0¶Connection: keep-alive, close¶¶",
  };

  /** Answers to a request. */
  private static final String[] ANSWERS = {
    "HTTP/1.1  200 OK¶Content-Length: 1¶¶a",
    "HTTP/1.1 200¶Content-Length: 1¶¶a",
    "HTTP/1.1 200 ¶Content-Length: 1¶¶a",
    "HTTP/1.2 200 OK¶Content-Length: 1¶¶a",
    "HTTP/2.0 200 OK¶Content-Length: 1¶¶a",
    "HTTP/3.0 200 OK¶Content-Length: 1¶¶a",
    "HTTP/0.9 200 OK¶Content-Length: 1¶¶a",
    "http/1.1 200 OK¶Content-Length: 1¶¶a",
    "HTTP/1.1 600 X¶Content-Length: 1¶¶a",
    "HTTP/1.1 2x0 X¶Content-Length: 1¶¶a",
    "HTTP/1.1 200OK¶Content-Length: 1¶¶a",
    "HTTP/1.1 200 O\u0080K¶Content-Length: 1¶¶a",
    "HTTP/1.1 103 E¶Transfer-Encoding: chunked¶¶" + OK,
    "HTTP/1.1 103 E¶Content-Length: 2¶¶" + OK,
    "HTTP/1.1 100 C¶¶HTTP/1.2 103 E¶Link: x¶¶HTTP/1.1  102 P¶¶" + OK,
    "HTTP/1.1 101 S¶Connection: Upgrade¶Upgrade: x¶¶data",
    "HTTP/1.1 204 N¶Content-Length: 2¶¶ab",
    "HTTP/1.1 304 N¶Content-Length: 2¶¶",
    "HTTP/1.1 200 OK¶Content-Length: 1,1¶¶a",
    "HTTP/1.1 200 OK¶Content-Length: 1,2¶¶a",
    "HTTP/1.1 200 OK¶Content-Length: -1¶¶a",
    "HTTP/1.1 200 OK¶Transfer-Encoding: gzip, chunked¶¶0¶¶",
    "HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶1\n",
    "HTTP/1.1 200 OK¶X(Y: v¶Content-Length: 1¶¶a",
    "HTTP/1.1 200 OK¶X: a¶ b¶Content-Length: 1¶¶a",
    "garbage",
  };

  /** Answers to a request for an upgrade. */
  private static final String[] UPGRADES = {
    "HTTP/1.1 101 S¶Connection: Upgrade¶Upgrade: x¶¶",
    "HTTP/1.1 101 S¶Connection: Upgrade¶Upgrade: x¶Content-Length: 2¶¶",
    "HTTP/1.1 101 S¶Connection: Upgrade¶¶",
    "HTTP/1.1 101 S¶Upgrade: x¶¶",
    "HTTP/1.1 101 S¶¶",
    OK,
  };

  /** Requests that RFC 9112 does not allow and the reference passes on. */
  private static final String[] REFUSED = {
    "GET\t/\tHTTP/1.1¶Host: h¶¶",
    CHUNKED + "¶1\na¶0¶¶",
    CHUNKED + "¶1¶a\n0¶¶",
    CHUNKED + "¶1¶a¶0¶\n",
    CHUNKED + "¶1;\0¶a¶0¶¶",
    CHUNKED + "¶1¶a¶0¶Transfer-Encoding: chunked¶¶",
    CHUNKED + "¶1¶a¶0¶X: 1¶ 2¶¶",
  };

  /** A request, what the server answers, and whether the invalid is to be accepted. */
  private record Row(String request, String answer, boolean relaxed) {
    @Override
    public String toString() {
      String text = answer.equals(OK) ? request : answer;
      return LONG_RUN.matcher(text).replaceAll("$1...") + (relaxed ? " relaxed" : "");
    }
  }

  /** What came of a row. */
  private record Outcome(String answers, boolean closed, List<String> atServer) {}

  private static Side reference;
  private static Side ours;

  @BeforeAll
  static void programs() throws Exception {
    Comparison.assumeReference();
    reference = new Side(Program.executable(Program.REFERENCE));
    ours = new Side(Program.engine());
  }

  @AfterAll
  static void end() throws Exception {
    for (Side side : new Side[] {reference, ours}) {
      if (side != null) {
        side.close();
      }
    }
  }

  private static Stream<Row> bothModes(String[] requests) {
    return Arrays.stream(requests)
        .flatMap(text -> Stream.of(new Row(text, OK, false), new Row(text, OK, true)));
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>(bothModes(REQUESTS).toList());
    for (boolean relaxed : new boolean[] {false, true}) {
      for (String answer : ANSWERS) {
        rows.add(new Row(GET, answer, relaxed));
      }
      for (String answer : UPGRADES) {
        rows.add(new Row(UPGRADE, answer, relaxed));
      }
    }
    return rows;
  }

  static List<Row> refused() {
    return bothModes(REFUSED).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void bothDoTheSame(Row row) throws Exception {
    assertThat(ours.run(row)).isEqualTo(reference.run(row));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoMessageGoesNoFurther(Row row) throws Exception {
    Outcome outcome = ours.run(row);
    assertThat(outcome.answers).startsWith("HTTP/1.1 400 ");
    assertThat(outcome.closed).isTrue();
    assertThat(outcome.atServer).isEmpty();
    assertThat(reference.run(row)).isNotEqualTo(outcome);
  }

  /** A running program with a server behind it. */
  private static final class Side implements AutoCloseable {
    private final Ports ports = new Ports(3);
    private final ServerSocket listening =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<ByteArrayOutputStream> received = new ArrayList<>();
    private final AutoCloseable running;
    private volatile String answer = OK;

    Side(Program program) throws Exception {
      Thread thread = new Thread(this::accept, "origin");
      thread.setDaemon(true);
      thread.start();
      running = program.start(configuration(ports.numbers()));
      Bench.awaitListening(ports.numbers()[2]);
    }

    private String configuration(int[] numbers) {
      String server = " server s 127.0.0.1:" + listening.getLocalPort() + "\n";
      return "global\n nbthread 1\n maxconn 2000\ndefaults\n mode http\n timeout client 1s\n"
          + " timeout server 1s\n timeout connect 1s\n timeout http-request 800ms\n retries 0\n"
          + " http-reuse never\nlisten strict\n bind 127.0.0.1:"
          + numbers[0]
          + "\n"
          + server
          + "listen relaxed\n bind 127.0.0.1:"
          + numbers[1]
          + "\n option accept-invalid-http-request\n option accept-invalid-http-response\n"
          + server
          + "listen ready\n bind 127.0.0.1:"
          + numbers[2]
          + "\n http-request return status 200\n";
    }

    Outcome run(Row row) throws IOException {
      answer = row.answer;
      synchronized (received) {
        received.clear();
      }
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      boolean closed;
      int port = ports.numbers()[row.relaxed ? 1 : 0];
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client.getOutputStream().write(Wire.bytes(row.request));
        closed = read(client, got);
      }
      List<String> atServer = new ArrayList<>();
      synchronized (received) {
        received.forEach(each -> atServer.add(Wire.requests(each.toString(ISO_8859_1))));
      }
      String sent = row.request.replace("¶", "\r\n");
      String answers = Wire.answers(got.toString(ISO_8859_1), sent);
      return new Outcome(OWN_PAGE.matcher(answers).replaceAll("$1"), closed, atServer);
    }

    /** Reads until it is quiet (false) or the end (true); something has to come. */
    private static boolean read(Socket client, ByteArrayOutputStream got) throws IOException {
      byte[] buffer = new byte[65536];
      client.setSoTimeout(LIMIT_MILLIS);
      try {
        for (int count; (count = client.getInputStream().read(buffer)) >= 0; ) {
          got.write(buffer, 0, count);
          client.setSoTimeout(QUIET_MILLIS);
        }
        return true;
      } catch (SocketTimeoutException quiet) {
        return false;
      } catch (IOException reset) {
        return true;
      }
    }

    private void accept() {
      while (!listening.isClosed()) {
        try {
          Socket socket = listening.accept();
          Thread thread = new Thread(() -> serve(socket), "origin");
          thread.setDaemon(true);
          thread.start();
        } catch (IOException closed) {
          return;
        }
      }
    }

    private void serve(Socket socket) {
      ByteArrayOutputStream record = new ByteArrayOutputStream();
      byte[] buffer = new byte[65536];
      int answered = 0;
      try (socket) {
        for (int count; (count = socket.getInputStream().read(buffer)) >= 0; ) {
          int complete;
          synchronized (received) {
            if (record.size() == 0) {
              received.add(record);
            }
            record.write(buffer, 0, count);
            complete = Wire.completeRequests(record.toString(ISO_8859_1));
          }
          for (; answered < complete; answered++) {
            socket.getOutputStream().write(Wire.bytes(answer));
          }
        }
      } catch (IOException gone) {
        return;
      }
    }

    @Override
    public void close() throws Exception {
      running.close();
      listening.close();
      ports.close();
    }
  }
}
