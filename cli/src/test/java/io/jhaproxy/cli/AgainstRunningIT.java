package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code -c --against-running}: what a reload would change in a process that really runs. */
@Timeout(60)
class AgainstRunningIT {
  private static final String RUNNING =
      """
      global
        stats socket DIR/s.sock level admin
      defaults
        mode http
        timeout connect 1s
        timeout client 5s
        timeout server 5s
      frontend f
        bind unix@DIR/f.sock
        default_backend b
      frontend old
        bind unix@DIR/old.sock
        default_backend b
      backend b
        server s 127.0.0.1:9
        server t 127.0.0.1:10
      backend same
        timeout server 9s
        server s 127.0.0.1:9 weight 3
      """;

  private static final String NEXT =
      RUNNING
          .replace("  timeout server 5s\n", "  timeout server 7s\n")
          .replace("frontend old\n  bind unix@DIR/old.sock", "frontend new\n  bind unix@DIR/x.sock")
          .replace("server s 127.0.0.1:9\n", "server s 127.0.0.1:99\n")
          .replace("  server t 127.0.0.1:10\n", "  server u 127.0.0.1:10\n");

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text.replace("DIR", folder.toString()));
  }

  private Result compare(Path file, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("-c", "-q"));
    words.addAll(List.of("--against-running", folder.resolve("s.sock").toString()));
    words.addAll(List.of(more));
    words.addAll(List.of("-f", file.toString()));
    return Program.jhaproxy().run(words.toArray(String[]::new));
  }

  private void awaitSocket(Path socket) {
    Wait.until(() -> "the stats socket", () -> Files.exists(socket));
  }

  @Test
  void ourProcessIsComparedBySettings() throws IOException {
    Path running = file("a.cfg", RUNNING);
    Path next = file("b.cfg", NEXT);
    try (var process = Program.jhaproxy().start("-db", "-f", running.toString())) {
      awaitSocket(folder.resolve("s.sock"));
      assertThat(compare(running).out()).isEqualTo("A reload would change nothing.\n");
      Result result = compare(next);
      assertThat(result.status()).isZero();
      assertThat(result.out().lines().toList())
          .containsExactly(
              "~ frontend f",
              "+ frontend new",
              "+ listener new/unix@" + folder + "/x.sock",
              "~ backend b",
              "~ server b/s",
              "+ server b/u",
              "- frontend old",
              "- listener old/unix@" + folder + "/old.sock",
              "- server b/t",
              "A reload would change this.");
      assertThat(compare(next, "--format=json").out())
          .contains("\"compared\":\"settings\"")
          .contains("{\"change\":\"added\",\"kind\":\"server\",\"name\":\"b/u\"}");
    }
  }

  @Test
  void anHaproxyIsComparedByNames() throws IOException {
    Path running = file("a.cfg", RUNNING);
    Path next = file("b.cfg", NEXT);
    try (var process = Program.reference().start("-db", "-f", running.toString())) {
      awaitSocket(folder.resolve("s.sock"));
      assertThat(compare(running).out()).startsWith("A reload would change nothing (only names");
      assertThat(compare(next).out().lines().toList())
          .startsWith(
              "+ frontend new", "~ server b/s", "+ server b/u", "- frontend old", "- server b/t");
    }
  }

  @Test
  void nobodyThere() throws IOException {
    String socket = folder.resolve("s.sock").toString();
    String file = file("a.cfg", RUNNING).toString();
    Result result = Program.jhaproxy().run("-c", "--against-running", socket, "-f", file);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("Cannot ask the process behind '");
  }
}
