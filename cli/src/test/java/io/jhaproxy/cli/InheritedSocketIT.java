package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Listening sockets that another process opened: {@code fd@N}. Blocking, without SO_REUSEPORT, and
 * never bound again, as service managers hand them over.
 */
class InheritedSocketIT {
  /** Listens on the port with descriptor 7, tells its number in LISTENER, becomes the program. */
  private static final String OPENER =
      """
      use Socket; use POSIX; use Fcntl;
      socket(S, PF_INET, SOCK_STREAM, 0) or die;
      bind(S, sockaddr_in(shift @ARGV, INADDR_LOOPBACK)) or die "bind: $!";
      listen(S, 20) or die;
      fcntl(S, F_SETFL, O_NONBLOCK) if $ENV{NONBLOCKING};
      dup2(fileno(S), 7); close(S);
      $ENV{LISTENER} = 7;
      exec(@ARGV);
      """;

  private static final String CONFIG =
      """
      global
        nbthread 2
      defaults
        mode http
        timeout client 10s
        timeout server 10s
        timeout connect 5s
      listen web
        bind ADDRESS
        http-request return status 200 content-type text/plain string "ok"
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // program, address
    "reference, fd@7",
    "jhaproxy,  fd@7",
    "jhaproxy,  'fd@${LISTENER}'",
    "jhaproxy,  '\"fd@${LISTENER}\"'",
  })
  void isAdopted(String name, String address) throws Exception {
    Program program = name.equals("reference") ? Program.reference() : Program.jhaproxy();
    Path config = Files.writeString(folder.resolve("a.cfg"), CONFIG.replace("ADDRESS", address));
    int port = Wait.freePort();
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Peer.require("perl"),
                "-e",
                OPENER,
                Integer.toString(port),
                program.path(),
                "-db",
                "-f",
                config.toString())
            .redirectError(err.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      // The socket listens from the beginning: a connection waits until the program accepts.
      Wait.until(() -> "listening; said " + text(err), () -> Wait.listens(port));
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(Wait.get(port, "/").replaceFirst("(?s).*\r\n\r\n", ""));
      }
      assertThat(answers).as(text(err)).containsOnly("ok");
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** {@code -S fd@7}, with a socket that blocks and one that does not. */
  @ParameterizedTest
  @CsvSource({
    // program, whether the socket is non-blocking
    "reference, ''",
    "jhaproxy,  ''",
    "jhaproxy,  1",
  })
  void mastersSocketIsAdopted(String name, String nonBlocking) throws Exception {
    Program program = name.equals("reference") ? Program.reference() : Program.jhaproxy();
    int web = Wait.freePort();
    Path config =
        Files.writeString(folder.resolve("a.cfg"), CONFIG.replace("ADDRESS", "127.0.0.1:" + web));
    int port = Wait.freePort();
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
            Peer.require("perl"),
            "-e",
            OPENER,
            Integer.toString(port),
            program.path(),
            "-W",
            "-db",
            "-S",
            "fd@7",
            "-f",
            config.toString());
    builder.environment().put("NONBLOCKING", nonBlocking);
    Process process =
        builder.redirectError(err.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      Wait.until(() -> "serving; said " + text(err), () -> Wait.listens(web));
      for (int i = 0; i < 3; i++) {
        assertThat(ask(port, "show proc")).as(text(err)).contains("" + process.pid());
      }
    } finally {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String ask(int port, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return Wait.readAll(socket.getInputStream());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notYet) {
      return "";
    }
  }
}
