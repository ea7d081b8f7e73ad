package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that are what a state file says, through both programs. */
@Timeout(60)
class StateFileDifferenceIT {
  private static final String HEAD =
      "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight"
          + " srv_iweight srv_time_since_last_change srv_check_status srv_check_result"
          + " srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id"
          + " srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr"
          + " srv_agent_addr srv_agent_port\n";
  private static final String REST = " 0 0 - 80 - 0 0 - - 0";
  private static final String PLAIN = "server s 127.0.0.1:80 weight 10";
  private static final String CHECKED =
      "option tcp-check;tcp-check expect string x;server s 127.0.0.1:80 weight 10 check port PEER"
          + " inter 60s";

  /** The server's line | what the file says of it. */
  private static final String[] CASES = {
    PLAIN + " | 2 b 1 s 127.0.0.1 2 0 10 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 2 0 5 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 2 0 5 20 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 0 1 10 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 2 8 10 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 0 4 10 10 100 1 0 2 0 0" + REST,
    PLAIN + " disabled | 2 b 1 s 127.0.0.1 2 0 10 10 100 1 0 2 0 0" + REST,
    PLAIN + " disabled | 2 b 1 s 127.0.0.1 2 4 10 10 100 1 0 2 0 0" + REST,
    PLAIN + " disabled | 2 b 1 s 127.0.0.1 0 5 10 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 0 0 10 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 3 0 10 10 100 1 0 2 0 0" + REST,
    CHECKED + " | 2 b 1 s 127.0.0.1 0 0 10 10 100 8 2 0 6 0" + REST,
    CHECKED + " | 2 b 1 s 127.0.0.1 2 0 10 10 100 8 2 3 6 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.9 2 0 10 10 100 1 0 2 0 0" + REST.replace("80", "99"),
    "server s localhost:80 weight 10 | 2 b 1 s 127.0.0.9 2 0 10 10 100 1 0 2 0 0"
        + REST.replace("- 80", "localhost 80"),
    PLAIN + " | 2 b 1 t 127.0.0.1 2 0 5 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 7 s 127.0.0.1 2 0 5 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 c 1 s 127.0.0.1 2 0 5 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 9 b 1 s 127.0.0.1 2 0 5 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 9 0 5 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 2 0 300 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 2 0 x 10 100 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 2 0 5 10 x 1 0 2 0 0" + REST,
    PLAIN + " | 2 b 1 s 127.0.0.1 2 0 5 10 100 1 0 2 0 0" + REST.replace("80", "99999"),
    PLAIN + " | # nothing",
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
  void bothRestoreTheSame(String line) throws Exception {
    String[] parts = line.split(" \\| ");
    assertThat(run(Program.engine(), parts[0], HEAD + parts[1] + "\n", "global"))
        .isEqualTo(
            run(Program.executable(Program.REFERENCE), parts[0], HEAD + parts[1] + "\n", "global"));
  }

  @ParameterizedTest
  @MethodSource("local")
  void bothFindTheFile(String lines) throws Exception {
    String saved = HEAD + "2 b 1 s 127.0.0.1 2 0 5 10 100 1 0 2 0 0" + REST + "\n";
    assertThat(run(Program.engine(), PLAIN + ";" + lines, saved, "local"))
        .isEqualTo(run(Program.executable(Program.REFERENCE), PLAIN + ";" + lines, saved, "local"));
  }

  static List<String> local() {
    return List.of(
        "server-state-file-name",
        "server-state-file-name use-backend-name",
        "server-state-file-name f",
        "server-state-file-name DIR/f",
        "server-state-file-name nosuch",
        "load-server-state-from-file none",
        "load-server-state-from-file global");
  }

  private static String run(Program program, String lines, String saved, String from)
      throws Exception {
    Path directory = Files.createTempDirectory("state");
    Files.writeString(directory.resolve("f"), saved);
    Files.writeString(directory.resolve("b"), saved);
    String text =
        "global\n nbthread 1\n stats socket DIR/a.sock level admin\n server-state-base "
            + directory
            + "\n server-state-file f\ndefaults\n mode http\n timeout client 1s\n"
            + " timeout server 1s\n timeout connect 5s\n load-server-state-from-file "
            + from
            + "\nlisten b\n bind 127.0.0.1:PORT0\n "
            + lines.replace(";", "\n ").replace("DIR", directory.toString())
            + "\n";
    try (ScriptedPeer silent = new ScriptedPeer();
        CliProgram running =
            CliProgram.start(
                program, text.replace("PEER", Integer.toString(silent.port())), "b,s,")) {
      String state = running.ask("show servers state b\n");
      String columns = running.ask("show stat b 4 -1\n");
      List<String> names = Arrays.asList(columns.split("\n")[0].substring(2).split(","));
      String[] values = columns.split("\n")[1].split(",", -1);
      return state(state)
          + " "
          + List.of("status", "weight", "act").stream()
              .map(name -> name + "=" + values[names.indexOf(name)])
              .collect(Collectors.joining(" "));
    }
  }

  /** The server's line without the time and what checks have found meanwhile. */
  private static String state(String answer) {
    String[] words = answer.split("\n")[2].split(" ");
    for (int i = 9; i <= 12; i++) {
      words[i] = "?";
    }
    words[21] = "?";
    words[24] = "?";
    words[13] = Integer.toString(Integer.parseInt(words[13]) & ~1);
    return String.join(" ", words);
  }
}
