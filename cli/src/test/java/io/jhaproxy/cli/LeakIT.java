package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program itself under the leak detector: the tests of the other modules look at their own
 * process, this one at the image with the traffic that leaves early, refuses or breaks off.
 */
class LeakIT {
  private static final Map<String, String> DETECTOR =
      Map.of(
          "JAVA_TOOL_OPTIONS",
          "-Dio.netty.leakDetection.level=paranoid -Dio.netty.leakDetection.targetRecords=4"
              + " -Xmn2m");

  private static final String CONFIG =
      """
      global
        nbthread 1
      defaults
        mode http
        timeout client 2s
        timeout server 2s
        timeout connect 1s
      listen web
        bind 127.0.0.1:PORT
        http-request return status 200 content-type text/plain string "ok" if { path /ok }
        http-request deny if { path /no }
        server dead 127.0.0.1:DEAD maxconn 1
      listen raw
        mode tcp
        bind 127.0.0.1:RAW
        server web 127.0.0.1:PORT
      """;

  @TempDir Path folder;

  @Test
  void noBufferIsForgotten() throws IOException {
    int port = Wait.freePort();
    int raw = Wait.freePort();
    String text =
        CONFIG
            .replace("PORT", Integer.toString(port))
            .replace("RAW", Integer.toString(raw))
            .replace("DEAD", Integer.toString(Wait.freePort()));
    String file = Files.writeString(folder.resolve("a.cfg"), text).toString();
    try (Running running = Program.jhaproxy().start(DETECTOR, "-db", "-f", file)) {
      Wait.until(
          () -> "serving; said " + running.err(), () -> Wait.listens(port) && Wait.listens(raw));
      for (int i = 0; i < 400; i++) {
        assertThat(Wait.get(raw, "/ok")).endsWith("ok");
        leave(port, "GET /ok HTTP/1.1\r\nHost: a\r\n");
        leave(port, "POST /no HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
        leave(raw, "GET /dead HTTP/1.1\r\nHost: a\r\n\r\n");
        leave(port, "\0\r\n\r\n");
      }
      assertThat(Wait.get(port, "/ok")).endsWith("ok");
      assertThat(running.err()).contains("leakDetection.level=paranoid");
      assertThat(running.err() + running.out()).doesNotContain("LEAK");
      assertThat(running.signal("INT").await().err()).doesNotContain("LEAK");
    }
  }

  private static void leave(int port, String sent) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
