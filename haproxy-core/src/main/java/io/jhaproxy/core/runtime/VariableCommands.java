package io.jhaproxy.core.runtime;

import java.util.List;

/** Commands about variables of the process. */
final class VariableCommands {
  private VariableCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.operator(
            "get var", "get var <name>", "a variable of the process", VariableCommands::get),
        Command.user(
                "set var",
                "set var <name> [fmt|expr] {<fmt>|<expr>}",
                "set a variable of the process",
                VariableCommands::set)
            .in(Command.Mode.EXPERIMENTAL));
  }

  private static void get(Call call) throws RefusedException {
    String name = call.word(2);
    if (name.isEmpty()) {
      throw new RefusedException("Missing process-wide variable identifier.");
    }
    String value = call.view().processVariable(name);
    if (value == null) {
      throw new RefusedException("Variable not found.");
    }
    call.print(name + ": " + value);
  }

  private static void set(Call call) throws RefusedException {
    call.require(Level.OPERATOR);
    String name = call.word(2);
    String kind = call.word(3);
    if (name.isEmpty()) {
      throw new RefusedException("Missing process-wide variable identifier.");
    }
    if (kind.isEmpty()) {
      throw new RefusedException("Missing either 'expr', 'fmt' or expression.");
    }
    if (call.word(4).isEmpty()) {
      call.view().setProcessVariable(name, kind, false);
      return;
    }
    if (!kind.equals("expr") && !kind.equals("fmt")) {
      throw RefusedException.bare(
          "'set var': arg type must be either 'expr' or 'fmt' but got '" + kind + "'.");
    }
    call.view().setProcessVariable(name, call.word(4), kind.equals("fmt"));
  }
}
