package io.jhaproxy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.net.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server that refuses connections while the client's first bytes are already there. On loopback
 * the refusal comes before the first write, which then fails: this is a failed connect, not a
 * connection that ended, and the bytes belong to the next server.
 */
@Timeout(30)
class RefusedServerIT {
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void echo(ServerSocket server) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().transferTo(socket.getOutputStream());
                } catch (IOException closed) {
                  // The test's end, or a client that went away: the next one counts.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static String exchange(int port, String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void theNextServerGetsTheBytes() throws Exception {
    int port = freePort();
    List<Throwable> failures = new ArrayList<>();
    EngineOptions options =
        new EngineOptions(4711, 1000, fd -> {}, Clock.SYSTEM, (text, level) -> {}, failures::add);
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      echo(server);
      String config =
          """
          defaults
            mode tcp
            timeout client 5s
            timeout server 5s
            timeout connect 1s
            option redispatch 1
          listen l1
            bind 127.0.0.1:%d
            server refuses 127.0.0.1:%d
            server echoes 127.0.0.1:%d
          """
              .formatted(port, freePort(), server.getLocalPort());
      Engine engine = Engine.start(ConfigCheck.model(config), options);
      try {
        engine.serve();
        for (int i = 0; i < 40; i++) {
          assertThat(exchange(port, "line " + i)).isEqualTo("line " + i);
        }
        assertThat(failures).isEmpty();
      } finally {
        engine.stopNow();
        engine.awaitEnd();
      }
    }
  }
}
