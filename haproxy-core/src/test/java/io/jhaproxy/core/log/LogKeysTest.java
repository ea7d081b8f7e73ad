package io.jhaproxy.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many lines a request leaves, as counted at the reference; lines are separated by ';'. */
class LogKeysTest {
  @ParameterizedTest
  @CsvSource({
    "log global,                                              '',                             1",
    "log global,                                              log global,                     1",
    "'',                                                      log global;log global,          1",
    "log global,                              log 127.0.0.1 local0;log 127.0.0.1 local0,      3",
    "log global,                              log 127.0.0.1 local0;log global;log global,     2",
    "'',                                                      '',                             0",
  })
  void logGlobalCountsOnce(String defaults, String proxy, int lines) {
    ConfigModel model =
        ConfigCheck.model(
            "global\n log 127.0.0.1 local0\ndefaults\n timeout client 1s\n timeout connect 1s\n"
                + " timeout server 1s\n "
                + defaults.replace(";", "\n ")
                + "\nlisten l\n bind 127.0.0.1:8000\n "
                + proxy.replace(";", "\n ")
                + "\n");
    assertThat(model.hasErrors()).as("%s", model.diagnostics()).isFalse();
    assertThat(LogKeys.targets(model.proxies().get(0).settings(), model.global())).hasSize(lines);
  }
}
