package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's first command: the quickstart, with its ports replaced by free ones. */
class QuickstartIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path EXAMPLE = ROOT.resolve("examples/quickstart/haproxy.cfg");

  @TempDir Path folder;
  private final Map<String, Integer> ports = new HashMap<>();

  private String example() throws IOException {
    String text =
        Pattern.compile("127\\.0\\.0\\.1:(8\\d{3})")
            .matcher(Files.readString(EXAMPLE))
            .replaceAll(
                match ->
                    "127.0.0.1:" + ports.computeIfAbsent(match.group(1), port -> Wait.freePort()));
    return Files.writeString(folder.resolve("haproxy.cfg"), text).toString();
  }

  private int port(String written) {
    return ports.getOrDefault(written, 0);
  }

  @Test
  void threeAnswersInTurnAndTheStatisticsPage() throws IOException {
    String file = example();
    try (Running running = Program.jhaproxy().start("-f", file)) {
      Wait.until(() -> "serving; said " + running.err(), () -> Wait.listens(port("8080")));
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        answers.add(Wait.get(port("8080"), "/").replaceFirst("(?s).*\r\n\r\n", "").strip());
      }
      assertThat(answers).containsExactly("one", "two", "three", "one", "two", "three");
      assertThat(page("/stats", "")).startsWith("HTTP/1.1 401 ");
      String page = page("/stats", "admin:quickstart");
      assertThat(page)
          .startsWith("HTTP/1.1 200 ")
          .contains("name=\"services/one\"", "name=\"services/three\"", "refresh: 5");
      Wait.until(
          () -> "three servers up: " + servers(),
          () -> servers().equals(List.of("one UP", "two UP", "three UP")));
      assertThat(running.out()).contains("services/one ").contains("\"GET / HTTP/1.0\"");
    }
  }

  private List<String> servers() {
    List<String> servers = new ArrayList<>();
    for (String line : page("/stats;csv", "admin:quickstart").split("\n")) {
      String[] fields = line.split(",");
      if (fields[0].equals("services") && !fields[1].equals("BACKEND")) {
        servers.add(fields[1] + " " + fields[17]);
      }
    }
    return servers;
  }

  private String page(String path, String login) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port("8404"))) {
      socket.setSoTimeout(10_000);
      String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.US_ASCII));
      String request =
          "GET "
              + path
              + " HTTP/1.0\r\n"
              + (login.isEmpty() ? "" : "Authorization: Basic " + basic + "\r\n")
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return Wait.readAll(socket.getInputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readmeHasTwoCommandsThatExist() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> commands = new ArrayList<>();
    var block = Pattern.compile("```\n(.*?)\n```", Pattern.DOTALL).matcher(readme);
    while (block.find()) {
      commands.add(block.group(1));
    }
    assertThat(commands)
        .containsExactly("bin/jhaproxy -f examples/quickstart/haproxy.cfg", "mvn -B verify");
    assertThat(ROOT.resolve("bin/jhaproxy")).isExecutable();
    assertThat(ROOT.resolve("pom.xml")).exists();
    assertThat(Program.jhaproxy().run("-c", "-f", EXAMPLE.toString()).status()).isZero();
    assertThat(new Program(ROOT.resolve("bin/jhaproxy").toString()).run("-v").out())
        .as("the launcher of the source tree")
        .startsWith("HAProxy version 2.6.12");
  }
}
