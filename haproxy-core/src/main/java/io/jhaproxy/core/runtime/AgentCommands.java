package io.jhaproxy.core.runtime;

import io.jhaproxy.core.stats.StatsView.Admin.Operation;

/** The forms of {@code set server} that concern a server's agent. */
final class AgentCommands {
  private static final String NO_AGENT = "agent checks are not enabled on this server";

  private AgentCommands() {}

  static void set(Call call, RuntimeServer server) throws RefusedException {
    String what = call.word(3);
    String value = call.word(4);
    switch (what) {
      case "agent" -> {
        require(server, true);
        switch (value) {
          case "up" -> server.apply(Operation.AGENT_UP);
          case "down" -> server.apply(Operation.AGENT_DOWN);
          default -> throw new RefusedException("'set server <srv> agent' expects 'up' or 'down'.");
        }
      }
      case "agent-send" -> {
        require(server, true);
        server.agentSend(value);
      }
      case "agent-addr" -> {
        if (value.isEmpty()) {
          throw new RefusedException(
              "set server <b>/<s> agent-addr requires an address and optionally a port.");
        }
        require(server, false);
        if (!Addresses.isIp(value)) {
          throw RefusedException.bare("invalid addr '" + value + "'");
        }
        boolean withPort = call.word(5).equals("port");
        int port = withPort ? ServerCommands.checkedPort(call.word(6)) : -1;
        server.agentTarget(Addresses.canonical(value), port);
      }
      default -> {
        if (value.isEmpty()) {
          throw new RefusedException("set server <b>/<s> agent-port requires a port.");
        }
        require(server, false);
        server.agentTarget(null, ServerCommands.checkedPort(value));
      }
    }
  }

  private static void require(RuntimeServer server, boolean sentence) throws RefusedException {
    if (!server.hasAgent()) {
      throw sentence ? new RefusedException(NO_AGENT + ".") : RefusedException.bare(NO_AGENT);
    }
  }
}
