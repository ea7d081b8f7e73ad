package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Result;
import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Life of the process: name, signals, background, pid file, user, limits. */
class ProcessIT {
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
        http-request return status 200 content-type text/plain string "ok"
      """;

  @TempDir Path folder;
  private final int port = Wait.freePort();
  private final List<Long> daemons = new ArrayList<>();

  private String config(String global) throws IOException {
    String text = CONFIG.replace("GLOBAL", global).replace("PORT", Integer.toString(port));
    return Files.writeString(folder.resolve("a.cfg"), text).toString();
  }

  private Running serving(Program program, String... arguments) {
    Running running = bound(program, arguments);
    // An answer, since the socket listens before the process has given up its rights.
    assertThat(Wait.get(port, "/")).endsWith("ok");
    return running;
  }

  private Running bound(Program program, String... arguments) {
    Running running = program.start(arguments);
    Wait.until(() -> "listening; said " + running.err(), () -> Wait.listens(port));
    return running;
  }

  @AfterEach
  void endDaemons() {
    for (long pid : daemons) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void theStartedProcessIsTheOneThatServesAndIsCalledHaproxy() throws IOException {
    Path link =
        Files.createSymbolicLink(folder.resolve("haproxy"), Path.of(Program.jhaproxy().path()));
    for (String path : List.of(link.toString(), Program.jhaproxy().path())) {
      try (Running running = serving(new Program(path), "-f", config(""))) {
        assertThat(Wait.proc(running.pid(), "comm")).isEqualTo("haproxy");
        assertThat(Wait.proc(running.pid(), "exe")).endsWith("/bin/jhaproxy");
        assertThat(Wait.get(port, "/")).endsWith("ok");
        assertThat(running.signal("INT").await().status()).isZero();
      }
    }
  }

  @Test
  void interruptEndsAtOnceAndClosesTheOutputs() throws IOException {
    try (Running running = serving(Program.jhaproxy(), "-d", "-f", config(""))) {
      Result result = running.signal("INT").await();
      assertThat(result.status()).isZero();
    }
    try (Running running = serving(Program.jhaproxy(), "-W", "-d", "-f", config(""))) {
      assertThat(running.signal("INT").await().status()).isEqualTo(130);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "USR1"})
  void endsLikeTheReference(String signal) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (Program program : List.of(Program.reference(), Program.jhaproxy())) {
      try (Running running = serving(program, "-db", "-f", config(""))) {
        statuses.add(running.signal(signal).await().status());
      }
    }
    assertThat(statuses.get(1)).as("status after " + signal).isEqualTo(statuses.get(0));
  }

  @Test
  void listenersPauseAndResumeAsInTheReference() throws IOException {
    for (Program program : List.of(Program.reference(), Program.jhaproxy())) {
      try (Running running = serving(program, "-db", "-f", config(""))) {
        running.signal("TTOU");
        Wait.until(() -> "paused; said " + running.err(), () -> !Wait.listens(port));
        running.signal("TTIN");
        Wait.until(() -> "resumed; said " + running.err(), () -> Wait.listens(port));
        assertThat(Wait.get(port, "/")).endsWith("ok");
        Wait.until(
            () -> "said " + running.err(),
            () -> running.err().matches("(?s).*: Paused proxy web\\..*: Resumed proxy web\\..*"));
      }
    }
  }

  @Test
  void softStopLetsARunningExchangeFinish() throws IOException {
    try (ServerSocket origin = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Running running = servingFrom(origin);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(ascii("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
      try (Socket server = origin.accept()) {
        running.signal("USR1");
        Wait.until(() -> "no new connections", () -> !Wait.listens(port));
        server.getOutputStream().write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone"));
        assertThat(Wait.readAll(client.getInputStream())).endsWith("done");
      }
      assertThat(running.await().status()).isZero();
    }
  }

  @Test
  void softStopThatTakesTooLongBecomesHard() throws IOException {
    try (Running running = serving(Program.jhaproxy(), "-f", config("hard-stop-after 300ms"));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(ascii("GET / HTTP/1.1\r\n"));
      running.signal("USR1");
      Result result = running.await();
      assertThat(result.status()).isZero();
      assertThat(result.messages().replaceAll("FE: \\d+", "FE: N"))
          .containsSubsequence(
              "[WARNING]  (PID) : Proxy web stopped (cumulated conns: FE: N, BE: 0).",
              "[WARNING]  (PID) : soft-stop running for too long, performing a hard-stop.",
              "[WARNING]  (PID) : Proxy web hard-stopped (1 remaining conns will be closed).");
    }
  }

  private Running servingFrom(ServerSocket origin) throws IOException {
    String text =
        Files.readString(Path.of(config("")))
            .replaceAll("(?m)^  http-request.*$", "  server s1 127.0.0.1:" + origin.getLocalPort());
    Path file = Files.writeString(folder.resolve("origin.cfg"), text);
    return bound(Program.jhaproxy(), "-f", file.toString());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void hangupPrintsTheStatesOfServersAndGoesOn() throws IOException {
    try (Running running = serving(Program.jhaproxy(), "-f", config(""))) {
      running.signal("HUP");
      Wait.until(running::err, () -> running.err().contains("SIGHUP: Proxy web has no servers."));
      assertThat(running.err()).contains("SIGHUP received, dumping servers states.");
      assertThat(Wait.get(port, "/")).endsWith("ok");
    }
  }

  @ParameterizedTest
  @CsvSource({"-D, ''", "'', daemon"})
  void backgroundReturnsWhenItServes(String option, String global) throws IOException {
    Path pidFile = folder.resolve("a.pid");
    List<String> words = new ArrayList<>(List.of("-p", pidFile.toString(), "-f", config(global)));
    if (!option.isEmpty()) {
      words.add(0, option);
    }
    Result result = Program.jhaproxy().run(words.toArray(String[]::new));
    long pid = Wait.pidIn(pidFile);
    daemons.add(pid);
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(Files.readString(pidFile)).matches("[0-9]+\n");
    assertThat(Wait.get(port, "/")).endsWith("ok");
    assertThat(Wait.proc(pid, "comm")).isEqualTo("haproxy");
    assertThat(Wait.proc(pid, "stat").split(" ")[5]).as("session").isEqualTo(Long.toString(pid));
    for (int fd = 0; fd <= 2; fd++) {
      assertThat(Wait.proc(pid, "fd/" + fd)).isEqualTo("/dev/null");
    }
  }

  @Test
  void foregroundOptionWinsOverDaemonAndWritesNoPidFile() throws IOException {
    Path pidFile = folder.resolve("a.pid");
    String config = config("daemon");
    try (Running running =
        serving(Program.jhaproxy(), "-db", "-p", pidFile.toString(), "-f", config)) {
      assertThat(running.process().isAlive()).isTrue();
      assertThat(pidFile).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-D", "-db"})
  void anAddressInUseIsStatusOneAndALineThatNamesIt(String option) throws IOException {
    try (ServerSocket taken = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
      Result result = Program.jhaproxy().run(option, "-f", config(""));
      assertThat(result.status()).isEqualTo(1);
      Result reference = Program.reference().run(option, "-f", config(""));
      assertThat(reference.status()).isEqualTo(1);
      assertThat(result.messages()).isEqualTo(reference.messages());
    }
  }

  @Test
  void backgroundPrintsErrorsOfTheConfiguration() throws IOException {
    Result result = Program.jhaproxy().run("-D", "-f", config("nosuchkeyword"));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("unknown keyword 'nosuchkeyword'");
  }

  @ParameterizedTest
  @CsvSource({
    "uid 65534, gid 65534",
    "user nobody, group nogroup",
    "uid nobody, gid nogroup",
    "user 65534, group 65534"
  })
  void rightsAreDroppedToNamesAndNumbers(String user, String group) throws IOException {
    Peer.requireRoot();
    try (Running running = serving(Program.jhaproxy(), "-f", config(user + "\n  " + group))) {
      assertThat(Wait.proc(running.pid(), "status"))
          .contains("Uid:\t65534\t65534\t65534\t65534")
          .contains("Gid:\t65534\t65534\t65534\t65534")
          .containsPattern("Groups:\t *\n");
      for (Path thread : threads(running.pid())) {
        assertThat(Files.readString(thread.resolve("status"))).contains("Uid:\t65534\t65534");
      }
      assertThat(Wait.get(port, "/")).endsWith("ok");
      assertThat(running.signal("TERM").await().status()).isEqualTo(143);
    }
  }

  private static List<Path> threads(long pid) throws IOException {
    try (var tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks.toList();
    }
  }

  @Test
  void worksInAnEmptyRootDirectory() throws IOException {
    Peer.requireRoot();
    Path root = Files.createDirectory(folder.resolve("root"));
    try (Running running =
        serving(Program.jhaproxy(), "-f", config("chroot " + root + "\n  uid 65534"))) {
      assertThat(Wait.proc(running.pid(), "root")).isEqualTo(root.toRealPath().toString());
      assertThat(Wait.get(port, "/")).endsWith("ok");
      assertThat(Wait.get(port, "/ bad")).contains("400 Bad");
      assertThat(running.signal("USR1").await().status()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          user nosuchuser   | cannot find user id for 'nosuchuser'
          group nosuchgroup | cannot find group id for 'nosuchgroup'
          chroot /no/such   | [haproxy.main()] Cannot chroot(/no/such).
          """)
  void whatTheSystemRefusesIsStatusOne(String global, String message) throws IOException {
    Peer.requireRoot();
    Result result = Program.jhaproxy().run("-f", config(global));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains(message);
  }

  @Test
  void aPidFileThatCannotBeWrittenIsStatusOne() throws IOException {
    Result result = Program.jhaproxy().run("-D", "-p", "/no/such/file", "-f", config(""));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("Cannot create pidfile /no/such/file");
  }

  @Test
  void moreConnectionsThanTheSystemAllowsAreLoweredAndServed() throws IOException {
    try (Running running = serving(Program.jhaproxy(), "-f", config("maxconn 100000000"))) {
      assertThat(running.err()).contains("Lowering maxconn from 100000000 to ");
      assertThat(Wait.get(port, "/")).endsWith("ok");
    }
  }

  @Test
  void theNextProcessTakesOverFromTheOldOne() throws IOException {
    try (Running old = serving(Program.jhaproxy(), "-f", config(""));
        Running next =
            Program.jhaproxy().start("-sf", Long.toString(old.pid()), "-f", config(""))) {
      assertThat(old.await().status()).isZero();
      assertThat(next.process().isAlive()).isTrue();
      assertThat(Wait.get(port, "/")).endsWith("ok");
    }
  }
}
