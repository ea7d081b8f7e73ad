package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code filter trace} writes to the standard error output, beside the reference.
 *
 * <p>Compared are the lines of each filter and direction, in order. Left out are clocks, addresses
 * and flags; the steps of the reference's analysers, its threads, and the empty calls by which it
 * looks for payload; it tells one start of a backend's response twice. Payload that follows on
 * payload is compared as one.
 */
@Timeout(60)
class TraceDifferenceIT {
  private static final String OK =
      "HTTP/1.1 200 OK¶Content-Length: 20¶X-A: B¶¶0123456789abcdef\0\1\u00ffx";
  private static final String GET = "GET /a HTTP/1.1¶Host: h¶X-Foo: Bar¶¶";
  private static final String LAST = "GET /z HTTP/1.1¶Host: h¶Connection: close¶¶";
  private static final Pattern LINE =
      Pattern.compile("[0-9.]+ \\[(\\S+) *\\] (?:\\[strm 0x[0-9a-f]+\\((\\d+)\\) [^]]*\\] ?)?(.*)");
  private static final Pattern PAYLOAD =
      Pattern.compile("(.*_payload .*) - len=(\\d+) - forward=(\\d+)");

  /** Name; lines of the frontend; lines of the backend; what the client sends; the answer. */
  private record Row(
      String name, List<String> front, List<String> back, String client, String answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row http(String name, String front, String back, String client, String answer) {
    List<String> both = new ArrayList<>(List.of("mode http"));
    List<String> fronts = new ArrayList<>(both);
    fronts.addAll(List.of(front.split("\\|")));
    both.addAll(List.of(back.split("\\|")));
    return new Row(name, fronts, both, client, answer);
  }

  private static Row tcp(String name, String front, String back) {
    return new Row(
        name,
        List.of("mode tcp", front),
        List.of("mode tcp", back),
        "hello there, bytes",
        "<echo>");
  }

  static List<Row> rows() {
    String post = "POST /p HTTP/1.1¶Host: h¶Content-Length: 5¶Connection: close¶¶hello";
    String chunked =
        "POST /p HTTP/1.1¶Host: h¶Transfer-Encoding: chunked¶Connection: close¶¶5¶hello¶0¶¶";
    String chunks = "HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶5¶hello¶3¶foo¶0¶X-T: 1¶¶";
    String trace = "filter trace";
    return List.of(
        http("frontend", trace, "#", LAST, OK),
        http("backend", "#", trace + " name BE", LAST, OK),
        http("both", trace + " name FE", trace + " name BE", LAST, OK),
        http("two", trace + " name A|" + trace + " name B", "#", LAST, OK),
        http("two requests", trace, trace + " name BE", GET + LAST, OK),
        http("hexdump", trace + " hexdump", "#", LAST, OK),
        http("hexdump of the backend", trace, trace + " name B hexdump", post, OK),
        http("post", trace + " hexdump", "#", post, OK),
        http("chunks", trace + " hexdump", "#", chunked, chunks),
        http("random", trace + " random-forwarding hexdump", "#", post, OK),
        http("quiet", trace + " quiet", trace + " name Q quiet hexdump", LAST, OK),
        http("long name", trace + " name a-name-of-more-than-twenty-letters", "#", LAST, OK),
        http("deny", trace + "|http-request deny", "#", LAST, OK),
        http("redirect", trace + "|http-request redirect location /x", "#", LAST, OK),
        http("head", trace, "#", LAST.replace("GET", "HEAD"), "HTTP/1.1 204 No¶¶"),
        http(
            "no server",
            trace,
            trace + " name B|server none 127.0.0.1:1 disabled|#",
            LAST,
            "<none>"),
        tcp("tcp frontend", trace, "#"),
        tcp("tcp backend", "#", trace),
        tcp("tcp both", trace + " name FE", trace + " name BE"),
        tcp("tcp hexdump", trace + " hexdump", "#"),
        tcp("tcp random", trace + " random-forwarding hexdump", "#"),
        tcp("tcp quiet", trace + " quiet hexdump", "#"));
  }

  @BeforeAll
  static void reference() {
    Comparison.assumeReference();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void bothTellTheSame(Row row) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String main = EngineProcess.class.getName();
    Map<String, List<String>> expected =
        told(row, List.of(Program.REFERENCE.toString(), "-db", "-f"));
    assertThat(told(row, List.of(java, "-cp", System.getProperty("java.class.path"), main)))
        .isEqualTo(expected);
  }

  /** Runs a program over a row; what it tells, by filter and direction. */
  private static Map<String, List<String>> told(Row row, List<String> command) throws Exception {
    Path directory = Files.createTempDirectory("trace");
    Path errors = directory.resolve("stderr");
    Path file = directory.resolve("c.cfg");
    try (Ports ports = new Ports(2);
        EchoOrigin origin = new EchoOrigin(row.answer)) {
      Files.writeString(file, configuration(row, ports.numbers(), origin.port()));
      List<String> words = new ArrayList<>(command);
      words.add(file.toString());
      Process process =
          new ProcessBuilder(words)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(errors.toFile())
              .start();
      try {
        Bench.awaitListening(ports.numbers()[1]);
        converse(row, ports.numbers()[0]);
        return lines(row, errors);
      } finally {
        process.getOutputStream().close();
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    }
  }

  private static String configuration(Row row, int[] ports, int origin) {
    String server = row.answer.equals("<none>") ? "#" : "server s 127.0.0.1:" + origin;
    return String.join(
        "\n ",
        "defaults",
        "timeout client 5s",
        "timeout server 5s",
        "timeout connect 5s",
        "retries 0\nfrontend f",
        "bind 127.0.0.1:" + ports[0],
        "default_backend b",
        String.join("\n ", row.front) + "\nbackend b",
        String.join("\n ", row.back),
        server + "\nlisten ready",
        "mode http",
        "bind 127.0.0.1:" + ports[1],
        "http-request return status 200\n");
  }

  /** Mode tcp ends when the echo has come; a client that ends sooner may be taken for gone. */
  private static void converse(Row row, int port) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(5000);
      byte[] text = Wire.bytes(row.client);
      client.getOutputStream().write(text);
      if (row.answer.equals("<echo>")) {
        assertThat(client.getInputStream().readNBytes(text.length)).isEqualTo(text);
        client.shutdownOutput();
      }
      client.getInputStream().readAllBytes();
    }
  }

  private static Map<String, List<String>> lines(Row row, Path errors) throws Exception {
    boolean quiet = row.name.endsWith("quiet");
    long end = System.nanoTime() + 5_000_000_000L;
    String text = Files.readString(errors, ISO_8859_1);
    while (!quiet && !isOver(text) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
      text = Files.readString(errors, ISO_8859_1);
    }
    Map<String, List<String>> told = new TreeMap<>();
    String where = "dumped";
    for (String line : text.split("\n")) {
      Matcher matcher = LINE.matcher(line);
      if (line.startsWith("\t0x")) {
        dump(told.computeIfAbsent(where, key -> new ArrayList<>(List.of(""))), line);
      } else if (matcher.matches()) {
        where = sort(told, matcher);
      }
    }
    return told;
  }

  /** Whether every filter has left every stream. */
  private static boolean isOver(String text) {
    int attached = text.split("trace_attach", -1).length;
    return attached > 1 && attached == text.split("trace_detach", -1).length;
  }

  /** Puts a line where it belongs; the name of that place. */
  private static String sort(Map<String, List<String>> told, Matcher line) {
    String what = line.group(3);
    String direction =
        what.contains("RESPONSE") ? "response" : what.contains("REQUEST") ? "request" : "stream";
    String place = line.group(1) + " " + direction;
    if (what.startsWith("\t")) {
      place = line.group(1) + " fields";
    }
    List<String> list = told.computeIfAbsent(place, key -> new ArrayList<>());
    Matcher payload = PAYLOAD.matcher(what);
    if (payload.matches() && payload.group(2).equals("0")) {
      return place;
    }
    String kept =
        line.group(2)
            + " "
            + (payload.matches() ? payload.group(1).replaceAll("offset=\\d+", "offset") : what);
    boolean step = what.contains("trace_chn_analyze") || what.contains("trace_check_timeouts");
    boolean again = kept.contains("_payload") || kept.contains("start_analyze");
    if (!step
        && !what.contains("for thread")
        && !(again && list.stream().anyMatch(seen -> seen.startsWith(kept)))) {
      list.add(kept);
    }
    return place;
  }

  /** Joins the bytes of a dump with those before it. */
  private static void dump(List<String> list, String line) {
    String hex = line.substring(line.indexOf(':') + 1, line.indexOf('|')).strip();
    int at = list.size() - 1;
    list.set(at, (list.get(at) + " " + hex.replaceAll(" +", " ")));
  }

  /** Answers each request with the same, or sends back what it gets. */
  private static final class EchoOrigin implements AutoCloseable {
    private final java.net.ServerSocket server;

    EchoOrigin(String answer) throws IOException {
      server = new java.net.ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread thread = new Thread(() -> serve(answer), "origin");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return server.getLocalPort();
    }

    private void serve(String answer) {
      while (!server.isClosed()) {
        try (Socket client = server.accept()) {
          client.setSoTimeout(5000);
          answer(client, answer);
        } catch (IOException over) {
          continue;
        }
      }
    }

    private static void answer(Socket client, String answer) throws IOException {
      byte[] buffer = new byte[65536];
      StringBuilder seen = new StringBuilder();
      for (int count; (count = client.getInputStream().read(buffer)) > 0; ) {
        if (answer.equals("<echo>")) {
          client.getOutputStream().write(buffer, 0, count);
          continue;
        }
        seen.append(new String(buffer, 0, count, ISO_8859_1));
        String text = seen.toString();
        boolean whole =
            text.contains("POST")
                ? text.endsWith("hello") || text.endsWith("0\r\n\r\n")
                : text.endsWith("\r\n\r\n");
        if (whole) {
          seen.setLength(0);
          client.getOutputStream().write(Wire.bytes(answer));
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
