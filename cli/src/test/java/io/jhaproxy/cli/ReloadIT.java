package io.jhaproxy.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reload of the running process: by signals and by the master's socket. */
class ReloadIT {
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
        http-request return status 200 content-type text/plain string "TEXT"
      """;

  @TempDir Path folder;
  private final int port = Wait.freePort();

  private String config(String global, String text) throws IOException {
    String config = CONFIG.replace("GLOBAL", global).replace("TEXT", text);
    Path file = folder.resolve("a.cfg");
    return Files.writeString(file, config.replace("PORT", "" + port)).toString();
  }

  private Running serving(Map<String, String> environment, String... arguments) {
    Running running = Program.jhaproxy().start(environment, arguments);
    Wait.until(() -> "listening; said " + running.err(), () -> Wait.listens(port));
    return running;
  }

  private void untilServed(Running running, String text) {
    Wait.until(
        () -> "answer " + text + "; said " + running.err(),
        () -> Wait.get(port, "/").endsWith(text));
  }

  /** The answer of a socket of the runtime API or the master. */
  static String ask(Path socket, String command) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(US_ASCII)));
      return Wait.readAll(Channels.newInputStream(channel));
    } catch (IOException failed) {
      throw new AssertionError(command, failed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"USR2", "HUP"})
  void aSignalReloadsInTheSameProcessWithTheSameSocket(String signal) throws IOException {
    Path pidFile = folder.resolve("pid");
    try (Running running =
        serving(Map.of(), "-W", "-f", config("", "one"), "-p", pidFile.toString())) {
      untilServed(running, "one");
      List<String> before = listening();
      config("", "two");
      running.signal(signal);
      untilServed(running, "two");
      assertThat(listening()).isEqualTo(before);
      assertThat(Files.readString(pidFile).strip()).isEqualTo("" + running.pid());
      assertThat(running.signal("TERM").await().status()).as("as the reference's master").isZero();
    }
  }

  /** The kernel's numbers of the sockets that listen on the port. */
  private List<String> listening() throws IOException {
    String hex = String.format(":%04X 00000000:0000 0A", port);
    return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
        .filter(line -> line.contains(hex))
        .map(line -> line.strip().split("\\s+")[9])
        .toList();
  }

  @Test
  void whatWasChangedAtRunTimeIsForgottenByAReloadUnlessItWasSaved() throws IOException {
    Path master = folder.resolve("m");
    Path stats = folder.resolve("s");
    int saved = Wait.freePort();
    int unsaved = Wait.freePort();
    String global = "stats socket " + stats + " level admin";
    try (Running running =
        serving(Map.of(), "-W", "-S", master.toString(), "-f", config(global, "one"))) {
      Wait.until(() -> "sockets", () -> Files.exists(stats) && Files.exists(master));
      assertThat(ask(stats, "add bind web 127.0.0.1:" + saved)).contains("New listener registered");
      assertThat(ask(stats, "save config")).contains("Configuration written to");
      assertThat(ask(stats, "add bind web 127.0.0.1:" + unsaved)).contains("New listener");
      assertThat(List.of(Wait.get(saved, "/"), Wait.get(unsaved, "/")))
          .allMatch(answer -> answer.endsWith("one"));
      assertThat(ask(master, "reload")).startsWith("Success=1\n");
      assertThat(Wait.get(saved, "/")).endsWith("one");
      Wait.until(() -> "no listener", () -> !Wait.listens(unsaved));
      assertThat(ask(master, "show stat")).contains("Unknown command");
      assertThat(ask(master, "mcli-debug-mode on;show stat")).contains("web,FRONTEND");
      assertThat(running.signal("TERM").await().status()).isZero();
    }
  }

  @Test
  void aProcessWithoutMasterIsChangedToo() throws IOException {
    Path stats = folder.resolve("s");
    int other = Wait.freePort();
    try (Running running =
        serving(Map.of(), "-f", config("stats socket " + stats + " level admin", "one"))) {
      Wait.until(() -> "stats socket", () -> Files.exists(stats));
      assertThat(ask(stats, "add bind web 127.0.0.1:" + other)).contains("New listener registered");
      assertThat(Wait.get(other, "/")).endsWith("one");
      assertThat(ask(stats, "add server web/x 127.0.0.1:9")).contains("New server registered.");
      assertThat(running.err()).contains("[NOTICE]").contains("CLI : 'server web/x' : New server");
    }
  }

  @Test
  void aBadFileChangesNothingAndTheReasonIsToldEverywhere() throws IOException {
    Path master = folder.resolve("m");
    try (Running running =
            serving(Map.of(), "-W", "-S", master.toString(), "-f", config("", "one"));
        Socket client = new Socket("127.0.0.1", port)) {
      untilServed(running, "one");
      config("nonsense", "two");
      String reason = "config : parsing [" + folder + "/a.cfg:2] : unknown keyword 'nonsense'";
      assertThat(ask(master, "reload")).startsWith("Success=0\n--\n").contains("[ALERT] " + reason);
      assertThat(running.err()).contains(reason).contains("Loading failure!");
      assertThat(Wait.get(port, "/")).endsWith("one");
      assertThat(ask(master, "show proc")).contains(" 1 [failed: 1] ");
      config("", "two");
      assertThat(ask(master, "reload")).startsWith("Success=1\n--\n");
      assertThat(Wait.get(port, "/")).endsWith("two");
      assertThat(ask(master, "show proc")).contains(" 2 [failed: 0] ");
      assertThat(ask(master, "@1 show generations")).contains("\n1 old ").contains("\n2 current ");
      assertThat(ask(master, "@!" + running.pid() + " show version")).isEqualTo("2.6.12\n\n");
      client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      assertThat(Wait.readAll(client.getInputStream())).endsWith("two");
      Wait.until(
          () -> "old generation gone", () -> !ask(master, "@1 show generations").contains(" old "));
    }
  }

  @Test
  void theServiceManagerHearsOfEachStep() throws Exception {
    Path heard = folder.resolve("heard");
    Path socket = folder.resolve("n");
    Process listener =
        new ProcessBuilder(
                Peer.require("socat"),
                "-u",
                "UNIX-RECV:" + socket,
                "OPEN:" + heard + ",creat,append")
            .start();
    Wait.until(() -> "socat", () -> Files.exists(socket));
    try (Running running =
        serving(Map.of("NOTIFY_SOCKET", socket.toString()), "-Ws", "-f", config("", "one"))) {
      String ready = "READY=1\nMAINPID=" + running.pid();
      Wait.until(() -> "ready", () -> read(heard).equals(ready));
      running.signal("USR2");
      Wait.until(
          () -> "reloaded: " + read(heard),
          () ->
              read(heard)
                  .replaceAll("=[0-9]{6,}R", "=NR")
                  .contains("USEC=NR" + ready.substring(1)));
      assertThat(read(heard)).contains(ready + "RELOADING=1\nMONOTONIC_USEC=");
      running.signal("USR1");
      assertThat(running.await().status()).isZero();
      assertThat(read(heard)).endsWith(ready + "STOPPING=1");
    } finally {
      listener.destroy();
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void aProcessThatGaveUpItsRightsReadsFilesAndBindsAddressesThatOnlyRootMay() throws IOException {
    Peer.requireRoot();
    Path jail = Files.createDirectory(folder.resolve("jail"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path stats = folder.resolve("s");
    String rights = "chroot " + jail + "\n  user nobody\n  group nogroup";
    try (Running running = serving(Map.of(), "-W", "-f", config(rights, "one"))) {
      untilServed(running, "one");
      config(rights + "\n  stats socket " + stats + " level admin", "two");
      running.signal("USR2");
      untilServed(running, "two");
      assertThat(ask(stats, "show generations")).contains("2 current");
      Path tasks = Path.of("/proc/" + running.pid() + "/task");
      try (var threads = Files.list(tasks)) {
        List<String> seen = new ArrayList<>();
        for (Path thread : threads.toList()) {
          String status;
          Path root;
          try {
            status = Files.readString(thread.resolve("status"));
            root = Files.readSymbolicLink(thread.resolve("root"));
          } catch (NoSuchFileException ended) {
            continue;
          }
          boolean reloads = status.startsWith("Name:\treload\n");
          seen.add(status.substring(6, status.indexOf('\n')));
          assertThat(status).contains("Uid:\t65534\t65534\t65534\t65534");
          assertThat(status.contains("CapEff:\t0000000000000000")).isEqualTo(!reloads);
          assertThat(root).isEqualTo(reloads ? Path.of("/") : jail);
        }
        assertThat(seen).contains("reload").hasSizeGreaterThan(5);
      }
    }
  }
}
