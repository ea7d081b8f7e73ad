package io.jhaproxy.core.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import org.junit.jupiter.api.Test;

class ModernizerTest {
  private static final String OLD =
      """
      # a file of 1.4
      global
          daemon
          nbproc 2   # processes

      defaults
      \tmode http
      \tcontimeout 5000\t# five seconds
      \tclitimeout "${T-50000}"
      \tsrvtimeout 50000

      \tredispatch

      listen web\t:80,:8080  # both
          balance
          option http-tunnel # gone
          reqadd X-Forwarded-Proto:\\ http if { src 10.0.0.0/8 }  # why
          reqirep ^Host:\\ (.*)\\.old Host:\\ \\1.new
          reqdeny ^[^\\ ]*\\ .*\\.exe
          server s 127.0.0.1:81 # 한국어
      """;

  private static final String NEW =
      """
      # a file of 1.4
      global
          daemon
          nbthread 2  # processes

      defaults
      \tmode http
      \ttimeout connect 5000  # five seconds
      \ttimeout client "${T-50000}"
      \ttimeout server 50000

      \toption redispatch

      listen web  # both
          bind :80,:8080
          balance roundrobin
          # gone
          http-request add-header X-Forwarded-Proto http if { src 10.0.0.0/8 }  # why
          http-request replace-header Host '(?i)^(.*)\\.old' '\\1.new'
          http-request set-var-fmt(req.line) '%[method] %[url] HTTP/%[req.ver]'
          http-request deny if { var(req.line) -m reg '^[^ ]* .*\\.exe' }
          http-request deny if { req.hdrs -m reg -i '(?m)^[^ ]* .*\\.exe' }
          server s 127.0.0.1:81 # 한국어
      """;

  @Test
  void oldLinesAreReplacedAndTheRestStays() {
    assertThat(modern(OLD)).isEqualTo(NEW);
  }

  @Test
  void whatIsModernStaysAsItIs() {
    assertThat(modern(NEW)).isEqualTo(NEW);
    assertThat(ConfigCheck.model(NEW).rewrites()).isEmpty();
    assertThat(ConfigCheck.messages(NEW)).noneMatch(m -> m.startsWith("ALERT"));
  }

  @Test
  void aLastLineWithoutLineFeedGetsOne() {
    assertThat(modern("defaults\n redispatch")).isEqualTo("defaults\n option redispatch\n");
  }

  private static String modern(String text) {
    ConfigModel model = ConfigCheck.model(text);
    return Modernizer.print("t.cfg", text, model.rewrites());
  }
}
