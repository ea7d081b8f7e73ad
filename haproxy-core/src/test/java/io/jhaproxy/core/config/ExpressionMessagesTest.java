package io.jhaproxy.core.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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
      return Stream.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n"))
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void sameMessages() throws Exception {
    ReferenceCheck.assumePresent();
    SoftAssertions softly = new SoftAssertions();
    for (String line : lines()) {
      String[] parts = line.split("  ##", 2);
      String text = String.format(CONFIG, parts[0]);
      ReferenceCheck expected = ReferenceCheck.reference(text, folder);
      ReferenceCheck ours = ReferenceCheck.ours(text);
      String difference = parts.length == 1 ? "" : parts[1];
      if (difference.isEmpty()) {
        softly.assertThat(ours.messages()).as(line).isEqualTo(expected.messages());
      } else {
        softly
            .assertThat(ours.messages())
            .as("differs no longer: %s", line)
            .isNotEqualTo(expected.messages());
      }
      if (!difference.startsWith("#")) {
        softly.assertThat(ours.status()).as("status of %s", line).isEqualTo(expected.status());
      }
    }
    softly.assertAll();
  }
}
