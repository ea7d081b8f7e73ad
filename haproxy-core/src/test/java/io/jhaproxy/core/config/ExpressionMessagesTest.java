package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jhaproxy.core.generation.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Good and bad expressions, one line each, in a small configuration: the reference's {@code -c} and
 * ours say the same. Behind ## other words for the same verdict are explained, behind ### another
 * verdict.
 */
class ExpressionMessagesTest {
  private static final Path REFERENCE = Path.of("/usr/sbin/haproxy");
  private static final String CONFIG =
      """
      userlist u
       user a insecure-password b
      frontend f
       mode http
       timeout client 1s
       bind 127.0.0.1:7777
       %s
       default_backend b
      backend b
       mode http
       timeout server 1s
       timeout connect 1s
       server s 127.0.0.1:1
      """;

  @TempDir Path folder;

  private static List<String> lines() throws IOException {
    try (var in = ExpressionMessagesTest.class.getResourceAsStream("expression-lines.txt")) {
      return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void sameMessages() throws Exception {
    boolean present = Files.isExecutable(REFERENCE);
    if ("required".equals(System.getProperty("peers"))) {
      assertThat(present).as("reference executable").isTrue();
    }
    assumeTrue(present, "no reference executable");
    SoftAssertions softly = new SoftAssertions();
    for (String line : lines()) {
      String[] parts = line.split("  ##", 2);
      String text = String.format(CONFIG, parts[0]);
      Path output = folder.resolve("output");
      int status = reference(text, output);
      ConfigModel model = ConfigCheck.model(text);
      List<String> expected = ReferenceMessagesTest.reference(output);
      List<String> ours = ReferenceMessagesTest.ours(model);
      String difference = parts.length == 1 ? "" : parts[1];
      if (difference.isEmpty()) {
        softly.assertThat(String.join("\n", ours)).as(line).isEqualTo(String.join("\n", expected));
      } else {
        softly.assertThat(ours).as("differs no longer: %s", line).isNotEqualTo(expected);
      }
      if (!difference.startsWith("#")) {
        softly.assertThat(Verdict.of(model).status()).as("status of %s", line).isEqualTo(status);
      }
    }
    softly.assertAll();
  }

  private int reference(String text, Path output) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("t.cfg"), text);
    ProcessBuilder command =
        new ProcessBuilder(REFERENCE.toString(), "-c", "-f", "t.cfg")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().keySet().retainAll(List.of("HOME", "PATH"));
    Process process = command.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
