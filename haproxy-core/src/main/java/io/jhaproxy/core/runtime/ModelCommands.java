package io.jhaproxy.core.runtime;

import java.util.List;

/** What the running configuration has by name; our own command. */
final class ModelCommands {
  private ModelCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.operator(
            "show model",
            "show model",
            "names in the running configuration with fingerprints (-c --against-running)",
            call -> {
              call.print("# kind name fingerprint\n");
              call.view().inventory().forEach(item -> call.print(item + "\n"));
            }));
  }
}
