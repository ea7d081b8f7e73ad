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
 * Whole configurations ({@code reference-cases.txt}) to {@code haproxy -c} and to us: same messages
 * in the same order, same exit status, as {@link ReferenceCheck} compares them.
 */
class ReferenceMessagesTest {
  @TempDir Path folder;

  static Stream<String> configurations() throws IOException {
    String all;
    try (var in = ReferenceMessagesTest.class.getResourceAsStream("reference-cases.txt")) {
      all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    return Stream.of(all.split("(?m)^=== .*\n")).filter(text -> !text.isBlank());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void sameMessages(String text) throws Exception {
    ReferenceCheck.assumePresent();
    assertThat(ReferenceCheck.ours(text))
        .as(text)
        .isEqualTo(ReferenceCheck.reference(text, folder));
  }
}
