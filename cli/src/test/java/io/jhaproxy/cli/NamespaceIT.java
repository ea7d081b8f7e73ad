package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code namespace} on bind and server lines: clients in one network namespace, servers in another.
 */
class NamespaceIT {
  private static final String CONFIG =
      """
      global
        stats socket SOCKET level admin
      defaults
        mode http
        timeout client 10s
        timeout server 10s
        timeout connect 5s
      frontend outside
        bind 127.0.0.1:8081 namespace ONE
        default_backend inside
      backend inside
        server s 127.0.0.1:8082 namespace TWO check inter 200ms
        server here 127.0.0.1:8082 check inter 200ms backup
      frontend server
        bind 127.0.0.1:8082 namespace TWO
        http-request return status 200 content-type text/plain string "two"
      """;

  @TempDir Path folder;
  private final String one = "jhone" + ProcessHandle.current().pid();
  private final String two = "jhtwo" + ProcessHandle.current().pid();

  private static String run(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @AfterEach
  void removeNamespaces() throws IOException, InterruptedException {
    run("ip", "netns", "del", one);
    run("ip", "netns", "del", two);
  }

  @Test
  void clientsAndServersMayBeInOtherNamespaces() throws IOException, InterruptedException {
    Peer.requireRoot();
    Peer.require("ip");
    Peer.require("curl");
    for (String name : List.of(one, two)) {
      assertThat(run("ip", "netns", "add", name)).isEmpty();
      assertThat(run("ip", "-n", name, "link", "set", "lo", "up")).isEmpty();
    }
    Path socket = folder.resolve("s");
    Path file = folder.resolve("a.cfg");
    Files.writeString(
        file, CONFIG.replace("SOCKET", socket.toString()).replace("ONE", one).replace("TWO", two));
    for (Program program : List.of(Program.reference(), Program.jhaproxy())) {
      try (Running running = program.start("-db", "-f", file.toString())) {
        Wait.until(
            () -> "checks; said " + running.err(),
            () -> Files.exists(socket) && states(socket).equals("UP DOWN"));
        String answer = run("ip", "netns", "exec", one, "curl", "-s", "http://127.0.0.1:8081/");
        assertThat(answer).isEqualTo("two");
        assertThat(run("ip", "netns", "exec", two, "curl", "-s", "http://127.0.0.1:8081/"))
            .isEmpty();
        assertThat(run("curl", "-s", "http://127.0.0.1:8081/")).isEmpty();
      }
      Files.deleteIfExists(socket);
    }
  }

  /** What the checks say of the two servers. */
  private static String states(Path socket) {
    StringBuilder states = new StringBuilder();
    for (String line : ReloadIT.ask(socket, "show stat").split("\n")) {
      if (line.startsWith("inside,s,") || line.startsWith("inside,here,")) {
        states.append(line.split(",", -1)[17].split(" ")[0].toUpperCase(Locale.ROOT)).append(' ');
      }
    }
    return states.toString().strip();
  }
}
