package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many connections to a server are kept when clients come one after the other. */
@Timeout(60)
class IdleConnectionsDifferenceIT {
  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  @ParameterizedTest
  @ValueSource(strings = {"safe", "aggressive", "always", "never"})
  void bothKeepTheSame(String reuse) throws Exception {
    assertThat(kept(Program.engine(), reuse))
        .isEqualTo(kept(Program.executable(Program.REFERENCE), reuse));
  }

  /**
   * Connections that are idle and were made, after twenty clients with one request each, one with
   * three, three more.
   */
  private static String kept(Program program, String reuse) throws Exception {
    try (Ports reserved = new Ports(3)) {
      int[] ports = reserved.numbers();
      String configuration =
          "global\n nbthread 1\ndefaults\n mode http\n timeout client 5s\n timeout server 5s\n"
              + " timeout connect 5s\nlisten f\n http-reuse %s\n bind 127.0.0.1:%d\n"
              + " server s 127.0.0.1:%d\nlisten o\n bind 127.0.0.1:%d\n"
              + " http-request return status 200\nlisten statistics\n bind 127.0.0.1:%d\n"
              + " stats uri /\n";
      try (AutoCloseable running =
          program.start(configuration.formatted(reuse, ports[0], ports[1], ports[1], ports[2]))) {
        Bench.awaitListening(ports[2]);
        for (int i = 0; i < 20; i++) {
          assertThat(get(ports[0], "/")).contains(" 200 OK");
        }
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), ports[0])) {
          for (int i = 0; i < 3; i++) {
            client
                .getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(ISO_8859_1));
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
              head += (char) client.getInputStream().read();
            }
            assertThat(head).contains(" 200 OK");
          }
        }
        for (int i = 0; i < 3; i++) {
          assertThat(get(ports[0], "/")).contains(" 200 OK");
        }
        String csv = get(ports[2], "/;csv");
        String[] names = csv.substring(csv.indexOf("# pxname")).split("\r?\n")[0].split(",");
        String[] row = csv.substring(csv.indexOf("f,s,")).split("\r?\n")[0].split(",");
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
          if (names[i].matches("srv_icur|connect|reuse|scur")) {
            kept.append(names[i]).append('=').append(row[i]).append(' ');
          }
        }
        return kept.toString();
      }
    }
  }

  private static String get(int port, String path) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                  .getBytes(ISO_8859_1));
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
