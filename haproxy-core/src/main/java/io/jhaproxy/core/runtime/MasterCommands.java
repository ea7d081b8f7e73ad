package io.jhaproxy.core.runtime;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Commands of the master's socket (management guide 9.4). */
final class MasterCommands {
  private MasterCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.user(
            "@!<pid>", "@!<pid>", "send a command to the process of that pid", c -> nothing()),
        Command.user(
            "@<relative pid>",
            "@<relative pid>",
            "send a command to the worker: @1",
            c -> nothing()),
        Command.user("@master", "@master", "send a command to the master", c -> nothing()),
        Command.user("show proc", "show proc", "the processes", MasterCommands::processes),
        Command.operator(
            "reload", "reload", "read the configuration again", MasterCommands::reload),
        Command.user(
            "mcli-debug-mode",
            "mcli-debug-mode [on|off]",
            "take the worker's commands without a prefix, too",
            MasterCommands::debug));
  }

  /** Their names in the listing of keywords. */
  static List<String> listed() {
    return list().stream().map(Command::name).toList();
  }

  private static void nothing() {}

  /** Whom a word such as {@code @1} names: the worker's commands, the master's, or null. */
  static @Nullable CommandTable target(String prefix, MasterView master) {
    if (prefix.equals("@master") || prefix.equals("@0")) {
      return CommandTable.MASTER;
    }
    return prefix.equals("@1") || prefix.equals("@!" + master.pid()) ? CommandTable.WORKER : null;
  }

  private static MasterView master(Call call) {
    MasterView master = call.session().surroundings().master();
    if (master == null) {
      throw new IllegalStateException("not the master's socket");
    }
    return master;
  }

  private static void processes(Call call) {
    MasterView master = master(call);
    call.print(row("#<PID>", "<type>", "<reloads>", "<uptime>", "<version>"));
    String reloads = master.reloads() + " [failed: " + master.failedReloads() + "]";
    String uptime = uptime(call.view().nowMillis() - master.startMillis());
    call.print(row("" + master.pid(), "master", reloads, uptime, master.version()));
    call.print("# workers\n");
    call.print(row("" + master.pid(), "worker", "0", uptime, master.version()));
    call.print("# programs\n");
    master.programs().forEach(program -> call.print(row(program, call)));
    if (!master.formerPrograms().isEmpty()) {
      call.print("# old programs\n");
      master.formerPrograms().forEach(program -> call.print(row(program, call)));
    }
  }

  private static String row(MasterView.Program program, Call call) {
    String uptime = uptime(call.view().nowMillis() - program.startMillis());
    return row("" + program.pid(), program.name(), "" + program.reloads(), uptime, "-");
  }

  private static void debug(Call call) {
    switch (call.word(1)) {
      case "" -> {}
      case "on" -> call.session().masterTakesAll(true);
      default -> call.session().masterTakesAll(false);
    }
  }

  private static String row(
      String pid, String type, String reloads, String uptime, String version) {
    return String.format(
        Locale.ROOT, "%-15s %-15s %-15s %-15s %-15s\n", pid, type, reloads, uptime, version);
  }

  private static String uptime(long millis) {
    long seconds = millis / 1000;
    return String.format(
        Locale.ROOT,
        "%dd%02dh%02dm%02ds",
        seconds / 86400,
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60);
  }

  private static void reload(Call call) {
    MasterView.Reload done = master(call).reload();
    call.print("Success=" + (done.good() ? 1 : 0) + "\n--\n");
    done.lines().forEach(line -> call.print(line + "\n"));
  }
}
