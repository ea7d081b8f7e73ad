package io.jhaproxy.core.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Commands for people who look for faults ({@code debug dev}); all need {@code expert-mode on}. */
final class DebugCommands {
  /** The exit status of a process that aborts. */
  private static final int ABORTED = 134;

  private static final int LINE = 64;

  private static final String ASKED = ": asked for on the stats socket";

  private static final String SCHEDULER =
      """
      Usage: debug dev sched {task|tasklet} { <obj> = <value> }*
           <obj>   = {count | mask | inter | single }
           <value> = 64-bit dec/hex integer (0x prefix supported)
      """;

  private DebugCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        debug("bug", "", "print all threads and abort", c -> panic(c, "BUG")),
        debug("panic", "", "print all threads and abort", c -> panic(c, "PANIC")),
        debug("check", "", "print this thread", c -> warn(c, "CHECK")),
        debug("warn", "", "print this thread", c -> warn(c, "WARNING")),
        debug("close", "<fd>", "close a file descriptor", DebugCommands::close),
        debug("delay", "[ms]", "let this client wait", c -> pause(c.word(3))),
        debug("exit", "[code]", "end the process at once", DebugCommands::exit),
        debug("fd", "", "open file descriptors", DebugCommands::descriptors),
        debug("hex", "<addr> [len]", "dump memory", c -> memory(c, "to dump from.")),
        debug("log", "[msg] ...", "send a message to the global logs", DebugCommands::log),
        debug("loop", "[ms]", "keep a worker busy", c -> c.view().occupy(millis(c.word(3)))),
        debug("sched", "{task|tasklet} [k=v]*", "stress the scheduler", DebugCommands::scheduler),
        debug("stream", "[k=v]*", "flags of a stream", DebugCommands::stream),
        debug("sym", "<addr>", "resolve an address", c -> memory(c, "to be resolved.")),
        debug("tkill", "[thr] [sig]", "send a signal to a thread", DebugCommands::signal),
        debug("write", "[size]", "print so many bytes", DebugCommands::write));
  }

  private static Command debug(
      String name, String arguments, String summary, Command.Action action) {
    return Command.admin("debug dev " + name, usage(name, arguments), summary, action)
        .in(Command.Mode.EXPERT);
  }

  /** The arguments of all these commands stand below each other. */
  private static String usage(String name, String arguments) {
    return "debug dev " + (arguments.isEmpty() ? name : String.format("%-6s %s", name, arguments));
  }

  private static RefusedException impossible(String why) {
    return new RefusedException("Not possible here: " + why);
  }

  private static void panic(Call call, String why) {
    StringBuilder text = new StringBuilder(why).append(ASKED);
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      text.append("\nThread ").append(each.getKey().getName()).append(frames(each.getValue()));
    }
    call.view().console(text.toString(), Call.EMERGENCY);
    Runtime.getRuntime().halt(ABORTED);
  }

  private static void warn(Call call, String why) {
    String frames = frames(Thread.currentThread().getStackTrace());
    call.view().console(why + ASKED + frames, Call.WARNING);
  }

  private static String frames(StackTraceElement[] stack) {
    return Arrays.stream(stack).map(frame -> "\n    " + frame).collect(Collectors.joining());
  }

  private static void close(Call call) throws RefusedException {
    if (call.word(3).isEmpty()) {
      throw new RefusedException("Missing file descriptor number.");
    }
    int number = Numbers.leading(call.word(3));
    if (number >= call.view().stats().process().maxSockets()) {
      throw new RefusedException("File descriptor out of range.");
    }
    if (call.view().openFiles().stream().noneMatch(file -> file.number() == number)) {
      throw new RefusedException("File descriptor was already closed.");
    }
    throw impossible("the Java runtime owns its descriptors.");
  }

  private static long millis(String word) {
    return Math.max(0, Numbers.leading(word));
  }

  private static void pause(String word) {
    try {
      Thread.sleep(millis(word));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void exit(Call call) {
    Runtime.getRuntime().halt(Numbers.leading(call.word(3)) & 0xff);
  }

  private static void descriptors(Call call) {
    for (RuntimeView.OpenFile file : call.view().openFiles()) {
      call.print(String.format("%5d %s\n", file.number(), file.target()));
    }
  }

  private static void memory(Call call, String what) throws RefusedException {
    if (call.word(3).isEmpty()) {
      throw new RefusedException("Missing memory address " + what);
    }
    throw impossible("addresses of memory mean nothing to a Java program.");
  }

  private static void log(Call call) {
    List<String> words = call.words();
    call.view().log(String.join(" ", words.subList(3, words.size())), Call.INFO);
  }

  private static void scheduler(Call call) throws RefusedException {
    if (!call.word(3).equals("task") && !call.word(3).equals("tasklet")) {
      throw new RefusedException(SCHEDULER);
    }
    throw impossible("there is no such scheduler.");
  }

  private static void stream(Call call) throws RefusedException {
    throw impossible("streams have no flags that could be set.");
  }

  private static void signal(Call call) throws RefusedException {
    int thread = Numbers.leading(call.word(3));
    if (thread > call.view().workerThreads().size()) {
      throw new RefusedException("Thread number out of range (use 0 for current).");
    }
    throw impossible("threads of the Java runtime take no signals.");
  }

  private static void write(Call call) throws RefusedException {
    if (call.word(3).isEmpty()) {
      throw new RefusedException("Missing output size.");
    }
    int size = Numbers.leading(call.word(3));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size; i++) {
      text.append(i > 0 && i % LINE == 0 ? '\n' : '.');
    }
    call.print(text.toString());
  }
}
