package io.jhaproxy.core.runtime;

import java.util.List;

/** Commands that look into the process. */
final class ProcessCommands {
  private ProcessCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.operator(
            "show env", "show env [var]", "the environment of the process", ProcessCommands::env));
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
}
