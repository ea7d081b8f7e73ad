package io.jhaproxy.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/keywords.md} is what the registry says; {@code -Ddocs=write} writes it anew. */
class KeywordReferenceTest {
  @Test
  void thePageIsNotStale() throws Exception {
    Path page = Path.of("..", "docs", "keywords.md");
    String wanted = new KeywordReference().markdown();
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(page, wanted, StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(page, StandardCharsets.UTF_8))
        .as(
            "docs/keywords.md is stale: mvn -pl haproxy-core test -Dtest=KeywordReferenceTest -Ddocs=write")
        .isEqualTo(wanted);
  }
}
