package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.net.Clock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client meets whose proxy is stopped softly, through both programs. */
@Timeout(60)
class SoftStopDifferenceIT {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

  /** So long without a byte is quiet. */
  private static final int QUIET_MILLIS = 400;

  /**
   * The option, and the steps: {@code get} sends a request, {@code half} and {@code rest} its
   * halves, {@code read} notes what comes until it is quiet, {@code end} lets the server send the
   * second half of its answer, {@code stop} is the soft stop. Then what the client notes: answers
   * with their Connection header, open or closed at each quiet time.
   */
  @ParameterizedTest
  @CsvSource(
      value = {
        "no option idle-close-on-response | get read end read stop read | open 200 open closed",
        "option idle-close-on-response    | get read end read stop read get read end read"
            + " | open 200 open open open 200-close closed",
        "option idle-close-on-response    | get stop read end read | open 200-close closed",
        "option idle-close-on-response    | half stop rest read end read | open 200-close closed",
        "no option idle-close-on-response | half stop rest read end read | open 200-close closed",
        "option idle-close-on-response    | stop read get read end read"
            + " | open open 200-close closed",
        "no option idle-close-on-response | stop read get read end read"
            + " | open open 200-close closed",
      },
      delimiter = '|')
  void clientsAreToldOrClosed(String option, String steps, String expected) throws Exception {
    assertThat(new Run(option, steps).with(SoftStopDifferenceIT::engine))
        .as("this engine")
        .isEqualTo(expected);
    Comparison.assumeReference();
    assertThat(new Run(option, steps).with(SoftStopDifferenceIT::reference))
        .as("the reference")
        .isEqualTo(expected);
  }

  /** Starts a program with a configuration. */
  private interface Starter {
    Stoppable start(String configuration) throws Exception;
  }

  /** A running program. */
  private interface Stoppable extends AutoCloseable {
    void stopSoftly() throws Exception;
  }

  private static Stoppable engine(String configuration) throws Exception {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    Engine engine =
        Engine.start(
            ConfigCheck.model(configuration),
            new EngineOptions(1, 100, fd -> {}, Clock.SYSTEM, (text, level) -> {}, failures::add));
    engine.serve();
    return new Stoppable() {
      @Override
      public void stopSoftly() {
        engine.stopSoftly(() -> {});
      }

      @Override
      public void close() {
        engine.stopNow();
        assertThat(failures).isEmpty();
      }
    };
  }

  private static Stoppable reference(String configuration) throws Exception {
    Path file = Files.createTempFile("soft-stop", ".cfg");
    Files.writeString(file, configuration);
    Process process =
        new ProcessBuilder(Program.REFERENCE.toString(), "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Stoppable() {
      @Override
      public void stopSoftly() throws Exception {
        new ProcessBuilder("kill", "-USR1", Long.toString(process.pid())).start().waitFor();
      }

      @Override
      public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
        Files.delete(file);
      }
    };
  }

  /** One case with one program. */
  private record Run(String option, String steps) {
    String with(Starter starter) throws Exception {
      try (ServerSocket origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
          Ports reserved = new Ports(1)) {
        int port = reserved.numbers()[0];
        try (Stoppable program =
                starter.start(
                    "global\n nbthread 1\ndefaults\n mode http\n timeout client 20s\n"
                        + " timeout server 20s\n timeout connect 5s\nfrontend f\n "
                        + option
                        + "\n bind 127.0.0.1:"
                        + port
                        + "\n default_backend b\nbackend b\n server s 127.0.0.1:"
                        + origin.getLocalPort()
                        + "\n");
            Socket client = connect(port)) {
          StringBuilder seen = new StringBuilder();
          Socket server = null;
          for (String step : steps.split(" ")) {
            switch (step) {
              case "get" -> send(client, GET);
              case "half" -> send(client, GET.substring(0, 9));
              case "rest" -> send(client, GET.substring(9));
              case "read" -> seen.append(read(client)).append(' ');
              case "end" -> {
                server = server == null ? origin.accept() : server;
                answer(server);
              }
              case "stop" -> {
                program.stopSoftly();
                awaitRefusal(port);
              }
              default -> throw new IllegalArgumentException(step);
            }
          }
          if (server != null) {
            server.close();
          }
          return seen.toString().trim();
        }
      }
    }
  }

  private static void answer(Socket server) throws IOException {
    server.setSoTimeout(5000);
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append((char) server.getInputStream().read());
    }
    send(server, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** Connects and waits until the proxy has taken the connection. */
  private static Socket connect(int port) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
    while (true) {
      try {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        // A second client that was answered came after the first one.
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
          send(probe, "GET\r\n\r\n");
          probe.setSoTimeout(5000);
          probe.getInputStream().read();
        }
        return client;
      } catch (ConnectException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
        LockSupport.parkNanos(500_000);
      }
    }
  }

  private static void awaitRefusal(int port) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
    while (true) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(System.nanoTime()).as("still accepts").isLessThan(end);
      } catch (ConnectException refused) {
        return;
      } catch (SocketException reset) {
        LockSupport.parkNanos(500_000);
      }
    }
  }

  private static String read(Socket client) throws IOException {
    StringBuilder text = new StringBuilder();
    client.setSoTimeout(QUIET_MILLIS);
    String end = "closed";
    try {
      for (int next = client.getInputStream().read();
          next >= 0;
          next = client.getInputStream().read()) {
        text.append((char) next);
      }
    } catch (SocketTimeoutException quiet) {
      end = "open";
    } catch (SocketException reset) {
      end = "reset";
    }
    if (text.isEmpty()) {
      return end;
    }
    boolean told = text.toString().toLowerCase(java.util.Locale.ROOT).contains("connection: close");
    return text.substring(9, 12) + (told ? "-close " : " ") + end;
  }
}
