package io.jhaproxy.core.runtime;

import java.util.List;
import java.util.Locale;

/** Commands that look into the process; where haproxy tells of C internals, what is true here. */
final class ProcessCommands {
  private ProcessCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.operator(
            "show env", "show env [var]", "the environment of the process", ProcessCommands::env),
        Command.user(
            "show activity", "show activity", "what each worker did", ProcessCommands::activity),
        Command.operator("show fd", "show fd [num]", "open descriptors", ProcessCommands::fd),
        Command.user(
            "show threads", "show threads", "what each worker does now", ProcessCommands::threads),
        Command.user("show pools", "show pools", "memory in use", ProcessCommands::pools),
        Command.user(
            "show events", "show events [<sink>] [-w] [-n]", "event sinks", EventCommands::show),
        Command.user("_getsocks", "", "", call -> call.session().handListeners()),
        Command.user("_getstate", "", "", call -> call.session().handState()),
        Command.user(
            "show generations",
            "show generations",
            "the configurations that clients go by, after reloads",
            ProcessCommands::generations),
        Command.operator(
            "show startup-logs",
            "show startup-logs",
            "warnings of the start",
            c -> c.view().startupLog().forEach(line -> c.print(line + "\n"))));
  }

  private static void generations(Call call) {
    call.print("# generation state age sessions frontends\n");
    long now = call.view().nowMillis();
    for (RuntimeGeneration each : call.view().generations()) {
      StringBuilder line = new StringBuilder();
      line.append(each.number()).append(each.current() ? " current " : " old ");
      line.append((now - each.sinceMillis()) / 1000).append(' ').append(each.sessions());
      String separator = " ";
      for (RuntimeGeneration.Holder holder : each.holders()) {
        line.append(separator).append(holder.frontend()).append(':').append(holder.sessions());
        separator = ",";
      }
      call.print(line.append('\n').toString());
    }
  }

  private static void env(Call call) throws RefusedException {
    String name = call.word(2);
    boolean found = false;
    for (String line : call.view().environment()) {
      if (name.isEmpty() || line.startsWith(name + "=")) {
        call.print(line + "\n");
        found = true;
      }
    }
    if (!found) {
      throw new RefusedException("Variable not found");
    }
  }

  private static void activity(Call call) {
    long now = call.view().nowMillis();
    int workers = call.view().stats().process().threads();
    call.print("thread_id: 1 (1.." + workers + ")\n");
    call.print(String.format(Locale.ROOT, "date_now: %d.%06d\n", now / 1000, now % 1000 * 1000));
    call.print("accepted: " + perWorker(call.view().acceptedPerWorker()) + "\n");
    call.print("sessions: " + perWorker(call.view().sessionsPerWorker()) + "\n");
  }

  /** {@code 5 [ 2 3 ]}, or the number alone if there is one worker. */
  private static String perWorker(long[] values) {
    long sum = 0;
    StringBuilder each = new StringBuilder();
    for (long value : values) {
      sum += value;
      each.append(value).append(' ');
    }
    return values.length == 1 ? "" + sum : sum + " [ " + each + "]";
  }

  private static void fd(Call call) {
    for (RuntimeView.OpenFile file : call.view().openFiles()) {
      if (call.word(2).isEmpty() || Numbers.leading(call.word(2)) == file.number()) {
        call.print(String.format(Locale.ROOT, "%7d : %s\n", file.number(), file.target()));
      }
    }
  }

  private static void threads(Call call) {
    int number = 1;
    for (Thread worker : call.view().workerThreads()) {
      StringBuilder text = new StringBuilder();
      text.append("  Thread ").append(number++).append(" : name=").append(worker.getName());
      text.append(" state=").append(worker.getState().name().toLowerCase(Locale.ROOT));
      text.append('\n');
      for (StackTraceElement frame : worker.getStackTrace()) {
        text.append("      ").append(frame).append('\n');
      }
      call.print(text.toString());
    }
  }

  private static void pools(Call call) {
    Runtime runtime = Runtime.getRuntime();
    long taken = runtime.totalMemory();
    long used = taken - runtime.freeMemory();
    call.print("Dumping pools usage.\n");
    call.print(
        "  - Pool heap : "
            + taken
            + " bytes allocated, "
            + used
            + " used, limit "
            + runtime.maxMemory()
            + "\n");
    long direct = call.view().directMemory();
    call.print("  - Pool direct : " + direct + " bytes allocated\n");
    call.print("Total: 2 pools, " + (taken + direct) + " bytes allocated, " + used + " used.\n");
  }
}
