package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Log lines in rings and their way to servers, through both programs; the agent's peer is one. */
@Timeout(60)
class RingDifferenceIT {
  private static final String LOG =
      "server s 127.0.0.1:${origin};frontend g;bind 127.0.0.1:${second};default_backend b;";
  private static final String LINE = "log-format %HU,%ST;";
  private static final String GET = "first agent <;again /a;again /b;";
  private static final String SERVER = ";timeout connect 1s;timeout server 1s;server x 127.0.0.1:";

  /** Lines of the backend and after it | steps, see {@link HealthScene}. */
  private static final String[] CASES = {
    LOG + LINE + "log ring@r local0;ring r | " + GET + "cli show events;cli show events r",
    LOG
        + LINE
        + "log ring@r local0;ring r;description some\\ ring;maxlen 5 | "
        + GET
        + "cli show events;cli show events r",
    LOG + LINE + "log ring@r local0;ring r;format local | " + GET + "cli show events r",
    LOG + LINE + "log ring@r local0;ring r;format rfc3164 | " + GET + "cli show events r",
    LOG + LINE + "log ring@r local0;ring r;format rfc5424 | " + GET + "cli show events r",
    LOG + LINE + "log ring@r local0;ring r;format short | " + GET + "cli show events r",
    LOG + LINE + "log ring@r local0;ring r;format priority | " + GET + "cli show events r",
    LOG + LINE + "log ring@r local0;ring r;format timed | " + GET + "cli show events r",
    LOG + LINE + "log ring@r local0;ring r;format iso | " + GET + "cli show events r",
    LOG + LINE + "log ring@r format rfc5424 local0;ring r | " + GET + "cli show events r",
    LOG + LINE + "log ring@r local0 err;ring r | " + GET + "cli show events r",
    LOG
        + LINE
        + "log ring@r local0;ring r | cli show events q;cli show events r x"
        + ";cli show events buf0",
    LOG
        + LINE
        + "log ring@r local0;ring r;format rfc3164"
        + SERVER
        + "${agent} | "
        + "first agent < <;again /a;again /b;heard agent /b;end;dialogue agent",
    LOG
        + LINE
        + "log ring@r local0;ring r;format raw"
        + SERVER
        + "${agent} log-proto octet-count | first agent < <;again /a;again /b;heard agent /b;end;dialogue agent",
    LOG
        + LINE
        + "log ring@r local0;ring r;format raw"
        + SERVER
        + "${agent} log-proto legacy | first agent < <;again /a;again /b;heard agent /b;end;dialogue agent",
  };

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  static List<String> cases() {
    return Arrays.asList(CASES);
  }

  private static String normal(String seen) {
    return seen.replaceAll("\\[\\d+\\]", "[PID]")
        .replaceAll("haproxy \\d+", "haproxy PID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.+]+", "DATE")
        .replaceAll("[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d", "DATE")
        .replaceAll("<(end|closed here|reset)>", "");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothDoTheSame(String line) throws Exception {
    String reference = HealthScene.run(Program.executable(Program.REFERENCE), "ring | " + line);
    assertThat(normal(HealthScene.run(Program.engine(), "ring | " + line)))
        .isEqualTo(normal(reference));
  }
}
