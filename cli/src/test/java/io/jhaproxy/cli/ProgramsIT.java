package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Result;
import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Program sections and the grace period: both programs do and say the same. */
@Timeout(60)
class ProgramsIT {
  private static final String CONFIG =
      """
      global
        GLOBAL
      defaults
        mode http
        timeout client 10s
        timeout server 10s
        timeout connect 5s
      listen web
        bind 127.0.0.1:PORT
        http-request return status 200 content-type text/plain lf-string "stopping=%[stopping]"
      """;

  @TempDir Path folder;
  private final int port = Wait.freePort();

  private Running run(boolean reference, String global, String programs) throws IOException {
    String text = CONFIG.replace("GLOBAL", global).replace("PORT", "" + port) + programs;
    String file = Files.writeString(folder.resolve("a.cfg"), text).toString();
    Program program = reference ? Program.reference() : Program.jhaproxy();
    return program.start("-W", "-S", folder.resolve("m").toString(), "-f", file);
  }

  private void untilItServes(Running running) {
    Wait.until(() -> "listening; said " + running.err(), () -> Wait.listens(port));
    // An answer, since the socket listens before signals are heeded.
    assertThat(Wait.get(port, "/")).endsWith("stopping=0");
  }

  /** Whether USR2 is handled and not blocked: the reference's master loses it before. */
  private static boolean takesReloads(Running running) {
    String status = Wait.proc(running.pid(), "status");
    return signals(status, "SigCgt") && !signals(status, "SigBlk");
  }

  private static boolean signals(String status, String set) {
    int at = status.indexOf(set + ":\t") + set.length() + 2;
    return (Long.parseUnsignedLong(status.substring(at, at + 16), 16) >> 11 & 1) == 1;
  }

  /** What was said of programs, without pids. */
  private static List<String> said(String err) {
    return err.lines()
        .filter(line -> line.contains("program '") || line.contains("exit-on-failure"))
        .map(line -> line.replaceAll("\\(\\d+\\)", "(PID)"))
        .sorted()
        .toList();
  }

  /** The answer of the master's socket; it ends when both sides have closed. */
  private String ask(String command) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(folder.resolve("m")));
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
      channel.shutdownOutput();
      return Wait.readAll(Channels.newInputStream(channel));
    } catch (IOException notYet) {
      return "";
    }
  }

  private List<String> programs() {
    return ask("show proc")
        .lines()
        .dropWhile(line -> !line.equals("# programs"))
        .map(line -> line.replaceAll("^\\d+ +", "PID ").replaceAll("0d00h00m\\d\\ds", "TIME"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void programsLiveWithTheProcess(boolean reference) throws IOException {
    String sections =
        "program one\n command sleep 1000\n"
            + "program two\n command sleep 1000\n no option start-on-reload\n";
    try (Running running = run(reference, "", sections)) {
      untilItServes(running);
      Wait.until(running::err, () -> said(running.err()).size() == 2);
      if (!reference) {
        assertThat(programs())
            .containsExactly(
                "# programs",
                "PID one             0               TIME     -              ",
                "PID two             0               TIME     -              ",
                "");
      }
      Wait.until(running::err, () -> takesReloads(running));
      running.signal("USR2");
      Wait.until(running::err, () -> said(running.err()).size() == 5);
      if (!reference) {
        Wait.until(running::err, () -> programs().size() == 3);
        assertThat(programs())
            .containsExactly(
                "# programs", "PID one             0               TIME     -              ", "");
      }
      Result result = running.signal("TERM").await();
      assertThat(result.status()).isZero();
      assertThat(said(result.err()))
          .containsExactly(
              "[ALERT]    (PID) : Current program 'one' (PID) exited with code 143 (Terminated)",
              "[NOTICE]   (PID) : New program 'one' (PID) forked",
              "[NOTICE]   (PID) : New program 'one' (PID) forked",
              "[NOTICE]   (PID) : New program 'two' (PID) forked",
              "[WARNING]  (PID) : Former program 'one' (PID) exited with code 138 (User defined"
                  + " signal 1)",
              "[WARNING]  (PID) : Former program 'two' (PID) exited with code 138 (User defined"
                  + " signal 1)");
    }
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "sh -c \"sleep 0.5; exit 7\", 7",
    "sh -c \"sleep 0.5; kill -9 $$$$\", 137",
    "/nonexistent/program, 1",
  })
  void aProgramThatFailsEndsTheProcess(String command, int status) throws IOException {
    String section = "program one\n command " + command.replace("$$$$", "\\$\\$") + "\n";
    // The word is for workers: a program that fails ends everything all the same.
    String global = "master-worker no-exit-on-failure";
    for (boolean reference : new boolean[] {true, false}) {
      try (Running running = run(reference, global, section)) {
        Result result = running.await();
        assertThat(result.status()).as(result.err()).isEqualTo(status);
        assertThat(said(result.err()))
            .contains("[ALERT]    (PID) : exit-on-failure: killing every processes with SIGTERM");
      }
    }
  }

  @Test
  void aProgramRunsUnderTheAccountThatIsNamed() throws IOException {
    Peer.requireRoot();
    Peer.require("setpriv");
    String section = "program one\n command sleep 1000\n user nobody\n group nogroup\n";
    try (Running running = run(false, "user daemon", section)) {
      untilItServes(running);
      String ids = "Uid:\t65534\t65534\t65534\t65534\nGid:\t65534\t65534\t65534\t65534\n";
      Wait.until(running::err, () -> children(running).anyMatch(status -> status.contains(ids)));
      assertThat(running.signal("TERM").await().status()).isZero();
    }
  }

  private static Stream<String> children(Running running) {
    return running
        .process()
        .toHandle()
        .children()
        .map(child -> Wait.proc(child.pid(), "status") + "\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGracePeriodServesOnAndSaysThatItEnds(boolean reference) throws IOException {
    String text = CONFIG.replace("GLOBAL", "grace 1500").replace("PORT", "" + port);
    String file = Files.writeString(folder.resolve("a.cfg"), text).toString();
    Program program = reference ? Program.reference() : Program.jhaproxy();
    try (Running running = program.start("-db", "-f", file)) {
      untilItServes(running);
      assertThat(Wait.get(port, "/")).endsWith("stopping=0");
      running.signal("USR1");
      Wait.until(running::err, () -> running.err().contains("Scheduling a soft-stop in 1500 ms."));
      assertThat(Wait.get(port, "/")).endsWith("stopping=1");
      Result result = running.await();
      assertThat(result.status()).isZero();
      assertThat(result.err())
          .contains("Grace period expired, proceeding with soft-stop now.")
          .containsSubsequence("Grace period expired", "Proxy web stopped");
    }
  }
}
