package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mails about servers, through both programs; the agent's peer is the mail server. */
@Timeout(60)
class MailDifferenceIT {
  private static final String ALERTS =
      "email-alert mailers m;email-alert from a@x.org;email-alert to b@y.org";
  private static final String SERVERS =
      ";option httpchk;server s 127.0.0.1:${origin} check port ${check} inter 60s"
          + ";server t 127.0.0.1:${origin};mailers m;mailer x 127.0.0.1:${agent};";
  private static final String TAKES =
      "agent 220\\shi\\r\\n < 250\\sok\\r\\n < 250-a\\r\\n250\\sok\\r\\n < 250\\sok\\r\\n"
          + " < 354\\sgo\\r\\n < 250\\sok\\r\\n < 221\\sbye\\r\\n .;";
  private static final String UP = "await s check_status L7OK;";
  private static final String DOWN = "cli set server b/s health down;";

  /** Lines of the backend | steps, see {@link HealthScene}. */
  private static final String[] CASES = {
    ALERTS + SERVERS + " | " + UP + TAKES + DOWN + "dialogue agent",
    ALERTS
        + ";email-alert myhostname me.org"
        + SERVERS
        + " | "
        + UP
        + TAKES
        + DOWN
        + "dialogue agent",
    ALERTS
        + ";email-alert level notice"
        + SERVERS
        + " | "
        + UP
        + TAKES
        + DOWN
        + "dialogue agent;cli set server b/s health up;dialogues agent 2"
        + ";cli set server b/s state drain;dialogues agent 3;cli set server b/s state ready"
        + ";cli set server b/s state maint;cli set server b/s state ready"
        + ";cli set server b/s health down;dialogues agent 4",
    ALERTS
        + SERVERS
        + " | "
        + UP
        + TAKES
        + "cli set server b/s state drain;"
        + "cli set server b/s state ready;"
        + DOWN
        + "dialogues agent 1",
    ALERTS
        + ";option log-health-checks;email-alert level info"
        + SERVERS
        + " | "
        + "first "
        + TAKES
        + UP
        + DOWN
        + "dialogues agent 2",
    ALERTS + SERVERS + " | " + UP + "agent 554\\sno\\r\\n;" + DOWN + "dialogue agent",
    ALERTS
        + SERVERS
        + " | "
        + UP
        + "agent 220\\shi\\r\\n < 500\\sno\\r\\n;"
        + DOWN
        + "dialogue agent",
    ALERTS
        + SERVERS
        + "timeout mail 300ms | "
        + UP
        + "agent 220\\shi\\r\\n <;"
        + DOWN
        + "dialogue agent",
    "email-alert level debug" + SERVERS.replace("mailers m", "mailers q") + " | " + UP + DOWN,
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
  void bothSendTheSame(String line) throws Exception {
    String reference = HealthScene.run(Program.executable(Program.REFERENCE), "mail | " + line);
    assertThat(HealthScene.run(Program.engine(), "mail | " + line)).isEqualTo(reference);
  }
}
