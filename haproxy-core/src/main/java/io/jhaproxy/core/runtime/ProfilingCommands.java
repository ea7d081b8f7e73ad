package io.jhaproxy.core.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Commands that tell what the threads do, how long it takes, and which libraries are loaded. */
final class ProfilingCommands {
  private static final String COLUMNS =
      "  function                      calls   cpu_tot   cpu_avg   lat_tot   lat_avg\n";
  private static final String RUNNING =
      "  function                     places     %    lat_tot   lat_avg\n";

  private ProfilingCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.admin(
            "show profiling",
            "show profiling [<what>|<#lines>|byaddr]*",
            "processor time of the workers (all,status,tasks,memory)",
            ProfilingCommands::show),
        Command.admin(
            "set profiling",
            "set profiling <what> {auto|on|off}",
            "measure the workers' processor time (tasks)",
            ProfilingCommands::set),
        Command.user(
            "show tasks", "show tasks", "how long tasks wait now", ProfilingCommands::tasks),
        Command.operator(
            "show libs", "show libs", "loaded object files", ProfilingCommands::libraries));
  }

  private static void set(Call call) throws RefusedException {
    switch (call.word(2)) {
      case "tasks" -> {
        Profiling.Tasks wanted =
            switch (call.word(3)) {
              case "on" -> Profiling.Tasks.ON;
              case "auto" -> Profiling.Tasks.AUTO;
              case "off" -> Profiling.Tasks.OFF;
              default -> throw new RefusedException("Expects 'on', 'auto', or 'off'.");
            };
        call.view().profiling().tasks(wanted);
      }
      case "memory" -> throw new RefusedException("Memory profiling not compiled in.");
      default -> throw new RefusedException("Expects either 'tasks' or 'memory'.");
    }
  }

  private static void show(Call call) throws RefusedException {
    boolean status = true;
    boolean tasks = true;
    for (int i = 2; !call.word(i).isEmpty(); i++) {
      switch (call.word(i)) {
        case "all" -> {
          status = true;
          tasks = true;
        }
        case "status" -> tasks = false;
        case "tasks" -> status = false;
        case "memory" -> {
          status = false;
          tasks = false;
        }
        case "byaddr" -> {}
        default -> {
          if (!Character.isDigit(call.word(i).charAt(0))) {
            throw new RefusedException(
                "Expects either 'all', 'status', 'tasks', 'memory', 'byaddr' or a max number of"
                    + " output lines.");
          }
        }
      }
    }
    if (status) {
      call.print(
          String.format(
              Locale.ROOT,
              "Per-task CPU profiling              : %-13s # set profiling tasks {on|auto|off}\n"
                  + "Memory usage profiling              : off           # set profiling memory"
                  + " {on|off}\n",
              call.view().profiling().status()));
    }
    if (tasks) {
      call.print("Tasks activity:\n" + COLUMNS);
      for (Profiling.Usage usage : call.view().profiling().usage()) {
        call.print(
            String.format(
                Locale.ROOT,
                "  %-27s %7d %9s %9s %9s %9s\n",
                usage.name(),
                usage.calls(),
                time(usage.nanos()),
                time(usage.calls() == 0 ? 0 : usage.nanos() / usage.calls()),
                "-",
                "-"));
      }
    }
  }

  private static void tasks(Call call) {
    List<Long> waits = call.view().taskLatencies();
    call.print("Running tasks: " + waits.size() + " (" + waits.size() + " threads)\n" + RUNNING);
    for (int i = 0; i < waits.size(); i++) {
      call.print(
          String.format(
              Locale.ROOT,
              "  %-27s %7d %5.1f %10s %9s\n",
              "worker-" + (i + 1),
              1,
              100.0 / waits.size(),
              time(waits.get(i)),
              time(waits.get(i))));
    }
  }

  /** A time as the reference prints it: {@code 12.34us}. */
  private static String time(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    if (nanos < 1_000_000) {
      return String.format(Locale.ROOT, "%.3fus", nanos / 1e3);
    }
    if (nanos < 1_000_000_000) {
      return String.format(Locale.ROOT, "%.3fms", nanos / 1e6);
    }
    return String.format(Locale.ROOT, "%.3fs", nanos / 1e9);
  }

  /** Where each object file with code lies in memory. */
  private static void libraries(Call call) throws RefusedException {
    Map<String, long[]> places = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/maps"), StandardCharsets.UTF_8)) {
        String[] words = line.split(" +", 6);
        if (words.length == 6 && words[5].startsWith("/")) {
          String[] ends = words[0].split("-");
          long from = Long.parseUnsignedLong(ends[0], 16);
          long to = Long.parseUnsignedLong(ends[1], 16);
          long code = words[1].contains("x") ? 1 : 0;
          places.merge(
              words[5],
              new long[] {from, to, code},
              (a, b) -> new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1]), a[2] | b[2]});
        }
      }
    } catch (IOException hidden) {
      throw new RefusedException("The system does not tell.");
    }
    places.forEach(
        (path, place) -> {
          if (place[2] != 0) {
            call.print(
                String.format(
                    Locale.ROOT,
                    "0x%012x-0x%012x (0x%07x) %s\n",
                    place[0],
                    place[1] - 1,
                    place[1] - place[0],
                    path));
          }
        });
  }
}
