package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers with an agent, through both programs. */
@Timeout(120)
class AgentDifferenceIT {
  private static final String ASKED =
      "server s 127.0.0.1:${origin} agent-check agent-port ${agent} agent-inter 100 weight 10";
  private static final String STEADY = " agent-check agent-port ${agent} agent-inter 60s weight 10";
  private static final String SEEN =
      ";show s status weight uweight slim chkfail chkdown agent_status agent_code agent_desc"
          + " agent_rise agent_fall agent_health";
  private static final String WORDS = SEEN + " last_agt";

  /** See {@link HealthScene}. */
  private static final String[] CASES = {
    "down and up | "
        + ASKED
        + " | await s agent_status L7OK"
        + SEEN
        + ";agent down\\n .;await s status DOWN (agent)"
        + SEEN
        + ";get /;agent up\\n .;await s status no check"
        + SEEN
        + ";get /",
    "fail | " + ASKED + " | agent fail\\n .;await s status DOWN (agent)" + SEEN,
    "stopped | "
        + ASKED
        + " | agent stopped\\s#\\sno\\smore\\n .;await s status DOWN (agent)"
        + SEEN,
    "weight | "
        + ASKED
        + " | agent 50%\\n .;await s weight 5"
        + SEEN
        + ";agent 0%\\n .;await s weight 0"
        + SEEN
        + ";agent 200%\\n .;await s weight 20"
        + SEEN,
    "slots | "
        + ASKED
        + " | agent maxconn:7\\n .;await s slim 7;agent maxconn:0\\n .;await s slim ",
    "drain | "
        + ASKED
        + " | agent drain\\n .;await s status DRAIN (agent)"
        + SEEN
        + ";get /;agent ready\\n .;await s status no check"
        + SEEN,
    "maint | "
        + ASKED
        + " | agent maint\\n .;await s status MAINT"
        + SEEN
        + ";agent up\\n .;ask agent;show s status;agent ready\\n .;await s status no check",
    "many words | "
        + ASKED
        + " | agent up\\s50%,ready\\x09maxconn:3\\n .;await s slim 3"
        + SEEN
        + ";agent maint,drain\\n .;await s status DRAIN (agent);agent drain\\sready\\n ."
        + ";await s status no check;agent Up\\sDOWN\\n .;await s status DOWN (agent)",
    "both | option httpchk;server s 127.0.0.1:${origin} check port ${check} inter 100"
        + " agent-check agent-port ${agent} agent-inter 100 weight 10"
        + " | await s status UP;agent down\\n .;await s status DOWN (agent);ask check"
        + SEEN
        + ";agent up\\n .;await s status UP"
        + SEEN
        + ";agent drain\\n .;await s status DRAIN (agent);agent ready\\n .;await s status UP"
        + ";check < HTTP/1.0\\s500\\sNo\\r\\n\\r\\n .;await s status DOWN;ask agent;show s status",
    "by hand | server s 127.0.0.1:${origin}"
        + STEADY
        + " | await s agent_status L7OK;cli set server b/s agent down;show s status agent_health"
        + ";cli set server b/s agent up;show s status agent_health"
        + ";cli set server b/s agent;cli set server b/s agent sideways"
        + ";cli disable agent b/s"
        + WORDS
        + ";cli set server b/s agent down;show s status;cli enable agent b/s;show s status"
        + ";cli set server b/s agent-addr;cli set server b/s agent-addr x"
        + ";cli set server b/s agent-addr 127.0.0.1 port y;cli set server b/s agent-port"
        + ";cli set server b/s agent-port 70000;cli set server b/s agent-port z",
    "another place | "
        + ASKED
        + " | await s agent_status L7OK;cli set server b/s agent-port ${dead}"
        + ";show s status",
    "sent | "
        + ASKED
        + " agent-send hello\\n | agent < up\\n .;dialogue agent;cli set server b/s agent-send ping"
        + ";agent < up\\n .;ask agent;agent < up\\n .;dialogue agent",
    "drained by hand | "
        + ASKED
        + " | await s agent_status L7OK;cli set server b/s state drain;show s status"
        + ";agent down\\n .;await s status DOWN (agent);agent up\\n .;await s status DRAIN (agent)"
        + ";cli set server b/s state ready;show s status",
    "away | "
        + ASKED
        + " | await s agent_status L7OK;cli set server b/s state maint;show s status"
        + ";agent down\\n .;await s agent_status L7STS;show s status;agent up\\n ."
        + ";await s agent_status L7OK;cli set server b/s state ready;show s status",
    "away and down | "
        + ASKED
        + " | agent down\\n .;await s status DOWN (agent);cli set server b/s state maint"
        + ";show s status;cli set server b/s state ready;show s status",
    "not a whole line | "
        + ASKED
        + " | await s agent_status L7OK;agent up .;ask agent;await s last_agt Ignoring incomplete"
        + " line from agent;show s status agent_status",
    "silent | " + ASKED + " | agent <;await s agent_status L7TOUT" + SEEN,
    "no agent | server s 127.0.0.1:${origin} | cli set server b/s agent up"
        + ";cli set server b/s agent-send x;cli set server b/s agent-addr 127.0.0.1"
        + ";cli set server b/s agent-port 1;cli enable agent b/s;cli disable agent b/s",
  };

  /** What an agent answers first; compared are the words that the statistics show. */
  private static final String[] ANSWERS = {
    "up\\n .",
    "UP\\n .",
    "up\\r\\n .",
    "up,\\s#\\sa\\n .",
    "up\\sbad\\s#why\\n .",
    "up\\sbad\\n .",
    "bad\\sup\\n .",
    "bad\\sworse\\n .",
    "bad\\s50%\\n .",
    "#\\sonly\\n .",
    "up#x\\n .",
    "50\\n .",
    "50%x\\n .",
    "-5%\\n .",
    "9999%\\n .",
    "maxconn:abc\\n .",
    "maxconn:5x\\n .",
    "up\\smaxconn:abc\\n .",
    "down\\s\\sreason\\stext\\n .",
    "up\\ndown\\n .",
    "\\n .",
    ".",
    "!",
  };

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  static List<String> cases() {
    return Arrays.asList(CASES);
  }

  static List<String> answers() {
    return Arrays.asList(ANSWERS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothDoTheSame(String line) throws Exception {
    String reference = HealthScene.run(Program.executable(Program.REFERENCE), line);
    assertThat(HealthScene.run(Program.engine(), line)).isEqualTo(reference);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void bothUnderstandTheSame(String answer) throws Exception {
    String line =
        "answer | server s 127.0.0.1:${origin} agent-check agent-port ${agent} agent-inter 300"
            + " weight 10 | agent "
            + answer
            + ";dialogue agent;ask agent"
            + WORDS;
    String reference = HealthScene.run(Program.executable(Program.REFERENCE), line);
    assertThat(HealthScene.run(Program.engine(), line)).isEqualTo(reference);
  }
}
