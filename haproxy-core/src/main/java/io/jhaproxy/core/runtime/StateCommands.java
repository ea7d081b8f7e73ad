package io.jhaproxy.core.runtime;

import static io.jhaproxy.core.runtime.Command.user;

import io.jhaproxy.core.stats.StatsView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Commands that show servers and backends. */
final class StateCommands {
  private static final String STATE_HEAD =
      "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight"
          + " srv_iweight srv_time_since_last_change srv_check_status srv_check_result"
          + " srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id"
          + " srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr"
          + " srv_agent_port\n";

  private StateCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        user(
            "show servers state",
            "show servers state [<backend>]",
            "what changes of servers, for a state file",
            StateCommands::state),
        user(
            "show servers conn",
            "show servers conn [<backend>]",
            "connections of servers",
            StateCommands::connections),
        user("show backend", "show backend", "names of the backends", StateCommands::backends));
  }

  private static List<RuntimeServer> servers(Call call) throws RefusedException {
    String wanted = call.word(3);
    if (!wanted.isEmpty() && !backendNames(call).contains(wanted)) {
      throw new RefusedException("Can't find backend.");
    }
    return call.view().servers().stream()
        .filter(server -> wanted.isEmpty() || server.backend().equals(wanted))
        .toList();
  }

  private static List<String> backendNames(Call call) {
    List<String> names = new ArrayList<>();
    for (StatsView.Proxy proxy : call.view().stats().proxies()) {
      if (proxy.backend() != null) {
        names.add(proxy.name());
      }
    }
    return names;
  }

  private static void backends(Call call) {
    call.print("# name\n");
    backendNames(call).forEach(name -> call.print(name + "\n"));
  }

  private static void state(Call call) throws RefusedException {
    List<RuntimeServer> servers = servers(call);
    call.print(STATE_HEAD);
    servers.forEach(server -> call.print(stateLine(server)));
  }

  private static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "-" : value;
  }

  private static String stateLine(RuntimeServer s) {
    return String.join(
            " ",
            List.of(
                "" + s.backendId(),
                s.backend(),
                "" + s.view().id(),
                s.view().name(),
                text(s.ip()),
                "" + s.operationalState(),
                "" + s.adminState(),
                "" + s.userWeight(),
                "" + s.initialWeight(),
                "" + s.view().lastChangeSeconds(),
                "" + s.checkStatus(),
                "" + s.checkResult(),
                "" + s.checkHealth(),
                "" + s.checkState(),
                "" + s.agentState(),
                s.hasForcedBackendId() ? "1" : "0",
                s.hasForcedId() ? "1" : "0",
                text(s.hostName()),
                "" + s.port(),
                "-",
                "0",
                "" + s.checkPort(),
                text(s.checkAddress()),
                text(s.agentAddress()),
                "" + s.agentPort()))
        + "\n";
  }

  private static void connections(Call call) throws RefusedException {
    List<RuntimeServer> servers = servers(call);
    int workers = call.view().stats().process().threads();
    call.print(
        "# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb"
            + " safe_nb idle_lim idle_cur idle_per_thr["
            + workers
            + "]\n");
    servers.forEach(server -> call.print(connectionLine(server)));
  }

  private static String connectionLine(RuntimeServer s) {
    int[] idle = s.idlePerWorker();
    long limit = s.view().idleLimit();
    return s.backend()
        + "/"
        + s.view().name()
        + " "
        + s.backendId()
        + "/"
        + s.view().id()
        + " "
        + text(s.ip())
        + " "
        + s.port()
        + " - "
        + s.purgeDelay()
        + " "
        + s.view().usedConnections()
        + " "
        + s.usedMax()
        + " "
        + s.view().neededConnections()
        + " "
        + (s.view().idleConnections() - s.view().safeIdleConnections())
        + " "
        + s.view().safeIdleConnections()
        + " "
        + (limit == StatsView.NONE ? -1 : limit)
        + " "
        + s.view().idleConnections()
        + Arrays.stream(idle).mapToObj(each -> " " + each).collect(Collectors.joining())
        + "\n";
  }
}
