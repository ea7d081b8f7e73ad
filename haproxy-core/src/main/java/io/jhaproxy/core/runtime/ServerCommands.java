package io.jhaproxy.core.runtime;

import static io.jhaproxy.core.runtime.Command.admin;

import io.jhaproxy.core.stats.StatsView.Admin.Operation;
import java.util.List;

/** Commands that change a server. */
final class ServerCommands {
  private static final String USAGE =
      "usage: set server <backend>/<server> addr | agent | agent-addr | agent-port | agent-send |"
          + " check-addr | check-port | fqdn | health | ssl | state | weight";

  private ServerCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.user(
            "get weight", "get weight <bk>/<srv>", "a server's weight", ServerCommands::getWeight),
        admin(
            "set weight",
            "set weight <bk>/<srv>  (DEPRECATED)",
            "change a server's weight ('set server' does it too)",
            c -> weight(target(c, 2), c.word(3))),
        admin(
            "set server",
            "set server <bk>/<srv> [opts]",
            "change a server's state, weight, address or checks",
            ServerCommands::set),
        admin(
            "set maxconn server",
            "set maxconn server <bk>/<srv>",
            "change a server's maxconn",
            ServerCommands::maxconn),
        admin(
            "disable server",
            "disable server (DEPRECATED)",
            "take a server out for maintenance ('set server' does it too)",
            c -> target(c, 2).apply(Operation.MAINT)),
        admin(
            "enable server",
            "enable server  (DEPRECATED)",
            "take a server back in ('set server' does it too)",
            c -> target(c, 2).apply(Operation.READY)),
        admin(
            "disable health",
            "disable health",
            "stop a server's health checks",
            c -> target(c, 2).apply(Operation.DISABLE_HEALTH)),
        admin(
            "enable health",
            "enable health",
            "go on with a server's health checks",
            ServerCommands::enableHealth),
        admin(
            "disable agent",
            "disable agent",
            "stop agent checks",
            c -> target(c, 2).apply(Operation.DISABLE_AGENT)),
        admin("enable agent", "enable agent", "go on with agent checks", ServerCommands::agent),
        admin(
            "shutdown sessions server",
            "shutdown sessions server <bk>/<srv>",
            "end the sessions of a server",
            c -> target(c, 3).apply(Operation.SHUTDOWN_SESSIONS)),
        admin("add server", "add server <bk>/<srv>", "create a new server", ServerCommands::add),
        admin("del server", "del server <bk>/<srv>", "remove a server", ServerCommands::delete));
  }

  private static void add(Call call) throws RefusedException {
    String[] names = names(call);
    List<String> words = call.words();
    call.view()
        .addServer(names[0], names[1], words.subList(Math.min(3, words.size()), words.size()));
    call.message(Call.INFO, "New server registered.");
  }

  private static void delete(Call call) throws RefusedException {
    String[] names = names(call);
    call.view().deleteServer(names[0], names[1]);
    throw RefusedException.of(Call.INFO, "Server deleted.");
  }

  /** The backend and the server in the third word. */
  private static String[] names(Call call) throws RefusedException {
    String word = call.word(2);
    int slash = word.indexOf('/');
    if (slash <= 0 || slash == word.length() - 1) {
      throw RefusedException.bare("Require 'backend/server'.");
    }
    return new String[] {word.substring(0, slash), word.substring(slash + 1)};
  }

  private static RuntimeServer target(Call call, int index) throws RefusedException {
    String word = call.word(index);
    int slash = word.indexOf('/');
    if (slash < 0 || slash == word.length() - 1) {
      throw new RefusedException("Require 'backend/server'.");
    }
    return call.view().server(word.substring(0, slash), word.substring(slash + 1));
  }

  private static void getWeight(Call call) throws RefusedException {
    RuntimeServer server = target(call, 2);
    call.print(server.userWeight() + " (initial " + server.initialWeight() + ")\n");
  }

  private static void weight(RuntimeServer server, String text) throws RefusedException {
    if (text.isEmpty()) {
      throw new RefusedException("Require <weight> or <weight%>.");
    }
    boolean relative = text.endsWith("%");
    String digits = relative ? text.substring(0, text.length() - 1) : text;
    int end = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
    int start = end;
    while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
      end++;
    }
    if (end == start) {
      throw RefusedException.bare("Empty weight string empty or preceded by garbage");
    }
    if (end < digits.length()) {
      throw RefusedException.bare("Trailing garbage in weight string");
    }
    long value = Numbers.leading(digits);
    if (relative) {
      if (value < 0) {
        throw RefusedException.bare("Relative weight must be positive.\n");
      }
      value = Math.min(256, value * server.initialWeight() / 100);
    } else if (value < 0 || value > 256) {
      throw new RefusedException("Absolute weight can only be between 0 and 256 inclusive.");
    }
    if (!server.hasDynamicWeight() && value != 0 && value != server.initialWeight()) {
      throw new RefusedException(
          "Backend is using a static LB algorithm and only accepts weights '0%' and '100%'.");
    }
    server.weight((int) value);
  }

  private static void maxconn(Call call) throws RefusedException {
    RuntimeServer server = target(call, 3);
    String text = call.word(4);
    if (text.isEmpty()) {
      throw new RefusedException("Require <maxconn>.");
    }
    if (!Character.isDigit(text.charAt(0)) && text.charAt(0) != '-') {
      throw RefusedException.bare("maxconn string empty or preceded by garbage");
    }
    if (!Numbers.isWhole(text)) {
      throw RefusedException.bare("Trailing garbage in maxconn string");
    }
    server.maxconn(Numbers.leading(text));
  }

  private static void set(Call call) throws RefusedException {
    RuntimeServer server = target(call, 2);
    switch (call.word(3)) {
      case "weight" -> weight(server, call.word(4));
      case "state" -> state(call, server);
      case "health" -> health(call, server);
      case "agent", "agent-addr", "agent-port", "agent-send" -> AgentCommands.set(call, server);
      case "addr" -> address(call, server);
      case "check-port" -> checkPort(call, server);
      case "check-addr" -> checkAddress(call, server);
      case "fqdn" ->
          throw new RefusedException(
              "set server <b>/<s> fqdn failed because no resolution is configured.");
      case "ssl" ->
          throw new RefusedException(
              "'set server <srv> ssl' cannot be set.  default-server should define ssl settings");
      default -> throw new RefusedException(USAGE);
    }
  }

  private static void state(Call call, RuntimeServer server) throws RefusedException {
    switch (call.word(4)) {
      case "ready" -> server.apply(Operation.READY);
      case "drain" -> server.apply(Operation.DRAIN);
      case "maint" -> server.apply(Operation.MAINT);
      default ->
          throw new RefusedException(
              "'set server <srv> state' expects 'ready', 'drain' and 'maint'.");
    }
  }

  private static void health(Call call, RuntimeServer server) throws RefusedException {
    switch (call.word(4)) {
      case "up" -> server.apply(Operation.HEALTH_UP);
      case "stopping" -> server.apply(Operation.HEALTH_NOLB);
      case "down" -> server.apply(Operation.HEALTH_DOWN);
      default ->
          throw new RefusedException(
              "'set server <srv> health' expects 'up', 'stopping', or 'down'.");
    }
  }

  private static void enableHealth(Call call) throws RefusedException {
    RuntimeServer server = target(call, 2);
    if (!server.hasCheck()) {
      throw new RefusedException("Health check was not configured on this server, cannot enable.");
    }
    server.apply(Operation.ENABLE_HEALTH);
  }

  private static void agent(Call call) throws RefusedException {
    RuntimeServer server = target(call, 2);
    if (server.agentState() == 0) {
      throw new RefusedException("Agent was not configured on this server, cannot enable.");
    }
    server.apply(Operation.ENABLE_AGENT);
  }

  private static void address(Call call, RuntimeServer server) throws RefusedException {
    String wanted = call.word(4);
    if (wanted.isEmpty()) {
      throw new RefusedException(
          "set server <b>/<s> addr requires an address and optionally a port.");
    }
    String by = " by 'stats socket command'";
    if (!Addresses.isIp(wanted)) {
      throw new RefusedException("Invalid addr '" + wanted + "'" + by);
    }
    String before = server.ip();
    if (before == null) {
      throw new RefusedException(
          "Update for the current server address family is only supported through configuration"
              + " file"
              + by);
    }
    String ip = Addresses.canonical(wanted);
    boolean moves = !ip.equals(before);
    String text =
        moves ? "IP changed from '" + before + "' to '" + ip + "'" : "no need to change the addr";
    int port = -1;
    if (call.word(5).equals("port")) {
      port = portOf(call.word(6));
      if (port < 0) {
        throw new RefusedException(
            text + ", problem converting port '" + call.word(6) + "' to an int" + by);
      }
      text +=
          port == server.port()
              ? ", no need to change the port"
              : ", port changed from '" + server.port() + "' to '" + port + "'";
    }
    server.address(ip, port);
    throw RefusedException.of(Call.INFO, text + by + "\n");
  }

  /** A port; numbers that are too large are cut as C does; -1 if it is none. */
  private static int portOf(String word) {
    return Numbers.isWhole(word) && Character.isDigit(word.charAt(0))
        ? Numbers.leading(word) & 0xffff
        : -1;
  }

  private static void checkPort(Call call, RuntimeServer server) throws RefusedException {
    String word = call.word(4);
    if (word.isEmpty()) {
      throw new RefusedException("set server <b>/<s> check-port requires a port.");
    }
    requireCheck(server);
    server.checkTarget(null, checkedPort(word));
  }

  static int checkedPort(String word) throws RefusedException {
    if (!Numbers.isWhole(word)) {
      throw RefusedException.bare("provided port is not an integer");
    }
    int port = Numbers.leading(word);
    if (port < 0 || port > 65535) {
      throw RefusedException.bare("provided port is invalid");
    }
    return port;
  }

  private static void requireCheck(RuntimeServer server) throws RefusedException {
    if (!server.hasCheck()) {
      throw RefusedException.bare("health checks are not enabled on this server");
    }
  }

  private static void checkAddress(Call call, RuntimeServer server) throws RefusedException {
    String word = call.word(4);
    if (word.isEmpty()) {
      throw new RefusedException(
          "set server <b>/<s> check-addr requires an address and optionally a port.");
    }
    requireCheck(server);
    if (!Addresses.isIp(word)) {
      throw RefusedException.bare("invalid addr '" + word + "'");
    }
    int port = call.word(5).equals("port") ? checkedPort(call.word(6)) : -1;
    server.checkTarget(Addresses.canonical(word), port);
  }
}
