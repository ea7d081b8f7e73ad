package io.jhaproxy.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.RoundRobin;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.backend.ServerSettings;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.net.SocketOptions;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans made of configuration lines; lines are separated by {@code ;}. */
class CheckCompilerTest {
  private final List<String> errors = new ArrayList<>();

  private CheckPlan plan(String lines, String server) {
    ConfigModel model =
        ConfigCheck.model(
            "listen b\n bind 127.0.0.1:8000\n timeout client 1s\n timeout server 1s\n "
                + "timeout connect 1s\n "
                + lines.replace(";", "\n")
                + "\n server s 127.0.0.1:8080 "
                + server
                + "\n");
    assertThat(model.hasErrors()).as("%s", model.diagnostics()).isFalse();
    ProxyModel proxy = model.proxies().get(0);
    ServerModel written = proxy.settings().list(BackendKeys.SERVERS).get(0);
    return new CheckCompiler(
            CheckCompilerTest::resolve, errors, errors, any -> null, Clock.SYSTEM, 16384)
        .compile(proxy, written.settings(), server());
  }

  private static SocketAddress resolve(Address address, int port) {
    return address instanceof Address.Inet inet
        ? new InetSocketAddress(inet.host(), inet.port() != 0 ? inet.port() : port)
        : null;
  }

  private static Server server() {
    Backend backend =
        new Backend(
            new BackendSettings(
                "b",
                1,
                false,
                "roundrobin",
                false,
                1,
                3,
                0,
                1000,
                1000,
                0,
                0,
                0,
                false,
                false,
                false,
                BackendSettings.Reuse.SAFE,
                BackendSettings.ConnectionMode.KEEP_ALIVE),
            new RoundRobin(),
            1,
            0);
    Server server =
        backend.makeServer(
            new ServerSettings(
                "s",
                new InetSocketAddress("127.0.0.1", 8080),
                true,
                1,
                false,
                false,
                0,
                0,
                0,
                null,
                null,
                -1,
                0,
                -1,
                SocketOptions.PLAIN),
            1,
            null,
            0);
    backend.join(server, 0);
    return server;
  }

  private static String text(CheckPlan plan) {
    List<String> steps = new ArrayList<>();
    for (CheckPlan.Step step : plan.steps()) {
      String what;
      if (step instanceof CheckPlan.Step.Connect connect) {
        what = "connect" + (connect.target() == null ? "" : " " + connect.target());
      } else if (step instanceof CheckPlan.Step.Send send) {
        what = "send " + new String(send.data(), StandardCharsets.ISO_8859_1).replace("\r\n", "¶");
      } else {
        what = "expect " + ((CheckPlan.Step.Expect) step).expectation().text();
      }
      steps.add(
          step.number() + " " + what + (step.comment().isEmpty() ? "" : " #" + step.comment()));
    }
    return String.join("; ", steps);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          option tcp-check | ''
          option tcp-check;tcp-check send PING\\r\\n;tcp-check expect string +PONG | 1 send PING¶; 2 expect string '+PONG'
          option tcp-check;tcp-check comment hello;tcp-check send a;tcp-check send b | 2 send a #hello; 3 send b
          option tcp-check;tcp-check send a comment own | 1 send a #own
          option tcp-check;tcp-check send-binary 50494e470d0a;tcp-check expect binary 2b504f4e47 | 1 send PING¶; 2 expect binary
          option tcp-check;tcp-check expect rstring ^x;tcp-check expect rbinary ^2b | 1 expect regex; 2 expect binary regex
          option tcp-check;tcp-check connect;tcp-check send a;tcp-check connect port 8081;tcp-check send b | 1 connect; 2 send a; 3 connect /127.0.0.1:8081; 4 send b
          """)
  void compilesTcpChecks(String lines, String steps) {
    assertThat(text(plan(lines, "check"))).isEqualTo(steps);
    assertThat(errors).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          option httpchk | OPTIONS / HTTP/1.0¶¶
          option httpchk /up | OPTIONS /up HTTP/1.0¶¶
          option httpchk GET /up | GET /up HTTP/1.0¶¶
          option httpchk GET /up HTTP/1.1 | GET /up HTTP/1.1¶¶
          option httpchk GET /up HTTP/1.1\\r\\nHost:\\ a | GET /up HTTP/1.1¶Host: a¶¶
          """)
  void compilesHttpChecks(String line, String request) {
    CheckPlan plan = plan("mode http;" + line, "check");
    assertThat(plan.method()).isEqualTo(CheckMethod.HTTPCHK);
    assertThat(text(plan)).startsWith("1 send " + request + "; ").endsWith("expect status");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          check                                        | 2000 2000 2000 2 3 /127.0.0.1:8080
          check inter 5s                               | 5000 5000 5000 2 3 /127.0.0.1:8080
          check inter 5s fastinter 1s downinter 30s    | 5000 1000 30000 2 3 /127.0.0.1:8080
          check rise 5 fall 7                          | 2000 2000 2000 5 7 /127.0.0.1:8080
          check port 9                                 | 2000 2000 2000 2 3 /127.0.0.1:9
          check addr 127.0.0.2                         | 2000 2000 2000 2 3 /127.0.0.2:8080
          check addr 127.0.0.2 port 9                  | 2000 2000 2000 2 3 /127.0.0.2:9
          """)
  void takesTimesCountsAndTarget(String server, String expected) {
    CheckPlan plan = plan("", server);
    String got =
        plan.inter()
            + " "
            + plan.fastInter()
            + " "
            + plan.downInter()
            + " "
            + plan.rise()
            + " "
            + plan.fall()
            + " "
            + plan.target();
    assertThat(got).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                           | 2000 0
          timeout check 500ms                          | 1000 500
          timeout check 500ms;timeout connect 5s       | 2000 500
          """)
  void takesTimeouts(String lines, String expected) {
    CheckPlan plan = plan(lines, "check");
    assertThat(plan.connectTimeout() + " " + plan.readTimeout()).isEqualTo(expected);
  }

  @Test
  void aServerWithoutCheckHasNoPlan() {
    assertThat(plan("", "")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'option tcp-check;tcp-check connect ssl'",
    "'option tcp-check;tcp-check connect send-proxy'",
    "'option tcp-check;tcp-check set-var(check.x) int(1)'"
  })
  void whatIsMissingIsSaid(String lines) {
    assertThat(plan(lines, "check")).isNull();
    assertThat(errors).singleElement().asString().contains("proxy 'b'").contains("not there yet");
  }
}
