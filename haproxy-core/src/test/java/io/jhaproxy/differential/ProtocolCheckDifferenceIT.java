package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the checks of known protocols send and make of the answers, through both programs. */
@Timeout(60)
class ProtocolCheckDifferenceIT {
  private static final String GREETING = "\\x0e\\x00\\x00\\x00\\x0a5.5.5-10.3\\x00\\x01\\x00 ";
  private static final String BIND = "\\x02\\x01\\x01a\\x07\\x0a\\x01\\x00\\x04\\x00\\x04\\x00";
  private static final String AGENT =
      "e\\x00\\x00\\x00\\x01\\x00\\x00\\x07version\\x08\\x032.0\\x0emax-frame-size\\x03\\xfc"
          + "\\xf0\\x06\\x0ccapabilities\\x08\\x00 ";

  /** The option | what the server does, see {@link ScriptedPeer}. */
  private static final String[] CASES = {
    "mysql-check | " + GREETING,
    "mysql-check | \\x0f\\x00\\x00\\x00\\xff\\x15\\x04Host\\sblocked",
    "mysql-check | \\x03\\x00\\x00\\x00\\xff\\x15\\x04",
    "mysql-check | abc",
    "mysql-check | abc .",
    "mysql-check | .",
    "mysql-check | \\x4a\\x00\\x00\\x00\\x0a .",
    "mysql-check user joe | "
        + GREETING
        + "< \\x07\\x00\\x00\\x02\\x00\\x00\\x00\\x02\\x00\\x00\\x00",
    "mysql-check user joe | " + GREETING + "< \\x06\\x00\\x00\\x02\\xff\\x15\\x04abc",
    "mysql-check user joe | " + GREETING + "<",
    "mysql-check user joe | " + GREETING + "< .",
    "mysql-check user joe | " + GREETING + "< \\x07\\x00 .",
    "mysql-check user joe | " + GREETING + "< \\x01\\x00\\x00\\x02\\xfe",
    "mysql-check user joe post-41 | " + GREETING + "< \\x01\\x00\\x00\\x02\\x00",
    "mysql-check user joe pre-41 | " + GREETING + "< \\x01\\x00\\x00\\x02\\x00",
    "pgsql-check user joe | < R\\x00\\x00\\x00\\x08\\x00\\x00\\x00\\x00",
    "pgsql-check user joe | < R\\x00\\x00\\x00\\x0c\\x00\\x00\\x00\\x05abcd",
    "pgsql-check user joe | < E\\x00\\x00\\x00\\x20SFATAL\\x00C28000\\x00",
    "pgsql-check user joe | < E\\x00\\x00\\x00\\x08bad",
    "pgsql-check user joe | < N",
    "pgsql-check user joe | < N .",
    "pgsql-check user joe | < R12345 .",
    "pgsql-check user joe | < X12345678",
    "pgsql-check user joe | < .",
    "redis-check | < +PONG\\r\\n",
    "redis-check | < +PONG",
    "redis-check | < +PO .",
    "redis-check | < -ERR\\sno\\r\\n .",
    "redis-check | < .",
    "smtpchk | 220\\shi\\r\\n < 250\\sok\\r\\n < 221\\sbye\\r\\n",
    "smtpchk | 220\\shi\\r\\n < 250-a\\r\\n250\\sb\\r\\n < 221\\s\\s\\sbye\\r\\n",
    "smtpchk EHLO example.org | 220\\shi\\r\\n < 250\\sok\\r\\n < 221\\sbye\\r\\n",
    "smtpchk FOO example.org | 220\\shi\\r\\n < 250\\sok\\r\\n < 221\\sbye\\r\\n",
    "smtpchk | 220-a\\r\\n220\\sb\\r\\n <",
    "smtpchk | 554\\sno\\r\\n <",
    "smtpchk | hello\\r\\n <",
    "smtpchk | 22\\r\\n <",
    "smtpchk | 220\\shi\\r\\n < 550\\sno\\r\\n <",
    "smtpchk | 220\\shi\\r\\n < .",
    "smtpchk | 220\\shi\\r\\n < 250-a\\r\\n .",
    "smtpchk | 220\\shi\\r\\n < 250\\sa\\r\\n < .",
    "smtpchk | 220\\shi\\r\\n < 250\\sok\\r\\n < 500\\sx\\r\\n",
    "smtpchk | .",
    "ldap-check | < 0\\x0c" + BIND,
    "ldap-check | < 0\\x84\\x00\\x00\\x00\\x10\\x02\\x01\\x01a\\x84\\x00\\x00\\x00\\x07\\x0a"
        + "\\x01\\x00\\x04\\x00\\x04\\x00",
    "ldap-check | < 0\\x0c\\x02\\x01\\x01a\\x07\\x0a\\x01\\x31\\x04\\x00\\x04\\x00",
    "ldap-check | < 0\\x0c\\x02\\x01\\x02a\\x07\\x0a\\x01\\x00\\x04\\x00\\x04\\x00",
    "ldap-check | < 1\\x0c" + BIND,
    "ldap-check | < 0\\x0c",
    "ldap-check | < 0\\x0c .",
    "ldap-check | < .",
    "ssl-hello-chk | < \\x16\\x03\\x01\\x00\\x05\\x02\\x00\\x00\\x01\\x00",
    "ssl-hello-chk | < \\x15\\x03\\x01\\x00\\x02\\x02\\x28",
    "ssl-hello-chk | < hello",
    "ssl-hello-chk | < \\x16\\x03",
    "ssl-hello-chk | < \\x16 .",
    "ssl-hello-chk | < .",
    "spop-check | < \\x00\\x00\\x006" + AGENT,
    "spop-check | < \\x00\\x00\\x006" + AGENT.replace("2.0", "3.0"),
    "spop-check | < \\x00\\x00\\x006" + AGENT.replace("version", "vercion"),
    "spop-check | < \\x00\\x00\\x006" + AGENT.replace("max-", "man-"),
    "spop-check | < \\x00\\x00\\x006" + AGENT.replace("capa", "copa"),
    "spop-check | < \\x00\\x00\\x006" + AGENT.replace("\\xf0\\x06", "\\xf0\\x7e"),
    "spop-check | < \\x00\\x00\\x00\\x07e\\x00\\x00\\x00\\x01\\x00\\x00",
    "spop-check | < \\x00\\x00\\x00\\x01x",
    "spop-check | < \\x00\\x00\\x006e\\x00\\x00\\x00 .",
    "spop-check | < .",
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
    String[] parts = line.split(" \\| ", 2);
    String scene =
        parts[0]
            + " | option log-health-checks;option "
            + parts[0]
            + ";server s 127.0.0.1:${check} check inter 60s rise 1 fall 1 | first check "
            + parts[1]
            + ";dialogue check;settle s;show s status check_status check_code check_desc last_chk";
    String reference = HealthScene.run(Program.executable(Program.REFERENCE), scene);
    String ours = HealthScene.run(Program.engine(), scene);
    assertThat(normal(ours)).isEqualTo(normal(reference));
  }

  /** The hello has a time. */
  private static String normal(String seen) {
    return seen.replaceAll("(?s)u\\\\x03\\\\x00.*?HAPROXYSSL", "HAPROXYSSL");
  }
}
