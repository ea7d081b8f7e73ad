package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bandwidth limitation, which the reference has from 2.7 on: how long bodies take. */
@Timeout(30)
class BandwidthIT {
  private static final int BODY = 60_000;

  /** Lines of the backend (bars between them), request's body, least and most milliseconds. */
  @ParameterizedTest
  @CsvSource({
    "'#', 0, 0, 1500",
    "'filter bwlim-out d default-limit 20k default-period 300ms', 0, 0, 1500",
    "'filter bwlim-out d default-limit 20k default-period 300ms|http-response set-bandwidth-limit"
        + " d', 0, 600, 5000",
    "'filter bwlim-out d default-limit 1m|http-request set-bandwidth-limit d limit 20k period"
        + " 300ms', 0, 600, 5000",
    "'filter bwlim-out d default-limit 1m|http-request set-bandwidth-limit d limit"
        + " int(20000) period int(300)', 0, 600, 5000",
    "'filter bwlim-in u default-limit 20k default-period 300ms|http-request set-bandwidth-limit"
        + " u', 60000, 600, 5000",
    "'filter bwlim-in u default-limit 20k|http-request set-bandwidth-limit u if FALSE', 60000, 0,"
        + " 1500",
  })
  void bodiesTakeTheirTime(String lines, int sent, long least, long most) throws Exception {
    int port = EngineRun.freePort();
    try (ServerSocket origin = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        EngineRun run =
            new EngineRun(
                "defaults\n mode http\n timeout client 5s\n timeout server 5s\n timeout connect 5s\n"
                    + "frontend f\n bind 127.0.0.1:"
                    + port
                    + "\n default_backend b\nbackend b\n "
                    + lines.replace("|", "\n ")
                    + "\n server s 127.0.0.1:"
                    + origin.getLocalPort()
                    + "\n")) {
      Thread server = new Thread(() -> serve(origin));
      server.setDaemon(true);
      server.start();
      long begun = System.nanoTime();
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        String head =
            "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: "
                + sent
                + "\r\n\r\n";
        client.getOutputStream().write(head.getBytes(ISO_8859_1));
        client.getOutputStream().write(new byte[sent]);
        byte[] answer = client.getInputStream().readAllBytes();
        assertThat(new String(answer, ISO_8859_1)).startsWith("HTTP/1.1 200 OK");
        assertThat(answer.length).isGreaterThan(BODY);
      }
      assertThat((System.nanoTime() - begun) / 1_000_000).isBetween(least, most);
      assertThat(run.engine.workers().get(0).failures()).isZero();
    }
  }

  private static void serve(ServerSocket origin) {
    try (Socket socket = origin.accept()) {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      String text = head.toString().toLowerCase(java.util.Locale.ROOT);
      int length = Integer.parseInt(text.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
      in.readNBytes(length);
      socket
          .getOutputStream()
          .write(("HTTP/1.1 200 OK\r\nContent-Length: " + BODY + "\r\n\r\n").getBytes(ISO_8859_1));
      socket.getOutputStream().write(new byte[BODY]);
    } catch (IOException over) {
      return;
    }
  }
}
