package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keyword arguments against the reference: good ones and each kind of bad one ({@code
 * keyword-cases.txt}), to {@code haproxy -c} and to us: the same messages in the same order, the
 * same exit status, as {@link ReferenceCheck} compares them.
 */
class KeywordArgumentsIT {
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
    ReferenceCheck.assumePresent();
    String text = configuration(line);
    assertThat(ReferenceCheck.ours(text))
        .as(text)
        .isEqualTo(ReferenceCheck.reference(text, folder));
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
}
