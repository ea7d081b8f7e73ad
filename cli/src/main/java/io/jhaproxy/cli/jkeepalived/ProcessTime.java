package io.jhaproxy.cli.jkeepalived;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Processor time of this process, for its last log lines. */
final class ProcessTime {
  /** Fields of /proc/PID/stat after the name, from 0: user, system, and those of ended children. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;
  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_SYSTEM = 14;

  /** The kernel's clock ticks per second in /proc. */
  private static final double TICKS = 100;

  private ProcessTime() {}

  /** {@code 0.003225 user time, 0.000000 system time}. */
  static String own() {
    String[] fields = fields();
    return seconds(fields, USER) + " user time, " + seconds(fields, SYSTEM) + " system time";
  }

  /** {@code user: 0.000773/0.004474 system: 0.000000/0.000000}. */
  static String ownAndChildren() {
    String[] f = fields();
    return "user: "
        + seconds(f, USER)
        + "/"
        + seconds(f, CHILDREN_USER)
        + " system: "
        + seconds(f, SYSTEM)
        + "/"
        + seconds(f, CHILDREN_SYSTEM);
  }

  private static String[] fields() {
    try {
      String text = Files.readString(Path.of("/proc/self/stat"));
      return text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    } catch (IOException noProc) {
      return new String[0];
    }
  }

  private static String seconds(String[] fields, int field) {
    double ticks = field < fields.length ? Double.parseDouble(fields[field]) : 0;
    return String.format(Locale.ROOT, "%.6f", ticks / TICKS);
  }
}
