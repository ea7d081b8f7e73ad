package io.jhaproxy.core.backend;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a state file says of a server (management guide, {@code show servers state},
 * version 1).
 *
 * @param backend name of its backend
 * @param name its name
 * @param state 0 stopped to 3 stopping
 * @param admin bits: 1 maintenance, 4 disabled by the configuration, 8 drain
 * @param weight the weight that was set
 * @param configuredWeight the weight of the configuration of then
 * @param sinceSeconds time since the last change
 * @param health position between down and up
 * @param checkState bits: 2 configured, 4 enabled
 * @param problem what is wrong with the line; empty if nothing is
 */
public record SavedServer(
    String backend,
    String name,
    String address,
    ServerState state,
    int admin,
    int weight,
    int configuredWeight,
    long sinceSeconds,
    int health,
    int checkState,
    String host,
    int port,
    String problem) {
  private static final int COLUMNS = 19;
  private static final int MOST_ADMIN = 0x7f;
  private static final int LAST_STATUS = 22;

  /** The lines of a file; null if it is of no known version. */
  public static @Nullable List<SavedServer> parse(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).strip().equals("1")) {
      return null;
    }
    List<SavedServer> found = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.strip().split("\\s+");
      if (!line.startsWith("#") && words.length >= COLUMNS) {
        found.add(new Reader(words).read());
      }
    }
    return found;
  }

  /** Reads one line and notes the first column that cannot be right. */
  private static final class Reader {
    private final String[] words;
    private String problem = "";

    Reader(String[] words) {
      this.words = words;
    }

    SavedServer read() {
      ServerState state = ServerState.values()[number(5, "srv_op_state", 3)];
      int admin = number(6, "srv_admin_state", MOST_ADMIN);
      int weight = number(7, "srv_uweight", Server.MAX_WEIGHT);
      int configured = number(8, "srv_iweight", Server.MAX_WEIGHT);
      int since = number(9, "srv_last_time_change", Integer.MAX_VALUE);
      number(10, "srv_check_status", LAST_STATUS);
      number(11, "srv_check_result", 4);
      int health = number(12, "srv_check_health", Integer.MAX_VALUE);
      int check = number(13, "srv_check_state", 0xff);
      number(14, "srv_agent_state", 0xff);
      int port = number(18, "srv_port", 65_535);
      return new SavedServer(
          words[1],
          words[3],
          words[4],
          state,
          admin,
          weight,
          configured,
          since,
          health,
          check,
          words[17],
          port,
          problem);
    }

    private int number(int column, String name, int most) {
      String word = words[column];
      boolean good = word.matches("[0-9]{1,10}") && Long.parseLong(word) <= most;
      if (!good && problem.isEmpty()) {
        problem = "invalid " + name + " value '" + word + "'";
      }
      return good ? Integer.parseInt(word) : 0;
    }
  }
}
