package io.jhaproxy.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators look at HAProxy with shows the same of both programs. */
@Timeout(120)
class MonitoringClientsIT {
  private static final String CONFIG =
      """
      global
        stats socket SOCKET level admin
        maxconn 500
        log 127.0.0.1:SYSLOG local0
      defaults
        mode http
        option httplog
        log global
        timeout client 10s
        timeout server 10s
        timeout connect 1s
      frontend web
        bind 127.0.0.1:WEB
        http-request deny if { path /deny }
        default_backend fast
      backend fast
        server s 127.0.0.1:ORIGIN check inter 100ms
        server t 127.0.0.1:DEAD check inter 100ms backup
      listen origin
        no log
        bind 127.0.0.1:ORIGIN
        http-request return status 200
      listen statistics
        no log
        bind 127.0.0.1:STATS
        stats uri /stats
      """;

  /** Values of the clock, of earlier questions and of the process. */
  private static final String VARIES =
      ".*(_average_seconds|session_rate|max_sessions|check_duration_seconds|downtime_seconds|process_|origin|statistics"
          + "|version_info|exporter_|scrape).*";

  @TempDir Path folder;
  private final int web = Wait.freePort();
  private final int stats = Wait.freePort();
  private final int origin = Wait.freePort();
  private final int dead = Wait.freePort();

  private interface Look {
    String at(Path socket) throws Exception;
  }

  /** What is seen of a program that has answered five requests; the ports are the same for both. */
  private String see(Program program, DatagramSocket syslog, Look look) throws Exception {
    Path socket = Files.createTempDirectory(folder, "p").resolve("s");
    Path file = folder.resolve("a.cfg");
    Files.writeString(
        file,
        CONFIG
            .replace("SOCKET", socket.toString())
            .replace("SYSLOG", "" + syslog.getLocalPort())
            .replace("WEB", "" + web)
            .replace("ORIGIN", "" + origin)
            .replace("STATS", "" + stats)
            .replace("DEAD", "" + dead));
    try (Running running = program.start("-db", "-f", file.toString())) {
      Wait.until(
          () -> "listening; said " + running.err(),
          () -> Wait.listens(stats) && Files.exists(socket));
      Wait.until(
          () -> "checked",
          () -> {
            String seen = ReloadIT.ask(socket, "show stat");
            return seen.contains(",L4OK,") && seen.contains(",L4CON,");
          });
      for (String path : List.of("/", "/a", "/b?c", "/deny", "/d")) {
        Wait.get(web, path);
      }
      return look.at(socket);
    }
  }

  private void compare(Look look) throws Exception {
    try (DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String expected = see(Program.reference(), syslog, look);
      String got = see(Program.jhaproxy(), syslog, look);
      assertThat(expected).isNotBlank();
      assertThat(got).isEqualTo(expected);
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = Wait.readAll(process.getInputStream());
    process.waitFor();
    return said;
  }

  @Test
  void hatopShowsTheSameScreens() throws Exception {
    String hatop = Peer.require("hatop");
    String tmux = Peer.require("tmux");
    compare(
        socket -> {
          String terminal = folder.resolve("tmux").toString();
          run(
              tmux,
              "-S",
              terminal,
              "new-session",
              "-d",
              "-x",
              "120",
              "-y",
              "45",
              hatop + " -s " + socket + " -i 1");
          try {
            String status = screen(tmux, terminal, ">>> statistics");
            String traffic = screen(tmux, terminal, "BOUT", "2");
            return status
                    .substring(status.indexOf("NAME "), status.indexOf(">>> origin"))
                    // The most sessions at once are a matter of time.
                    .replaceAll("(?m)\\d+(\\s+\\d+\\s+\\d+)$", "N$1")
                    // A check is under way.
                    .replaceAll("\\* (L4\\w+)", "$1  ")
                + status.lines().filter(line -> line.contains("1-STATUS")).findFirst()
                + traffic.lines().filter(line -> line.contains("BOUT")).findFirst();
          } finally {
            run(tmux, "-S", terminal, "kill-server");
          }
        });
  }

  /** The screen as soon as it shows a text, for which a key may have to be pressed. */
  private static String screen(String tmux, String terminal, String text, String... key) {
    String[] shown = {""};
    int[] tries = {0};
    Wait.until(
        () -> text + " in " + shown[0],
        () -> {
          try {
            // A key may come before the program reads any: it is pressed again after a while.
            if (key.length > 0 && tries[0]++ % 100 == 0) {
              run(tmux, "-S", terminal, "send-keys", key[0]);
            }
            shown[0] = run(tmux, "-S", terminal, "capture-pane", "-p");
          } catch (Exception failed) {
            throw new AssertionError(failed);
          }
          return shown[0].contains(text);
        });
    return shown[0];
  }

  @Test
  void theExporterReadsTheSameFromTheSocket() throws Exception {
    compare(socket -> exported("unix:" + socket));
  }

  @Test
  void theExporterReadsTheSameFromThePage() throws Exception {
    compare(socket -> exported("http://127.0.0.1:" + stats + "/stats;csv"));
  }

  private static String exported(String from) throws Exception {
    int port = Wait.freePort();
    Process exporter =
        new ProcessBuilder(
                Peer.require("prometheus-haproxy-exporter"),
                "--web.listen-address=127.0.0.1:" + port,
                "--haproxy.scrape-uri=" + from)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Wait.until(() -> "exporter", () -> Wait.listens(port));
      String metrics = Wait.get(port, "/metrics");
      assertThat(metrics).contains("haproxy_up 1");
      return metrics
          .lines()
          .filter(line -> line.startsWith("haproxy_"))
          .map(
              line ->
                  line.matches(VARIES)
                      ? line.replaceAll("(version=.*)? \\S+$", "").replaceAll("release_date=.*", "")
                      : line)
          .collect(Collectors.joining("\n"));
    } finally {
      exporter.destroy();
    }
  }

  @Test
  void halogCountsTheSame() throws Exception {
    String halog = Peer.require("halog");
    try (DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String expected = see(Program.reference(), syslog, socket -> logged(halog, syslog));
      String got = see(Program.jhaproxy(), syslog, socket -> logged(halog, syslog));
      assertThat(expected).contains("web").contains("fast/s").contains("403");
      assertThat(got).isEqualTo(expected);
    }
  }

  /** What halog says of the lines that have come. */
  private String logged(String halog, DatagramSocket syslog) throws Exception {
    Path file = folder.resolve("log");
    StringBuilder lines = new StringBuilder();
    byte[] buffer = new byte[65536];
    syslog.setSoTimeout(500);
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        syslog.receive(packet);
        String line = new String(buffer, 0, packet.getLength(), US_ASCII).strip();
        // As rsyslog writes it: without the priority, with the host behind the date.
        line = line.replaceFirst("^<\\d+>(.{15}) ", "$1 host ");
        if (line.contains(" web ")) {
          lines.append(line).append('\n');
        }
      }
    } catch (SocketTimeoutException noMore) {
      Files.writeString(file, lines);
    }
    return halog(halog, file, "-st")
        + halog(halog, file, "-tc")
        + halog(halog, file, "-srv")
        + halog(halog, file, "-u");
  }

  /** What halog prints, without the times, which are those of the machine. */
  private static String halog(String halog, Path file, String how) throws IOException {
    Process process = new ProcessBuilder(halog, "-q", how).redirectInput(file.toFile()).start();
    return Wait.readAll(process.getInputStream())
        .lines()
        .map(line -> how.equals("-srv") ? line.replaceAll("( \\d+){2}$", " T") : line)
        .map(line -> how.equals("-u") ? line.replaceAll("^(\\d+ \\d+)( \\d+){4}", "$1 T") : line)
        .sorted()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void socatAsksSeveralThings() throws Exception {
    String socat = Peer.require("socat");
    compare(
        socket -> {
          Process process = new ProcessBuilder(socat, "stdio", "unix-connect:" + socket).start();
          try (var to = process.getOutputStream()) {
            to.write(
                "set weight fast/s 50%;get weight fast/s;disable server fast/t;show servers state fast\n"
                    .getBytes(US_ASCII));
          } catch (IOException closed) {
            throw new AssertionError(closed);
          }
          return Wait.readAll(process.getInputStream())
              .replaceAll("(?m)^(\\d+ fast \\d+ \\S+ \\S+ \\d+ \\d+ \\d+ \\d+) \\d+ ", "$1 SINCE ");
        });
  }
}
