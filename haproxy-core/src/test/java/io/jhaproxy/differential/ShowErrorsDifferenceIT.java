package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code show errors} tells of messages that could not be read. */
@Timeout(60)
class ShowErrorsDifferenceIT {
  private static final String BAD = "HTTP/1.1 200 OK¶Bad Header: x¶Content-Length: 2¶¶hi";

  @TempDir Path folder;

  @BeforeAll
  static void reference() {
    Comparison.assumeReference();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1¶Host: h¶¶",
        "GET / HTTP/1.1¶Host: h¶Bad Header: x¶Long: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
            + "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy¶¶rest",
        "GET /a b HTTP/1.1¶¶",
        "\u0001\u0002abc\t\u001b\\\u00ff\n\n",
        "POST / HTTP/1.1¶Host: h¶Transfer-Encoding: chunked¶¶zz¶",
        "GET /#x HTTP/1.1¶Host: h¶¶",
      })
  void bothTellTheSame(String request) throws Exception {
    String expected = errors(Program.executable(Program.REFERENCE), request, "theirs");
    String got = errors(Program.engine(), request, "ours");
    assertThat(comparable(got)).isEqualTo(comparable(expected));
  }

  /** What is told after one request, whose response would be bad, too. */
  private String errors(Program program, String request, String name) throws Exception {
    Path socket = folder.resolve(name);
    try (Ports reserved = new Ports(1);
        ServerSocket origin = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      int port = reserved.numbers()[0];
      Thread server = new Thread(() -> serve(origin));
      server.setDaemon(true);
      server.start();
      String configuration =
          "global\n stats socket "
              + socket
              + " level admin\ndefaults\n mode http\n timeout client 2s\n timeout server 2s\n"
              + " timeout connect 2s\nfrontend f\n bind 127.0.0.1:"
              + port
              + "\n default_backend b\nbackend b\n server s 127.0.0.1:"
              + origin.getLocalPort()
              + "\n";
      try (AutoCloseable running = program.start(configuration)) {
        awaitStart(socket, port);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
          client.setSoTimeout(3_000);
          client.getOutputStream().write(Wire.bytes(request));
          client.getInputStream().read();
        } catch (SocketException reset) {
          // It was refused all the same.
        }
        return CliClient.ask(socket, "show errors\n")
            + CliClient.ask(socket, "show errors f\n")
            + CliClient.ask(socket, "show errors -1 response\n")
            + CliClient.ask(socket, "show errors nobody\n");
      }
    }
  }

  private static void awaitStart(Path socket, int port) throws IOException {
    long end = System.nanoTime() + 8_000_000_000L;
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        CliClient.ask(socket, "show version\n");
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
        LockSupport.parkNanos(500_000);
      }
    }
  }

  private static void serve(ServerSocket origin) {
    try (Socket socket = origin.accept()) {
      byte[] buffer = new byte[4096];
      while (socket.getInputStream().read(buffer) >= 0) {
        socket.getOutputStream().write(Wire.bytes(BAD));
      }
    } catch (IOException over) {
      return;
    }
  }

  /** Without dates and ports, and without what is true in a C program only. */
  private static String comparable(String text) {
    return Stream.of(text.split("\n"))
        .filter(line -> !line.startsWith("  H1 "))
        .map(line -> line.replaceAll("\\[\\d+/[^]]*]", "[DATE]"))
        .map(line -> line.replaceAll("127\\.0\\.0\\.1:\\d+", "SOURCE"))
        .map(line -> line.replaceFirst("(error at position \\d+) :$", "$1"))
        .collect(Collectors.joining("\n"));
  }
}
