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
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keyword arguments against the reference: good ones and each kind of bad one ({@code
 * keyword-cases.txt}), to {@code haproxy -c} and to us: the same messages in the same order, the
 * same exit status. Ours may add that a word is not a plain number or that something is not
 * implemented; spelling hints differ.
 */
class KeywordArgumentsIT {
  private static final Path REFERENCE = Path.of("/usr/sbin/haproxy");
  private static final String TIMEOUTS =
      " timeout client 1s\n timeout connect 1s\n timeout server 1s\n";
  private static final String OTHERS =
      "frontend ok\n bind 127.0.0.1:8999\n default_backend okb\n"
          + "backend okb\n server s0 127.0.0.1:8998\n";

  @TempDir Path folder;

  static Stream<String> cases() throws IOException {
    try (var in = KeywordArgumentsIT.class.getResourceAsStream("keyword-cases.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
          .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameMessagesAndStatus(String line) throws Exception {
    boolean present = Files.isExecutable(REFERENCE);
    if ("required".equals(System.getProperty("peers"))) {
      assertThat(present).as("reference executable").isTrue();
    }
    assumeTrue(present, "no reference executable");
    String text = configuration(line);
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

    ConfigModel model = ConfigCheck.model(text);
    assertThat(ours(model)).as(text).containsExactlyElementsOf(reference(output));
    assertThat(Verdict.of(model).status()).as(text).isEqualTo(process.exitValue());
  }

  private static String configuration(String line) {
    String[] parts = line.split("\\|", 2);
    String section = parts[0].strip();
    StringBuilder body = new StringBuilder();
    for (String statement : parts[1].strip().split(";;")) {
      body.append(section.equals("raw") ? "" : " ").append(statement.strip()).append('\n');
    }
    String mode = section.endsWith("-tcp") ? "tcp" : "http";
    String defaults = "defaults\n mode " + mode + "\n" + TIMEOUTS;
    return switch (section.replace("-tcp", "")) {
      case "raw" -> body.toString();
      case "global" -> "global\n" + body + defaults + OTHERS;
      case "defaults" -> defaults + body + OTHERS;
      case "frontend" ->
          defaults + "frontend f\n bind 127.0.0.1:8001\n default_backend okb\n" + body + OTHERS;
      case "listen" ->
          defaults + "listen l\n bind 127.0.0.1:8001\n server s0 127.0.0.1:8998\n" + body + OTHERS;
      case "backend" -> defaults + OTHERS + "backend b\n" + body;
      default -> defaults + OTHERS + section + " x\n" + body;
    };
  }

  private static List<String> reference(Path output) throws IOException {
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
  }

  private static List<String> ours(ConfigModel model) {
    List<String> lines = new ArrayList<>();
    model.diagnostics().stream()
        .filter(d -> d.severity() != Severity.DIAG)
        .filter(d -> !d.message().contains("is not a plain number"))
        .filter(d -> !d.message().contains("is not implemented yet"))
        .forEach(d -> lines.addAll(List.of((d.severity() + " " + d.message()).split("\n"))));
    return normalised(lines);
  }

  private static List<String> normalised(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("; did you mean '.*' maybe \\?", ""))
        .map(line -> line.replaceFirst("\\.+$", ""))
        .toList();
  }
}
