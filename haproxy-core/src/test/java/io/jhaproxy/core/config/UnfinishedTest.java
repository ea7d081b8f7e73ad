package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read and not implemented: accepted with a note, never in silence. */
class UnfinishedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cookie SRV insert                    | -                            | -",
        "option prefer-last-server            | -                            | -",
        "stick-table type ip size 1k          | -                            | -",
        "hash-type map-based                  | -                            | -",
        "hash-type consistent                 | -                            | -",
        "tcp-request session accept           | -                            | -",
        "bind :1 accept-proxy                 | -                            | -",
        "server s 127.0.0.1:1 ssl verify none | ssl                          | never",
        "server s 127.0.0.1:1 send-proxy      | -                            | -",
        "server s a.invalid:1 init-addr none resolve-prefer ipv4 | resolve-prefer | lenient",
        "server s 127.0.0.1:1 sni str(x)      | -                            | -",
      })
  void isNamed(String line, String what, String start) {
    ConfigModel model = ConfigCheck.model("listen l\n bind :2\n mode http\n " + line + "\n");
    assertThat(model.hasErrors()).as(model.diagnostics().toString()).isFalse();
    if (what.equals("-")) {
      assertThat(model.unfinished()).isEmpty();
      return;
    }
    assertThat(model.unfinished()).hasSize(1);
    Unfinished use = model.unfinished().get(0);
    assertThat(use.warning().message()).contains("'" + what + "' is not implemented yet");
    assertThat(use.warning().location().line()).isEqualTo(4);
    assertThat(use.lenient()).isEqualTo(start.equals("lenient"));
  }
}
