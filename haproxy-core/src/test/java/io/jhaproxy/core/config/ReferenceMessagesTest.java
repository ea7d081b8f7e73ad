package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jhaproxy.core.generation.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same configuration to {@code haproxy -c} and to us: same messages in the same order, same
 * exit status. Three normalisations: process numbers, the word a spelling hint suggests, and our
 * own warning about numbers that are none.
 */
class ReferenceMessagesTest {
  private static final Path REFERENCE = Path.of("/usr/sbin/haproxy");

  @TempDir Path folder;

  static Stream<String> configurations() throws IOException {
    String all;
    try (var in = ReferenceMessagesTest.class.getResourceAsStream("reference-cases.txt")) {
      all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Stream.of(all.split("(?m)^=== .*\n")).filter(text -> !text.isBlank());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void sameMessages(String text) throws Exception {
    boolean present = Files.isExecutable(REFERENCE);
    if ("required".equals(System.getProperty("peers"))) {
      assertThat(present).as("reference executable").isTrue();
    }
    assumeTrue(present, "no reference executable");
    Path file = Files.writeString(folder.resolve("t.cfg"), text);
    Path output = folder.resolve("output");
    ProcessBuilder command =
        new ProcessBuilder(REFERENCE.toString(), "-c", "-f", "t.cfg")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().keySet().retainAll(List.of("HOME", "PATH"));
    Process process = command.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

    ConfigModel model = ConfigCheck.model(text);
    assertThat(ours(model)).as(text).containsExactlyElementsOf(reference(output));
    assertThat(Verdict.of(model).status()).isEqualTo(process.exitValue());
    assertThat(file).exists();
  }

  static List<String> reference(Path output) {
    try {
      List<String> lines = new ArrayList<>();
      for (String line : Files.readAllLines(output, StandardCharsets.ISO_8859_1)) {
        if (line.contains("haproxy version is") || line.contains("path to executable is")) {
          continue;
        }
        if (line.startsWith("[")) {
          lines.add(line.replaceFirst("^\\[([A-Z]+)\\] +\\(\\d+\\) : ", "$1 "));
        } else if (line.startsWith("  ")) {
          lines.add(line);
        }
      }
      return normalised(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> ours(ConfigModel model) {
    List<String> lines = new ArrayList<>();
    model.diagnostics().stream()
        .filter(d -> d.severity() != io.jhaproxy.grammar.source.Severity.DIAG)
        .filter(d -> !d.message().contains("is not a plain number"))
        .forEach(d -> lines.addAll(List.of((d.severity() + " " + d.message()).split("\n"))));
    return normalised(lines);
  }

  private static List<String> normalised(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("; did you mean '.*' maybe \\?", ""))
        .map(line -> line.replaceFirst("\\.$", ""))
        .toList();
  }
}
