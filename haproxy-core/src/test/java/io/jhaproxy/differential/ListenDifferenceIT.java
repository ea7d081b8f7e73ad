package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts in which row of a listen section when its rules answer before its servers do. */
@Timeout(60)
class ListenDifferenceIT {
  private static final String COUNTED =
      "stot|bin|bout|dreq|dresp|ereq|econ|eresp|hrsp_.*|req_tot|intercepted|lbtot|cli_abrt";

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http | http-request deny                                         | GET / HTTP/1.1¶Connection: close¶¶",
        "http | http-request return status 200                            | GET / HTTP/1.1¶Connection: close¶¶",
        "http | http-request redirect location /x                         | GET / HTTP/1.1¶Connection: close¶¶",
        "http | http-response deny                                        | GET / HTTP/1.1¶Connection: close¶¶",
        "http | tcp-request content reject                                | GET / HTTP/1.1¶Connection: close¶¶",
        "http | monitor-uri /                                             | GET / HTTP/1.1¶Connection: close¶¶",
        "http | http-request set-header a b                               | GET / x HTTP/1.1¶Host: h¶¶",
        "http | http-request set-header a b                               | GET / HTTP/1.1¶Connection: close¶¶",
        "http | use_backend other                                         | GET / HTTP/1.1¶Connection: close¶¶",
        "tcp  | tcp-request inspect-delay 1s;tcp-request content reject if { req.len gt 2 } | abcdef",
      })
  void bothCountTheSame(String mode, String rules, String text) throws Exception {
    assertThat(rows(Program.engine(), mode, rules, text))
        .isEqualTo(rows(Program.executable(Program.REFERENCE), mode, rules, text));
  }

  private static List<String> rows(Program program, String mode, String rules, String text)
      throws Exception {
    try (Ports reserved = new Ports(3)) {
      int[] ports = reserved.numbers();
      String configuration =
          ("global\n nbthread 1\ndefaults\n mode %s\n timeout client 2s\n timeout server 2s\n timeout connect 2s\n"
                  + " retries 0\nlisten f\n bind 127.0.0.1:%d\n %s\n server s 127.0.0.1:%d\n"
                  + "backend other\n server s 127.0.0.1:%d\n"
                  + "listen statistics\n mode http\n bind 127.0.0.1:%d\n stats uri /\n")
              .formatted(mode, ports[0], rules.replace(";", "\n "), ports[1], ports[1], ports[2]);
      try (AutoCloseable running = program.start(configuration)) {
        Bench.awaitListening(ports[2]);
        talk(ports[0], text);
        String csv = talk(ports[2], "GET /;csv HTTP/1.0¶¶");
        String[] lines = csv.substring(csv.indexOf("# pxname")).split("\r?\n");
        String[] names = lines[0].split(",", -1);
        List<String> rows = new ArrayList<>();
        for (String line : lines) {
          String[] values = line.split(",", -1);
          for (int i = 2; i < names.length && line.matches("(f|other),.*"); i++) {
            if (names[i].matches(COUNTED)) {
              rows.add(values[0] + "," + values[1] + " " + names[i] + "=" + values[i]);
            }
          }
        }
        assertThat(rows).isNotEmpty();
        return rows;
      }
    }
  }

  private static String talk(int port, String text) throws Exception {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(Wire.bytes(text));
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
