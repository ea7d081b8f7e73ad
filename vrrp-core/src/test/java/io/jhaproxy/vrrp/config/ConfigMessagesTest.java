package io.jhaproxy.vrrp.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.ConfigMessage.Effect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Findings of whole files, in keepalived's words. */
class ConfigMessagesTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.jhaproxy.vrrp.config.MessageCase#all")
  void saysWhatKeepalivedSays(MessageCase example) throws Exception {
    ConfigResult result =
        ConfigReader.readText(
            Path.of("test.conf"),
            Files.readString(example.file()),
            "corpus",
            MessageCase.INTERFACES);
    List<String> said =
        result.messages().stream()
            .filter(m -> m.test() != Effect.START_ONLY)
            .map(m -> MessageCase.withoutFile(m.text()))
            .toList();
    assertThat(said).containsExactlyInAnyOrderElementsOf(example.messages());
    assertThat(result.configTestStatus()).isEqualTo(example.exitStatus());
  }
}
