package io.jhaproxy.core.runtime;

import java.util.List;

/**
 * Traces of the reference's internals, of which there are none here: the list of sources is empty.
 * What a stream does is told by {@code filter trace}.
 */
final class TraceCommands {
  private static final String LEGEND =
      "Supported trace sources and states (.=stopped, w=waiting, R=running) :\n";

  private TraceCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.user(
            "show trace", "show trace [<module>]", "live tracing state", TraceCommands::show),
        Command.operator(
            "trace",
            "trace [<module>|0] [cmd [args...]]",
            "start and stop live tracing",
            TraceCommands::trace));
  }

  private static void show(Call call) throws RefusedException {
    if (!call.word(2).isEmpty()) {
      throw RefusedException.bare("No such trace source");
    }
    call.print(LEGEND);
  }

  private static void trace(Call call) throws RefusedException {
    switch (call.word(1)) {
      case "" ->
          call.print(LEGEND + " [.] 0          : not a source, will immediately stop all traces\n");
      case "0" -> throw RefusedException.of(Call.NOTICE, "All traces now stopped");
      default -> throw RefusedException.bare("No such trace source");
    }
  }
}
