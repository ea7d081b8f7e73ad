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
 * Good and bad lines about stick tables: the reference's {@code -c} and ours say the same. Behind
 * ## a difference is explained.
 */
class TableMessagesTest {
  private static final String DEFAULTS =
      "defaults\n mode http\n timeout client 5s\n timeout connect 5s\n timeout server 5s\n";

  private static final String TABLES =
      """
      backend t
       stick-table type ip size 1k store gpc0,conn_cnt,http_req_rate(10s)
      backend t6
       stick-table type ipv6 size 1k
      backend ts
       stick-table type string size 1k
      backend ti
       stick-table type integer size 1k store gpt0
      backend tb
       stick-table type binary size 1k
      backend notable
       server s 127.0.0.1:1
      """;

  @TempDir Path folder;

  private static List<String> lines() throws IOException {
    try (var in = TableMessagesTest.class.getResourceAsStream("table-lines.txt")) {
      return Stream.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n"))
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  private static String configuration(String line) {
    String[] parts = line.split(" \\| ", 2);
    String body = " " + parts[1].replace(" ;; ", "\n ") + "\n";
    return switch (parts[0]) {
      case "tab" -> DEFAULTS + "backend b\n" + body;
      case "peers" -> "global\n localpeer me\n" + DEFAULTS + "peers p\n" + body;
      case "front" ->
          DEFAULTS + TABLES + "frontend f\n bind 127.0.0.1:7777\n" + body + " default_backend t\n";
      default -> DEFAULTS + TABLES + "backend b\n" + body + " server s1 127.0.0.1:1\n";
    };
  }

  @Test
  void sameMessages() throws Exception {
    ReferenceCheck.assumePresent();
    SoftAssertions softly = new SoftAssertions();
    for (String line : lines()) {
      String[] parts = line.split("  ##", 2);
      String text = configuration(parts[0]);
      ReferenceCheck expected = ReferenceCheck.reference(text, folder);
      ReferenceCheck ours = ReferenceCheck.ours(text);
      if (parts.length == 1) {
        softly.assertThat(ours.messages()).as(line).isEqualTo(expected.messages());
      } else {
        softly
            .assertThat(ours.messages())
            .as("differs no longer: %s", line)
            .isNotEqualTo(expected.messages());
      }
      softly.assertThat(ours.status()).as("status of %s", line).isEqualTo(expected.status());
    }
    softly.assertAll();
  }
}
