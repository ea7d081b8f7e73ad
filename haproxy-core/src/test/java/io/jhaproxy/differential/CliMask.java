package io.jhaproxy.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hides in answers of the stats socket what differs from run to run and from program to program.
 */
final class CliMask {
  /** Values of {@code show info} that are facts of the process and not of its configuration. */
  private static final Set<String> INFO =
      Set.of(
          "Version",
          "Release_date",
          "Pid",
          "Uptime",
          "Uptime_sec",
          "PoolAlloc_MB",
          "PoolUsed_MB",
          "Ulimit-n",
          "Maxsock",
          "CumConns",
          "CumReq",
          "ConnRate",
          "MaxConnRate",
          "SessRate",
          "MaxSessRate",
          "Tasks",
          "Run_queue",
          "Idle_pct",
          "Jobs",
          "Maxconn",
          "Hard_maxconn",
          "TotalBytesOut",
          "BytesOutRate",
          "Build info",
          "PoolAlloc_bytes",
          "PoolUsed_bytes",
          "Start_time_sec",
          "Tainted",
          "node");

  private static final Pattern HELP = Pattern.compile("^  (?=.{38,} ?:).*|^  [a-z].*\\s: .*");
  private static final Pattern INFO_LINE =
      Pattern.compile("^(?:(\\d+)\\.)?([A-Z][^:.]*|node)(: |\\.1:)(.*)$");
  private static final Pattern TYPED =
      Pattern.compile("^([FLSB]\\.\\d+\\.\\d+\\.\\d+\\.(\\w+)\\.1:...:...):(.*)$");
  private static final Pattern DESCRIPTION = Pattern.compile(":\"[^\"]*\"$");

  /** Time since the last change; status, result and position of checks. */
  private static final Pattern STATE =
      Pattern.compile(
          "^(\\d+ \\S+ \\d+ \\S+ \\S+ \\d \\d+ \\d+ \\d+) \\d+( )\\d+ \\d+ \\d+ (?=\\d+ \\d+ [01] )");

  /** Connections in use, most of them, needed. */
  private static final Pattern CONNECTIONS =
      Pattern.compile("^(\\S+/\\S+ \\d+/\\d+ \\S+ \\S+ - \\d+) \\d+ \\d+ \\d+ ");

  private CliMask() {}

  /** The text with ports, paths and everything else that varies replaced. */
  static String mask(String text, Set<String> volatileColumns) {
    List<String> lines = new ArrayList<>();
    List<String> columns = List.of();
    for (String line : text.replaceAll("2\\.6\\.12(-[^\\s\"<]*)?", "VERSION").split("\n", -1)) {
      if (line.startsWith("# pxname")) {
        columns = List.of(line.substring(2).split(","));
      }
      var info = INFO_LINE.matcher(line);
      var typed = TYPED.matcher(line);
      if (STATE.matcher(line).find()) {
        lines.add(state(line));
      } else if (CONNECTIONS.matcher(line).find()) {
        lines.add(CONNECTIONS.matcher(line).replaceAll("$1 ? ? ? "));
      } else if (line.startsWith("Total events captured on")) {
        lines.add(line.replaceAll("\\[.*]", "[]"));
      } else if (HELP.matcher(line).matches()) {
        continue;
      } else if (typed.matches()) {
        boolean hidden = volatileColumns.contains(typed.group(2));
        lines.add(hidden ? typed.group(1) : DESCRIPTION.matcher(line).replaceAll(":\"\""));
      } else if (info.matches()) {
        lines.add(info(line, info.group(2), info.group(4)));
      } else if (line.indexOf(',') > 0 && columns.size() > 1 && !line.startsWith("#")) {
        lines.add(csv(line, columns, volatileColumns));
      } else {
        lines.add(json(line, volatileColumns));
      }
    }
    return String.join("\n", lines);
  }

  /** The lowest bit of the state of checks says that one runs at this moment. */
  private static String state(String line) {
    String[] words = line.split(" ");
    for (int hidden : new int[] {9, 10, 11, 12}) {
      words[hidden] = "?";
    }
    words[13] = Integer.toString(Integer.parseInt(words[13]) & ~1);
    return String.join(" ", words);
  }

  private static String info(String line, String name, String value) {
    String shown = DESCRIPTION.matcher(line).replaceAll(":\"\"");
    if (!INFO.contains(name)) {
      return shown;
    }
    String plain = DESCRIPTION.matcher(value).replaceAll("");
    String typed = plain.matches("[A-Za-z]{3}:\\w{3}:.*") ? plain.substring(0, 7) : "";
    return line.substring(0, line.indexOf(name)) + name + " " + typed;
  }

  private static String csv(String line, List<String> columns, Set<String> hidden) {
    List<String> cells = new ArrayList<>();
    String[] values = line.split(",", -1);
    for (int i = 0; i < values.length; i++) {
      boolean mask = i < columns.size() && hidden.contains(columns.get(i));
      // A check that runs at this moment is told by a star.
      String value = values[i].startsWith("* ") ? values[i].substring(2) : values[i];
      cells.add(mask ? "?" : value);
    }
    return String.join(",", cells);
  }

  private static String json(String line, Set<String> hidden) {
    if (!line.startsWith("[")) {
      return line;
    }
    StringBuilder masked = new StringBuilder();
    for (String item : line.split("(?=\\{\"(?:field|objType)\":\\{?)")) {
      String name = item.replaceAll(".*\"name\":\"([^\"]*)\".*", "$1");
      boolean hide = hidden.contains(name) || INFO.contains(name);
      masked.append(
          hide ? item.replaceAll("\"value\":(\"[^\"]*\"|[0-9.-]+)", "\"value\":?") : item);
    }
    return masked.toString();
  }
}
