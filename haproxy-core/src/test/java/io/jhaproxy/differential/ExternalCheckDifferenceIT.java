package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code option external-check}: what the program is told and what its end means, in both. */
@Timeout(60)
class ExternalCheckDifferenceIT {
  private static final long LIMIT_NANOS = 10_000_000_000L;

  @TempDir Path folder;

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  @ParameterizedTest
  @CsvSource({
    // what the program does at its end, lines of the proxy, the server, the check's status
    "exit 0, bind 127.0.0.1:${port}, s 127.0.0.1:4711 maxconn 7, PROCOK",
    "exit 3, bind 127.0.0.1:${port}, s 127.0.0.1:4711, PROCERR",
    "sleep 5, bind 127.0.0.1:${port}, s 127.0.0.1:4711, PROCTOUT",
    "exit 0, bind 127.0.0.1:${port}, s [::1]:4711 port 99, PROCOK",
    "exit 0, bind 127.0.0.1:${port}, s /tmp/nowhere, PROCOK",
    "exit 0, external-check path /usr/bin:/bin, s 127.0.0.1:4711 id 5, PROCOK",
    "exit 0, mode http, s 127.0.0.1:4711, PROCOK",
  })
  void bothTellAndFindTheSame(String end, String line, String server, String status)
      throws Exception {
    String reference =
        run(Program.executable(Program.REFERENCE), "reference", end, line, server, status);
    String ours = run(Program.engine(), "ours", end, line, server, status);
    assertThat(ours).isEqualTo(reference);
  }

  private String run(
      Program program, String name, String end, String line, String server, String status)
      throws Exception {
    Path told = folder.resolve(name);
    Path script = folder.resolve(name + ".sh");
    String text =
        "#!/bin/sh\n{ echo \"$@\"\n/usr/bin/env | /bin/grep -v '^_=\\|^PWD=\\|^SHLVL=' | /usr/bin/sort; } > "
            + told
            + ".new\n/bin/mv "
            + told
            + ".new "
            + told
            + "\n"
            + (end.startsWith("sleep") ? "exec /bin/" + end : end)
            + "\n";
    Files.writeString(script, text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    try (Ports reserved = new Ports(2)) {
      int port = reserved.numbers()[0];
      int statistics = reserved.numbers()[1];
      String configuration =
          "global\n nbthread 1\n external-check\n insecure-fork-wanted\ndefaults\n timeout client 1s\n"
              + " timeout server 1s\n timeout connect 1s\n"
              + (line.startsWith("bind") ? "listen b\n mode tcp\n " : "backend b\n ")
              + line.replace("${port}", Integer.toString(port))
              + "\n option external-check\n external-check command "
              + script
              + "\n server "
              + server
              + " check inter 400\nlisten statistics\n mode http\n bind 127.0.0.1:"
              + statistics
              + "\n stats uri /\n";
      try (AutoCloseable running = program.start(configuration)) {
        Bench.awaitListening(statistics);
        long limit = System.nanoTime() + LIMIT_NANOS;
        String now = "";
        while (!now.equals(status)) {
          assertThat(System.nanoTime()).as("%s is %s", name, now).isLessThan(limit);
          now = statistic(statistics, "check_status").replace("* ", "");
        }
        return (Files.readString(told) + statistic(statistics, "check_desc"))
            .replace(" " + port + " ", " PORT ")
            .replace("PROXY_PORT=" + port, "PROXY_PORT=PORT");
      }
    }
  }

  private static String statistic(int port, String column) throws IOException {
    String csv;
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write("GET /;csv HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
      csv = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
    String[] lines = csv.substring(csv.indexOf("# ") + 2).split("\r?\n");
    int index = List.of(lines[0].split(",")).indexOf(column);
    return Arrays.stream(lines)
        .filter(each -> each.startsWith("b,s,"))
        .map(each -> each.split(",", -1)[index])
        .collect(Collectors.joining());
  }
}
