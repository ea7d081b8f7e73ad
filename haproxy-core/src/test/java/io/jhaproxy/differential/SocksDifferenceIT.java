package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers behind a SOCKS4 proxy, which is the origin's peer, and PROXY headers of checks. */
@Timeout(60)
class SocksDifferenceIT {
  private static final String SOCKS = "server s 10.1.2.3:80 socks4 127.0.0.1:${origin} ";
  private static final String GRANTED = "\\x00\\x5a\\x00\\x00\\x00\\x00\\x00\\x00";
  private static final String DENIED = GRANTED.replace("5a", "5b");
  private static final String OK = " < HTTP/1.0\\s200\\sOK\\r\\n\\r\\n .";
  private static final String SEEN = ";show s status econ eresp wretr connect reuse";
  private static final String CHECKED =
      ";dialogue origin;settle s;show s status check_status last_chk";

  /** Lines of the backend | steps, see {@link HealthScene}. */
  private static final String[] CASES = {
    SOCKS + " | first origin < " + GRANTED + OK + ";get /" + SEEN,
    SOCKS + " | first origin < " + DENIED + ";get /" + SEEN,
    SOCKS + " | first origin < .;get /" + SEEN,
    SOCKS + " | first origin < HTTP/1.0\\s400\\r\\n;get /" + SEEN,
    SOCKS + " | first origin <;get /" + SEEN,
    "mode tcp;" + SOCKS + " | first origin < " + GRANTED + OK + ";get /" + SEEN,
    "mode tcp;" + SOCKS + " | first origin < " + DENIED + ";get /;show s econ wretr",
    "server s [::1]:80 socks4 127.0.0.1:${origin} | get /;show s status econ",
    "option httpchk;"
        + SOCKS
        + "check inter 60s check-via-socks4 | first origin < "
        + GRANTED
        + OK
        + CHECKED,
    "option httpchk;"
        + SOCKS
        + "check inter 60s fall 1 check-via-socks4 | first origin < "
        + DENIED
        + ";settle s;show s status check_status last_chk",
    "option httpchk;"
        + SOCKS
        + "check inter 60s fall 1 check-via-socks4 | first origin <"
        + ";settle s;show s status check_status last_chk",
    SOCKS + "check inter 60s fall 1 check-via-socks4 | first origin < " + GRANTED + CHECKED,
    "server s 127.0.0.1:${origin} check inter 60s check-send-proxy | first origin <" + CHECKED,
    "server s 127.0.0.1:${origin} check inter 60s send-proxy | first origin <" + CHECKED,
    "server s 127.0.0.1:${origin} check inter 60s send-proxy-v2 | first origin <" + CHECKED,
    "option httpchk;server s 127.0.0.1:${dead} check port ${origin} inter 60s send-proxy"
        + " | first origin"
        + OK
        + CHECKED,
    "server s 127.0.0.1:${dead} check port ${origin} inter 60s send-proxy"
        + " check-send-proxy | first origin <"
        + CHECKED,
  };

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  static List<String> cases() {
    return Arrays.asList(CASES);
  }

  private static String normal(String seen) {
    return seen.replaceAll("PROXY (\\S+ \\S+ \\S+) \\d+ \\d+", "PROXY $1 PORTS")
        .replaceAll("get /: (reset|closed)", "get /: nothing")
        .replaceAll("(?i)host: ", "host: ");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothDoTheSame(String line) throws Exception {
    String reference = HealthScene.run(Program.executable(Program.REFERENCE), "socks | " + line);
    assertThat(normal(HealthScene.run(Program.engine(), "socks | " + line)))
        .isEqualTo(normal(reference));
  }
}
