package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every old form HAProxy 2.6 refuses or has forgotten: accepted, with one warning that helps. */
class OldFormsTest {
  private static final String TIMEOUTS =
      "defaults\n mode http\n timeout client 1s\n timeout server 1s\n timeout connect 1s\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        // lines of a proxy ~ what the one warning recommends
        "contimeout 5000                  ~ use 'timeout connect'.",
        "clitimeout 5000                  ~ use 'timeout client'.",
        "srvtimeout 5000                  ~ use 'timeout server'.",
        "timeout contimeout 5s            ~ use 'timeout connect'.",
        "timeout clitimeout 5s            ~ use 'timeout client'.",
        "timeout srvtimeout 5s            ~ use 'timeout server'.",
        "redispatch                       ~ use 'option redispatch'.",
        "balance                          ~ use 'balance roundrobin'.",
        "option forceclose                ~ use 'option httpclose'.",
        "option http-tunnel               ~ Remove it.",
        "transparent                      ~ use 'option transparent'.",
        "grace 10s                        ~ remove it.",
        "timeout tunnel 365d              ~ it is taken as written.",
        "timeout client 3000000000        ~ it is taken as written.",
      })
  void inProxies(String line, String advice) {
    String text = TIMEOUTS + "listen a\n bind 127.0.0.1:8000\n " + line + "\n";
    assertOneWarning(text, advice.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "listen a :8000              ~ use 'bind :8000' inside the section.",
        "listen a *:8000             ~ use 'bind *:8000' inside the section.",
        "frontend a :8000            ~ use 'bind :8000' inside the section.",
        "listen a 127.0.0.1:80,:8080 ~ use 'bind 127.0.0.1:80,:8080' inside the section.",
      })
  void addressInTheHeader(String header, String advice) {
    assertOneWarning(TIMEOUTS + header.strip() + "\n", advice);
    assertThat(ConfigCheck.model(TIMEOUTS + header.strip() + "\n").proxies()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"nbproc 1", "debug"})
  void inGlobal(String line) {
    String text = "global\n " + line + "\n" + TIMEOUTS + "listen a\n bind :8000\n";
    assertOneWarning(text, "old form");
  }

  @Test
  void missingLastLineFeed() {
    assertOneWarning(
        TIMEOUTS + "listen a\n bind :8000", "file might have been truncated at position 12.");
  }

  private static void assertOneWarning(String text, String advice) {
    List<String> messages = ConfigCheck.messages(text);
    assertThat(messages).as(text).hasSize(1);
    assertThat(messages.get(0)).startsWith("WARNING ").contains(advice);
  }
}
