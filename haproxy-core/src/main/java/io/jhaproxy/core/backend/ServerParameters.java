package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.ParameterArguments;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.core.config.State;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.Set;

/** Parameters of {@code server} lines (manual 5.2); those of checks are in the check room. */
final class ServerParameters {
  private ServerParameters() {}

  static void register(Registry registry) {
    add(registry, Parameter.of("weight", 0, ServerParameters::weight));
    add(registry, Parameter.flag("backup", ServerKeys.BACKUP, true));
    add(registry, Parameter.flag("no-backup", ServerKeys.BACKUP, false));
    add(registry, Parameter.flag("disabled", ServerKeys.DISABLED, true));
    add(registry, Parameter.flag("enabled", ServerKeys.DISABLED, false));
    add(registry, Parameter.flag("non-stick", ServerKeys.NON_STICK, true));
    add(registry, Parameter.flag("stick", ServerKeys.NON_STICK, false));
    add(registry, Parameter.flag("tfo", ServerKeys.TFO, true));
    add(registry, Parameter.flag("no-tfo", ServerKeys.TFO, false));
    add(registry, number("id", ServerKeys.ID, 1));
    add(registry, number("maxconn", ServerKeys.MAXCONN, 0));
    add(registry, number("minconn", ServerKeys.MINCONN, 0));
    add(registry, number("maxqueue", ServerKeys.MAXQUEUE, 0));
    add(registry, number("pool-max-conn", ServerKeys.POOL_MAX_CONN, -1));
    add(
        registry,
        number("pool-low-conn", ServerKeys.POOL_LOW_CONN, 0)
            .noEffect("idle connections stay with their worker, no other takes them"));
    add(registry, number("max-reuse", ServerKeys.MAX_REUSE, -1));
    add(registry, time("slowstart", ServerKeys.SLOWSTART));
    add(registry, time("pool-purge-delay", ServerKeys.POOL_PURGE_DELAY));
    add(registry, time("tcp-ut", ServerKeys.TCP_USER_TIMEOUT));
    add(registry, text("cookie", ServerKeys.COOKIE));
    add(registry, text("redir", ServerKeys.REDIR));
    add(registry, text("track", ServerKeys.TRACK));
    add(registry, Parameter.of("init-addr", 1, ServerParameters::initAddr));
    add(registry, text("resolvers", ServerKeys.RESOLVERS).notYet());
    add(registry, Parameter.of("source", 0, ServerParameters::source));
    add(registry, Parameter.of("on-marked-down", 1, ServerParameters::onMarkedDown));
    add(registry, Parameter.of("on-marked-up", 1, ServerParameters::onMarkedUp));
    inert(registry);
  }

  private static void add(Registry registry, Parameter parameter) {
    registry.add(Parameter.Kind.SERVER, parameter);
  }

  private static void inert(Registry registry) {
    sendProxy(registry);
    ignored(registry, State.Status.REFUSED, "send-proxy-v2-ssl send-proxy-v2-ssl-cn");
    ignored(registry, State.Status.NO_EFFECT, "no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn");
    ServerChecks.register(registry);
  }

  private static void sendProxy(Registry registry) {
    for (int version = 1; version <= 2; version++) {
      String name = version == 1 ? "send-proxy" : "send-proxy-v2";
      int number = version;
      add(registry, Parameter.of(name, 0, (a, d) -> d.set(ServerKeys.SEND_PROXY, number)));
      add(
          registry,
          Parameter.of(
              "no-" + name,
              0,
              (a, d) -> {
                if (d.get(ServerKeys.SEND_PROXY) == number) {
                  d.set(ServerKeys.SEND_PROXY, 0);
                }
              }));
    }
  }

  private static void ignored(Registry registry, State.Status status, String flags) {
    for (String name : flags.split(" ")) {
      add(registry, Parameter.ignored(name, 0, status));
    }
  }

  private static Parameter number(String name, SettingKey<Integer> key, int min) {
    return Parameter.of(
        name,
        0,
        (a, d) -> {
          a.consumed(1);
          if (min == 1 && a.leadingNumber(0) < 1) {
            throw a.error("'" + name + "' : custom id has to be > 0.");
          }
          d.set(key, Math.max(min, a.leadingNumber(0)));
        });
  }

  private static Parameter time(String name, SettingKey<Long> key) {
    return Parameter.of(name, 1, (a, d) -> d.set(key, a.time(0)));
  }

  private static Parameter text(String name, SettingKey<String> key) {
    return Parameter.of(name, 1, (a, d) -> d.set(key, a.get(0)));
  }

  private static void weight(ParameterArguments a, SettingsDraft d) throws ConfigException {
    a.consumed(1);
    int weight = a.leadingNumber(0);
    if (weight < 0 || weight > 256) {
      throw a.error(
          "weight of server " + a.subjectName() + " is not within 0 and 256 (" + weight + ")..");
    }
    d.set(ServerKeys.WEIGHT, weight);
  }

  private static void initAddr(ParameterArguments a, SettingsDraft d) throws ConfigException {
    String unknown = InitialAddress.firstUnknown(a.get(0));
    if (!unknown.isEmpty()) {
      throw a.error(
          "'init-addr' : unknown init-addr method '"
              + unknown
              + "', supported methods are 'libc', 'last', 'none'..");
    }
    d.set(ServerKeys.INIT_ADDR, a.get(0));
  }

  private static void onMarkedDown(ParameterArguments a, SettingsDraft d) throws ConfigException {
    if (!a.get(0).equals("shutdown-sessions")) {
      throw a.error("'on-marked-down' expects 'shutdown-sessions' but got '" + a.get(0) + "'.");
    }
    d.set(ServerKeys.ON_MARKED_DOWN, ServerKeys.OnMarkedDown.SHUTDOWN_SESSIONS);
  }

  private static void onMarkedUp(ParameterArguments a, SettingsDraft d) throws ConfigException {
    if (!a.get(0).equals("shutdown-backup-sessions")) {
      throw a.error(
          "'on-marked-up' expects 'shutdown-backup-sessions' but got '" + a.get(0) + "'.");
    }
    d.set(ServerKeys.SHUTDOWN_BACKUP_SESSIONS, true);
  }

  private static void source(ParameterArguments a, SettingsDraft d) throws ConfigException {
    if (a.get(0).isEmpty()) {
      throw a.error(
          "'source' expects <addr>[:<port>[-<port>]], and optionally 'usesrc' <addr>, and"
              + " 'interface' <name> as argument..");
    }
    int used = 1;
    String useSource = "";
    String interfaceName = "";
    while (Set.of("usesrc", "interface").contains(a.get(used))) {
      if (a.get(used).equals("usesrc")) {
        useSource = a.get(used + 1);
        if (useSource.isEmpty()) {
          throw a.error(
              "'usesrc' expects <addr>[:<port>], 'client', 'clientip', or 'hdr_ip(name,#)' as"
                  + " argument.");
        }
      } else {
        interfaceName = a.get(used + 1);
        if (interfaceName.isEmpty()) {
          throw a.error("'server' : missing interface name.");
        }
      }
      used += 2;
    }
    a.consumed(used);
    Address address = a.address(0, new AddressParser(AddressParser.Port.RANGE_OPTIONAL));
    if (address instanceof Address.Inet inet && !AddressParser.resolves(inet)) {
      String invalid = "invalid address: '" + inet.host() + "' in '" + a.get(0) + "'";
      throw a.error("\n  'source " + a.get(0) + "' : " + invalid + "\n  .");
    }
    d.set(ServerKeys.SOURCE, new SourceModel(address, useSource, interfaceName));
  }
}
