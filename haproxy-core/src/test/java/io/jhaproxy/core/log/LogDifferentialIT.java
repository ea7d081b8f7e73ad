package io.jhaproxy.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.net.Clock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same configuration and the same bytes through the reference and through the engine. */
@Timeout(60)
class LogDifferentialIT {
  private static final Path REFERENCE = Path.of("/usr/sbin/haproxy");

  private static final String[] FORMATS = {
    "option httplog",
    "option httplog clf",
    "",
    "log-format \"%ci %fi %fp %si %ts %tsc %ST %B %CC %CS %ac %fc %bc %sc %rc %sq %bq %hr %hs %hrl"
        + " %hsl %ft %f %b %s %ID %%\"",
    "log-format \"%{+Q}o %r %HM %HP %HPO %HU %HV %HQ %hr %hs %[capture.req.hdr(0)] %[src]\"",
    "log-format \"%{+Q,+E}r %{+X}ci %{+X}fi %{+E}[capture.req.uri] %[var(txn.p)]\"",
  };

  private static final String[] REQUESTS = {
    "GET /a?q=1 HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n",
    "GET /a\"b]c\\d HTTP/1.1\r\nHost: h{|}.test\r\nX-Y: a\"#b\r\nConnection: close\r\n\r\n",
    "HEAD / HTTP/1.0\r\n\r\n",
    "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
    "GET http://abs.test/x/y?z HTTP/1.1\r\nHost: abs.test\r\nConnection: close\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "BAD\r\n\r\n",
    "GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /deny HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /redirect HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /return HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /nosrv HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  };

  @TempDir Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String config(String format, int port, int origin, int syslog) {
    return """
    global
      log 127.0.0.1:%d format raw local0
      nbthread 1
    defaults
      mode http
      log global
      timeout client 2s
      timeout server 2s
      timeout connect 1s
    frontend f1
      bind 127.0.0.1:%d
      %s
      capture request header Host len 20
      capture request header X-Y len 5
      capture response header Server len 10
      http-request set-var(txn.p) path,upper
      http-request deny if { path /deny }
      http-request redirect location /there if { path /redirect }
      http-request return status 201 content-type text/plain string hello if { path /return }
      use_backend empty if { path /nosrv }
      default_backend b1
    backend b1
      server s1 127.0.0.1:%d
    backend empty
    """
        .formatted(syslog, port, format, origin);
  }

  /** Sends one request and reads until the end. */
  private static void exchange(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().readAllBytes();
    }
  }

  private static String receive(DatagramSocket syslog) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
    syslog.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
  }

  private static List<String> lines(int port, int origin, DatagramSocket syslog)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (String request : REQUESTS) {
      exchange(port, request);
      try {
        lines.add(normal(receive(syslog), port, origin));
      } catch (SocketTimeoutException none) {
        lines.add("no line for " + request);
      }
    }
    return lines;
  }

  /** Removes what differs between two runs: times, client ports, our own ports. */
  private static String normal(String line, int port, int origin) {
    return line.replaceAll(
            "\\d\\d/Nov/\\d{4}:[\\d:.]+( \\+\\d+)?|\\d\\d/\\w{3}/\\d{4}:[\\d:.]+", "DATE")
        .replaceAll("\\b" + port + "\\b", "PORT")
        .replaceAll("\\b" + origin + "\\b", "ORIGIN")
        .replaceAll("127\\.0\\.0\\.1:\\d{4,5}", "CLIENT")
        .replaceAll("\"\" \"\" \\d+ \\d+ ", "\"\" \"\" CP MS ")
        .replaceAll("(?<= )(\\d+|-1)/(\\d+|-1)/(\\d+|-1)/(\\d+|-1)/\\d+(?= \\d{3} )", "TIMERS")
        .replaceAll("(\"s1\"|\"<NOSRV>\") (-?\\d+ ){5}", "$1 TIMERS ");
  }

  private Thread origin(ServerSocket server) {
    Thread thread =
        new Thread(
            () -> {
              byte[] answer =
                  "HTTP/1.1 200 OK\r\nServer: orig\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
                      .getBytes(StandardCharsets.US_ASCII);
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  byte[] request = new byte[8192];
                  int read = socket.getInputStream().read(request);
                  boolean head = read > 4 && request[0] == 'H';
                  socket.getOutputStream().write(answer, 0, answer.length - (head ? 5 : 0));
                  socket.shutdownOutput();
                  socket.getInputStream().readAllBytes();
                } catch (IOException closed) {
                  // The test's end, or a client that went away: the next one counts.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private List<String> reference(String format, int origin, DatagramSocket syslog)
      throws Exception {
    int port = freePort();
    Path file = folder.resolve("r.cfg");
    Files.writeString(file, config(format, port, origin, syslog.getLocalPort()));
    Process process =
        new ProcessBuilder(REFERENCE.toString(), "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("r.out").toFile())
            .start();
    try {
      awaitListening(port, process);
      return lines(port, origin, syslog);
    } finally {
      process.destroy();
      process.waitFor(5, TimeUnit.SECONDS);
    }
  }

  /** Waits until the kernel shows the listener, without a connection that would be logged. */
  private void awaitListening(int port, Process process) throws Exception {
    String listening = ":%04X 00000000:0000 0A".formatted(port);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Files.readString(Path.of("/proc/net/tcp")).contains(listening)) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("r.out"))).isTrue();
      assertThat(System.nanoTime()).as("reference listens").isLessThan(end);
      LockSupport.parkNanos(500_000);
    }
  }

  private List<String> engine(String format, int origin, DatagramSocket syslog) throws Exception {
    int port = freePort();
    List<Throwable> failures = new ArrayList<>();
    EngineOptions options =
        new EngineOptions(4711, 1000, fd -> {}, Clock.SYSTEM, (text, level) -> {}, failures::add);
    Engine engine =
        Engine.start(
            ConfigCheck.model(config(format, port, origin, syslog.getLocalPort())), options);
    try {
      engine.serve();
      List<String> lines = lines(port, origin, syslog);
      assertThat(failures).isEmpty();
      return lines;
    } finally {
      engine.stopNow();
      engine.awaitEnd();
    }
  }

  @Test
  void linesAreTheReferences() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(REFERENCE) || "required".equals(System.getProperty("peers")),
        "the reference haproxy is not installed");
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      syslog.setSoTimeout(1500);
      origin(server);
      for (String format : FORMATS) {
        List<String> expected = reference(format, server.getLocalPort(), syslog);
        assertThat(engine(format, server.getLocalPort(), syslog)).as(format).isEqualTo(expected);
      }
    }
  }
}
