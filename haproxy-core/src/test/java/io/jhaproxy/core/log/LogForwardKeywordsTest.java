package io.jhaproxy.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code log-forward} addresses cannot do yet is told, never passed over. */
class LogForwardKeywordsTest {
  @ParameterizedTest
  @CsvSource({
    // line, what is told to be missing
    "bind 127.0.0.1:1514, ''",
    "bind 127.0.0.1:1514 name a, ''",
    "bind 127.0.0.1:1514 interface lo, log-forward bind interface",
    "bind 127.0.0.1:1514 name a accept-proxy, log-forward bind accept-proxy",
    "dgram-bind 127.0.0.1:1514 interface lo, dgram-bind interface",
  })
  void parametersThatDoNothingAreTold(String line, String missing) {
    ConfigModel model =
        ConfigCheck.model("log-forward x\n " + line + "\n log 127.0.0.1:1 local0\n");
    assertThat(model.hasErrors()).as("%s", model.diagnostics()).isFalse();
    if (missing.isEmpty()) {
      assertThat(model.unfinished()).isEmpty();
    } else {
      assertThat(model.unfinished())
          .anyMatch(use -> use.warning().toString().contains("'" + missing + "'"));
    }
  }
}
