package io.jhaproxy.core.runtime;

import static io.jhaproxy.core.runtime.Command.admin;

import java.util.List;

/** Commands that change a frontend or a limit of the process, and that reset counters. */
final class FrontendCommands {
  private static final String RATES =
      "'set rate-limit' only supports :\n"
          + "   - 'connections global' to set the per-process maximum connection rate\n"
          + "   - 'sessions global' to set the per-process maximum session rate\n"
          + "   - 'ssl-sessions global' to set the per-process maximum SSL session rate\n"
          + "   - 'http-compression global' to set the per-process maximum compression speed in"
          + " kB/s\n";

  private FrontendCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        admin(
            "disable frontend",
            "disable frontend <frontend>",
            "refuse clients for the time being",
            FrontendCommands::disable),
        admin(
            "enable frontend",
            "enable frontend <frontend>",
            "take clients again",
            FrontendCommands::enable),
        admin(
            "shutdown frontend",
            "shutdown frontend <frontend>",
            "close a frontend for good",
            FrontendCommands::shutdown),
        admin(
            "set maxconn frontend",
            "set maxconn frontend <frontend> <value>",
            "change a frontend's maxconn",
            FrontendCommands::maxconn),
        admin(
            "set maxconn global",
            "set maxconn global <value>",
            "change the maxconn of the process",
            FrontendCommands::globalMaxconn),
        admin(
            "set rate-limit",
            "set rate-limit <setting> <value>",
            "change how much the process takes in a second",
            FrontendCommands::rateLimit),
        Command.operator(
            "clear counters",
            "clear counters [all]",
            "reset maxima, or all counters",
            FrontendCommands::clear));
  }

  private static RuntimeFrontend target(Call call, int index) throws RefusedException {
    String name = call.word(index);
    if (name.isEmpty()) {
      throw new RefusedException("A frontend name is expected.");
    }
    RuntimeFrontend frontend = call.view().frontend(name);
    if (frontend == null) {
      throw new RefusedException("No such frontend.");
    }
    return frontend;
  }

  private static void disable(Call call) throws RefusedException {
    RuntimeFrontend frontend = target(call, 2);
    switch (frontend.state()) {
      case STOPPED ->
          throw new RefusedException("Frontend was previously shut down, cannot disable.");
      case PAUSED -> throw new RefusedException("All sockets are already disabled.");
      case OPEN -> frontend.pause();
    }
  }

  private static void enable(Call call) throws RefusedException {
    RuntimeFrontend frontend = target(call, 2);
    switch (frontend.state()) {
      case STOPPED ->
          throw new RefusedException("Frontend was previously shut down, cannot enable.");
      case OPEN -> throw new RefusedException("All sockets are already enabled.");
      case PAUSED -> frontend.resume();
    }
  }

  private static void shutdown(Call call) throws RefusedException {
    RuntimeFrontend frontend = target(call, 2);
    if (frontend.state() == RuntimeFrontend.State.STOPPED) {
      throw new RefusedException("Frontend was already shut down.");
    }
    frontend.stop();
  }

  private static void maxconn(Call call) throws RefusedException {
    RuntimeFrontend frontend = target(call, 3);
    if (call.word(4).isEmpty()) {
      throw new RefusedException("Integer value expected.");
    }
    int value = Numbers.leading(call.word(4));
    if (value < 0) {
      throw new RefusedException("Value out of range.");
    }
    frontend.maxconn(value);
  }

  private static void globalMaxconn(Call call) throws RefusedException {
    if (call.word(3).isEmpty()) {
      throw new RefusedException("Expects an integer value.");
    }
    long value = Numbers.leading(call.word(3));
    long hard = call.view().hardConnectionLimit();
    if (value < 0 || value > hard) {
      throw new RefusedException("Value out of range.");
    }
    call.view().maxConnections(value == 0 ? (int) hard : (int) value);
  }

  private static void rateLimit(Call call) throws RefusedException {
    boolean known =
        switch (call.word(2)) {
          case "connections", "sessions", "ssl-sessions", "http-compression" -> true;
          default -> false;
        };
    if (!known || !call.word(3).equals("global")) {
      throw new RefusedException(RATES);
    }
    if (call.word(4).isEmpty()) {
      throw new RefusedException("Expects an integer value.");
    }
    int value = Numbers.leading(call.word(4));
    if (value < 0) {
      throw new RefusedException("Value out of range.");
    }
    switch (call.word(2)) {
      case "connections" -> call.view().connectionRateLimit(value);
      case "sessions" -> call.view().sessionRateLimit(value);
      case "http-compression" -> call.view().compression().rateLimit(value * 1024L);
      default -> throw new RefusedException("'" + call.word(2) + "' is not implemented yet.");
    }
  }

  private static void clear(Call call) throws RefusedException {
    boolean all = call.word(2).equals("all");
    call.require(all ? Level.ADMIN : Level.OPERATOR);
    call.view().clearCounters(all);
  }
}
