package io.jhaproxy.core.runtime;

import static io.jhaproxy.core.runtime.Command.operator;
import static io.jhaproxy.core.runtime.Command.user;

import java.util.List;
import java.util.Set;

/** Commands about the client itself and its connection. */
final class ClientCommands {
  private static final Set<String> ALWAYS = Set.of("help", "prompt", "quit");

  private static final Set<String> FOR_MASTER =
      Set.of(
          "experimental-mode",
          "expert-mode",
          "help",
          "operator",
          "prompt",
          "quit",
          "show cli level",
          "show cli sockets",
          "show version",
          "user");

  private ClientCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        user("help", "help [<command>]", "the commands, or those like this one", c -> help(c)),
        user("prompt", "prompt", "switch the interactive mode on or off", c -> prompt(c)),
        user("quit", "quit", "end the connection", c -> c.session().quit()),
        user("user", "user", "take the level user from now on", c -> lower(c, Level.USER)),
        operator(
            "operator",
            "operator",
            "take the level operator from now on",
            c -> lower(c, Level.OPERATOR)),
        user(
            "show cli level",
            "show cli level",
            "the level of this client",
            c -> c.message(Call.INFO, c.session().level().word())),
        user("show cli sockets", "show cli sockets", "where clients may connect", c -> sockets(c)),
        user(
            "set severity-output",
            "set severity-output [none|number|string]",
            "whether messages tell their severity",
            ClientCommands::severity),
        user(
            "set timeout",
            "set timeout [cli] <delay>",
            "change how long this client may be silent",
            ClientCommands::timeout),
        Command.admin("expert-mode", "", "", ClientCommands::expert),
        Command.admin("experimental-mode", "", "", ClientCommands::experimental));
  }

  /** Whether every list of commands shows it. */
  static boolean isAlwaysShown(Command command) {
    return ALWAYS.contains(command.name());
  }

  /** Whether the master process knows it too. */
  static boolean isForMaster(Command command) {
    return FOR_MASTER.contains(command.name());
  }

  private static void help(Call call) {
    List<String> wanted = call.words().subList(1, call.words().size());
    call.message(Call.INFO, call.session().table().help(wanted, call.session()));
  }

  private static void prompt(Call call) {
    call.session().togglePrompt();
  }

  private static void lower(Call call, Level level) {
    call.session().level(level);
  }

  private static void sockets(Call call) {
    call.print("# socket lvl processes\n");
    call.session().surroundings().sockets().get().forEach(line -> call.print(line + "\n"));
  }

  private static void severity(Call call) throws RefusedException {
    Severity way = Severity.of(call.word(2));
    if (way == null) {
      throw new RefusedException("one of 'none', 'number', 'string' is a required argument");
    }
    call.session().severity(way);
  }

  private static void timeout(Call call) throws RefusedException {
    if (!call.word(2).equals("cli")) {
      throw new RefusedException("'set timeout' only supports 'cli'.");
    }
    if (call.word(3).isEmpty()) {
      throw new RefusedException("Expects an integer value.");
    }
    long millis = Numbers.time(call.word(3), 1000);
    if (millis < 1) {
      throw new RefusedException("Invalid timeout value.");
    }
    call.session().timeout(millis);
  }

  private static void expert(Call call) {
    CliSession session = call.session();
    switch (call.word(1)) {
      case "" -> call.message(Call.INFO, "expert-mode is " + (session.isExpert() ? "ON" : "OFF"));
      case "on" -> session.expert(true);
      default -> session.expert(false);
    }
  }

  private static void experimental(Call call) {
    CliSession session = call.session();
    switch (call.word(1)) {
      case "" ->
          call.message(
              Call.INFO, "experimental-mode is " + (session.isExperimental() ? "ON" : "OFF"));
      case "on" -> session.experimental(true);
      default -> session.experimental(false);
    }
  }
}
