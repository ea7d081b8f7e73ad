package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jhaproxy.core.generation.Verdict;
import io.jhaproxy.grammar.source.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The same configuration text to {@code haproxy -c} and to us. Normalised: process numbers, the
 * word a spelling hint suggests, dots at the end. Ours leaves out what only we say: that a word is
 * not a plain number, that something is not implemented yet.
 *
 * @param messages {@code SEVERITY text}, in order
 * @param status exit status
 */
record ReferenceCheck(List<String> messages, int status) {
  private static final Path REFERENCE = Path.of("/usr/sbin/haproxy");

  /** Skips the test where the reference executable is missing, unless peers are required. */
  static void assumePresent() {
    boolean present = Files.isExecutable(REFERENCE);
    if ("required".equals(System.getProperty("peers"))) {
      assertThat(present).as("reference executable").isTrue();
    }
    assumeTrue(present, "no reference executable");
  }

  /**
   * What the reference says.
   *
   * @param folder where the file is written; its working directory
   */
  static ReferenceCheck reference(String text, Path folder)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("t.cfg"), text, StandardCharsets.ISO_8859_1);
    Path output = folder.resolve("output");
    ProcessBuilder command =
        new ProcessBuilder(REFERENCE.toString(), "-c", "-f", "t.cfg")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().keySet().retainAll(List.of("HOME", "PATH"));
    Process process = command.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
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
    return new ReferenceCheck(normalised(lines), process.exitValue());
  }

  /** What we say. */
  static ReferenceCheck ours(String text) {
    ConfigModel model = ConfigCheck.model(text);
    List<String> lines = new ArrayList<>();
    model.diagnostics().stream()
        .filter(d -> d.severity() != Severity.DIAG)
        .filter(d -> !d.message().contains("is not a plain number"))
        .filter(d -> !d.message().contains("is not implemented yet"))
        .forEach(d -> lines.addAll(List.of((d.severity() + " " + d.message()).split("\n"))));
    return new ReferenceCheck(normalised(lines), Verdict.of(model).status());
  }

  private static List<String> normalised(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("; did you mean '.*' maybe \\?", ""))
        .map(line -> line.replaceFirst("\\.+$", ""))
        .toList();
  }
}
