package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings whose effect only shows on a running engine. */
@Timeout(60)
class SettingsAtWorkIT {
  private static final String DEFAULTS =
      """
      defaults
       mode tcp
       timeout client 600ms
       timeout server 600ms
       timeout connect 1s
      """;

  private static String counted(EngineRun run) {
    try {
      return run.statistic("l", "s", "bin") + "/" + run.statistic("l", "FRONTEND", "bin");
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Test
  void contstatsCountsWhileTheSessionLasts() throws Exception {
    int port = EngineRun.freePort();
    try (ServerSocket origin = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        EngineRun run =
            new EngineRun(
                DEFAULTS.replace("600ms", "20s")
                    + "listen l\n option contstats\n bind 127.0.0.1:"
                    + port
                    + "\n server s 127.0.0.1:"
                    + origin.getLocalPort()
                    + "\n");
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(new byte[1000]);
      EngineRun.until("counted before the end", () -> counted(run).equals("1000/1000"));
      client.getOutputStream().write(new byte[234]);
      EngineRun.until("counted once only", () -> counted(run).equals("1234/1234"));
      client.close();
      origin.accept().close();
      EngineRun.until("nothing counted twice", () -> counted(run).equals("1234/1234"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // the option, whether a client that keeps sending keeps a silent server's timeout away
    "'',                         true",
    "option independent-streams, false",
  })
  void independentStreams(String option, boolean stays) throws Exception {
    int port = EngineRun.freePort();
    try (ServerSocket origin = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        EngineRun run =
            new EngineRun(
                DEFAULTS
                    + "listen l\n "
                    + option
                    + "\n bind 127.0.0.1:"
                    + port
                    + "\n server s 127.0.0.1:"
                    + origin.getLocalPort()
                    + "\n");
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(100);
      long begin = System.nanoTime();
      boolean open = true;
      while (open && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) < 1800) {
        try {
          client.getOutputStream().write('x');
          open = client.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException quiet) {
          open = true;
        } catch (java.net.SocketException reset) {
          open = false;
        }
      }
      assertThat(open).isEqualTo(stays);
      assertThat(run.engine.isStopping()).isFalse();
    }
  }

  @Test
  void aServerWithoutAnAddressWaitsInMaintenance() throws Exception {
    int port = EngineRun.freePort();
    try (EngineRun run =
        new EngineRun(
            DEFAULTS.replace("tcp", "http")
                + "listen l\n bind 127.0.0.1:"
                + port
                + "\n server s nosuch.invalid:80 check init-addr last,libc,none\n"
                + " server t nosuch.invalid:80 init-addr libc,127.0.0.1\n")) {
      assertThat(run.statistic("l", "s", "status")).isEqualTo("MAINT (resolution)");
      assertThat(run.statistic("l", "t", "status")).isEqualTo("no check");
      for (int i = 0; i < 3; i++) {
        assertThat(EngineRun.get(port, "/")).startsWith("HTTP/1.1 503");
      }
      assertThat(run.statistic("l", "s", "lbtot")).isEqualTo("0");
      assertThat(run.statistic("l", "t", "lbtot")).isEqualTo("3");
    }
  }

  @Test
  void aForeignAddressCanBeBoundTransparently() throws Exception {
    int port = EngineRun.freePort();
    String text = DEFAULTS + "listen l\n bind 192.0.2.77:" + port + " transparent\n";
    try (EngineRun run = new EngineRun(text)) {
      assertThat(run.engine.warnings()).isEmpty();
    }
  }

  @Test
  void wildcardsServeBothFamiliesUnlessTold() throws Exception {
    int both = EngineRun.freePort();
    int six = EngineRun.freePort();
    String text =
        DEFAULTS.replace("tcp", "http")
            + "listen l\n http-request return status 200\n bind :::"
            + both
            + "\n bind :::"
            + six
            + " v6only\n";
    try (EngineRun run = new EngineRun(text)) {
      assertThat(EngineRun.get(both, "/")).startsWith("HTTP/1.1 200");
      try (Socket refused = new Socket(InetAddress.getByName("127.0.0.1"), six)) {
        assertThat(refused).as("an IPv4 connection to v6only").isNull();
      } catch (java.net.ConnectException expected) {
        assertThat(expected).hasMessageContaining("refused");
      }
      try (Socket client = new Socket(InetAddress.getByName("::1"), six)) {
        client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
        assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1))
            .startsWith("HTTP/1.1 200");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // where it stands, what
    "defaults, rate-limit sessions 2",
    "global, maxsessrate 2",
    "global, maxconnrate 2",
  })
  void connectionsThatComeTooFastWait(String section, String limit) throws Exception {
    int port = EngineRun.freePort();
    String text =
        DEFAULTS.replace("tcp", "http")
            + (section.equals("global") ? "global\n " + limit : " " + limit)
            + "\nlisten l\n http-request return status 200\n bind 127.0.0.1:"
            + port
            + "\n";
    try (EngineRun run = new EngineRun(text)) {
      assertThat(run.engine).isNotNull();
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        assertThat(EngineRun.get(port, "/")).startsWith("HTTP/1.1 200");
      }
      // Two at once, then one each half second; some were counted before the first.
      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(700L, 8000L);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', false", "option nolinger, true"})
  void nolinger(String option, boolean reset) throws Exception {
    int port = EngineRun.freePort();
    String text = DEFAULTS + "listen l\n " + option + "\n bind 127.0.0.1:" + port + "\n";
    try (EngineRun run = new EngineRun(text);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(run.engine).isNotNull();
      client.setSoTimeout(5000);
      if (reset) {
        assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
      } else {
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void unixBindSaysWhatHoldsForAllSockets(@TempDir Path folder) throws Exception {
    String text =
        "global\n unix-bind prefix "
            + folder
            + " mode 640\n"
            + DEFAULTS
            + "listen l\n bind /a\n bind unix@/b mode 600\n";
    try (EngineRun run = new EngineRun(text)) {
      assertThat(run.engine).isNotNull();
      assertThat(mode(folder.resolve("a"))).isEqualTo("rw-r-----");
      assertThat(mode(folder.resolve("b"))).isEqualTo("rw-------");
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
