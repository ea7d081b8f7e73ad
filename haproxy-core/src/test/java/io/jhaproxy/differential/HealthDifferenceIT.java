package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that are logged, servers that are judged by their traffic, through both programs. */
@Timeout(120)
class HealthDifferenceIT {
  private static final String OBSERVED =
      "option httpchk;option log-health-checks"
          + ";server s 127.0.0.1:${origin} check port ${check} inter 60s observe ";
  private static final String FAST =
      "server s 127.0.0.1:${origin} check port ${check} inter 100 rise 2 fall 3";
  private static final String SEEN =
      ";show s status hanafail chkfail chkdown check_status check_code last_chk check_desc"
          + " check_health";
  private static final String UP = "await s check_status L7OK;";
  private static final String SICK = "origin < HTTP/1.0\\s500\\sNo\\r\\n\\r\\n .;";

  /** See {@link HealthScene}. */
  private static final String[] CASES = {
    "logged | option httpchk;option log-health-checks;"
        + FAST
        + " | "
        + UP
        + "check < HTTP/1.0\\s500\\sNo\\r\\n\\r\\n .;await s status DOWN"
        + SEEN
        + ";check < HTTP/1.0\\s200\\sOK\\r\\n\\r\\n .;await s status UP"
        + SEEN,
    "not logged | option httpchk;"
        + FAST
        + " | "
        + UP
        + "check < HTTP/1.0\\s500\\sNo\\r\\n\\r\\n .;await s status DOWN"
        + ";check < HTTP/1.0\\s200\\sOK\\r\\n\\r\\n .;await s status UP",
    "stopping | option httpchk;http-check disable-on-404;"
        + FAST
        + " | "
        + UP
        + "check < HTTP/1.0\\s404\\sNo\\r\\n\\r\\n .;await s status NOLB"
        + SEEN
        + ";check < HTTP/1.0\\s200\\sOK\\r\\n\\r\\n .;await s status UP",
    "by hand | option httpchk;server s 127.0.0.1:${origin} check port ${check} inter 60s | "
        + UP
        + "cli set server b/s health down;show s status chkdown"
        + ";cli set server b/s health up;show s status;cli set server b/s health stopping"
        + ";show s status;cli set server b/s health up;cli set server b/s state maint"
        + ";show s status chkdown;cli set server b/s state ready;show s status"
        + ";cli set server b/s state drain;show s status;cli set server b/s health down"
        + ";show s status;cli set server b/s health up;cli set server b/s weight 0"
        + ";cli set server b/s weight 1;cli set server b/s state ready"
        + ";cli set server b/s weight 0;cli set server b/s weight 1"
        + ";cli set server b/s health down;cli set server b/s state maint"
        + ";cli set server b/s state ready;show s status",
    "layer7, fail-check | "
        + OBSERVED
        + "layer7 error-limit 2 | "
        + UP
        + SICK
        + "get /;get /;get /"
        + SEEN
        + ";origin < HTTP/1.0\\s404\\sNo\\r\\n\\r\\n .;get /;"
        + SICK
        + "get /"
        + SEEN
        + ";get /"
        + SEEN,
    "layer7, mark-down | "
        + OBSERVED
        + "layer7 error-limit 3 on-error mark-down | "
        + UP
        + SICK
        + "get /;origin < junk\\r\\n\\r\\n .;get /"
        + SEEN
        + ";origin < .;get /;await s status DOWN"
        + SEEN
        + ";get /",
    "layer7, sudden-death | "
        + OBSERVED
        + "layer7 error-limit 1 on-error sudden-death | "
        + UP
        + "origin < !;get /;await s status UP 1/3"
        + SEEN
        + ";get /;await s status DOWN"
        + SEEN,
    "layer7, fastinter | "
        + OBSERVED
        + "layer7 error-limit 1 on-error fastinter fastinter 100 | "
        + UP
        + SICK
        + "check < HTTP/1.0\\s200\\sOK\\r\\n\\r\\n .;get /;dialogue check"
        + SEEN,
    "layer7, late | "
        + OBSERVED
        + "layer7 error-limit 1 on-error fail-check | "
        + UP
        + "origin <;get /;await s hanafail 1"
        + SEEN,
    "layer7, 503 | "
        + OBSERVED
        + "layer7 error-limit 1 | "
        + UP
        + "origin < HTTP/1.0\\s503\\sNo\\r\\n\\r\\n .;get /;await s hanafail 1"
        + ";origin < HTTP/1.0\\s501\\sNo\\r\\n\\r\\n .;get /"
        + ";origin < HTTP/1.0\\s505\\sNo\\r\\n\\r\\n .;get /"
        + SEEN,
    "layer7, refused | option httpchk;server s 127.0.0.1:${dead} check port ${check} inter 60s"
        + " observe layer7 error-limit 2 on-error mark-down | "
        + UP
        + "get /"
        + SEEN
        + ";get /;await s status DOWN"
        + SEEN,
    "layer4, refused | option httpchk;server s 127.0.0.1:${dead} check port ${check} inter 60s"
        + " observe layer4 error-limit 1 on-error fail-check | "
        + UP
        + "get /;await s hanafail 1"
        + SEEN,
    "layer4, answers | "
        + OBSERVED
        + "layer4 error-limit 1 on-error mark-down | "
        + UP
        + SICK
        + "get /;origin < .;get /"
        + SEEN,
    "layer4, tcp | mode tcp;option httpchk;server s 127.0.0.1:${dead} check port ${check}"
        + " inter 60s observe layer4 error-limit 1 on-error mark-down | "
        + UP
        + "get /;await s status DOWN"
        + SEEN,
    "layer7, tcp | mode tcp;option httpchk;server s 127.0.0.1:${dead} check port ${check}"
        + " inter 60s observe layer7 error-limit 1 on-error mark-down | "
        + UP
        + "get /"
        + SEEN,
    "default-server | option httpchk;default-server observe layer7 error-limit 1 on-error mark-down"
        + ";server s 127.0.0.1:${origin} check port ${check} inter 60s | "
        + UP
        + SICK
        + "get /;await s status DOWN",
  };

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  static List<String> cases() {
    return Arrays.asList(CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothDoTheSame(String line) throws Exception {
    String reference = HealthScene.run(Program.executable(Program.REFERENCE), line);
    assertThat(HealthScene.run(Program.engine(), line)).isEqualTo(reference);
  }
}
