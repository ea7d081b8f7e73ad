package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.ParameterArguments;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.core.config.State;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Argument checks of {@code server} parameters that are not implemented (manual 5.2). */
final class ServerChecks {
  /** What {@code proxy-v2-options} may name. */
  private static final List<String> PROXY_OPTIONS =
      List.of(
          "ssl",
          "cert-cn",
          "ssl-cipher",
          "cert-sig",
          "cert-key",
          "authority",
          "crc32c",
          "unique-id");

  private static final List<String> PROTOCOLS = List.of("h1", "h2", "fcgi", "none");
  private static final List<String> RESOLVE_OPTIONS =
      List.of("allow-dup-ip", "ignore-weight", "prevent-dup-ip");

  private ServerChecks() {}

  static void register(Registry registry) {
    State refused = State.of(State.Status.REFUSED);
    State notYet = State.of(State.Status.NOT_YET);
    add(registry, "proto", refused, ServerChecks::protocol);
    registry.add(
        Parameter.Kind.SERVER, Parameter.of("proxy-v2-options", 1, ServerChecks::proxyOptions));
    registry.add(Parameter.Kind.SERVER, Parameter.of("namespace", 0, ServerChecks::namespace));
    registry.add(Parameter.Kind.SERVER, Parameter.of("socks4", 0, ServerChecks::socks));
    add(registry, "resolve-net", notYet, ServerChecks::resolveNet);
    add(registry, "resolve-opts", notYet, ServerChecks::resolveOptions);
    add(
        registry,
        "resolve-prefer",
        notYet,
        a ->
            one(
                a,
                List.of("ipv4", "ipv6"),
                "'resolve-prefer' expects either ipv4 or ipv6 as argument."));
    registry.add(Parameter.Kind.SERVER, Parameter.of("log-proto", 0, ServerChecks::logProtocol));
    add(
        registry,
        "ws",
        notYet,
        a -> one(a, List.of("auto", "h1", "h2"), "'ws' has to be 'auto', 'h1' or 'h2'"));
    registry.add(
        Parameter.Kind.SERVER,
        new Parameter(
            "usesrc",
            0,
            (a, d) -> {
              throw a.error("'usesrc' only allowed after a 'source' statement.");
            },
            notYet));
    registry.add(CheckPhase.NAMES, ServerChecks::checkResolvers);
    registry.add(CheckPhase.SERVERS, ServerChecks::checkIds);
  }

  /** Looks at the argument. */
  @FunctionalInterface
  private interface Check {
    void look(ParameterArguments a) throws ConfigException;
  }

  private static void add(Registry registry, String name, State state, Check check) {
    SettingKey<String> key = SettingKey.inherited(name, "");
    registry.add(
        Parameter.Kind.SERVER,
        new Parameter(
            name,
            0,
            (a, d) -> {
              a.consumed(1);
              check.look(a);
              d.set(key, a.get(0));
            },
            state));
  }

  private static void one(ParameterArguments a, List<String> words, String complaint)
      throws ConfigException {
    if (!words.contains(a.get(0))) {
      throw a.error(complaint);
    }
  }

  private static void protocol(ParameterArguments a) throws ConfigException {
    one(a, PROTOCOLS, "'" + a.name() + "' :  unknown MUX protocol '" + a.get(0) + "'");
  }

  private static void proxyOptions(ParameterArguments a, SettingsDraft d) throws ConfigException {
    for (String option : a.get(0).split(",")) {
      if (!PROXY_OPTIONS.contains(option)) {
        throw a.error("'" + option + "' : proxy v2 option not implemented.");
      }
    }
    d.set(ServerKeys.PROXY_OPTIONS, a.get(0));
  }

  private static void namespace(ParameterArguments a, SettingsDraft d) throws ConfigException {
    a.consumed(1);
    if (a.get(0).isEmpty()) {
      throw a.error("'namespace' : expects <name> as argument.");
    }
    d.set(ServerKeys.NAMESPACE, a.get(0));
    if (!a.get(0).equals(ServerKeys.CLIENTS_NAMESPACE)
        && !Files.exists(Path.of("/var/run/netns", a.get(0)))) {
      throw a.error("Cannot open namespace '" + a.get(0) + "'.");
    }
  }

  private static void logProtocol(ParameterArguments a, SettingsDraft d) throws ConfigException {
    a.consumed(1);
    one(
        a,
        List.of("legacy", "octet-count"),
        "'log-proto' expects one of 'legacy' or 'octet-count' but got '" + a.get(0) + "'");
    d.set(ServerKeys.OCTET_COUNT, a.get(0).equals("octet-count"));
  }

  private static void socks(ParameterArguments a, SettingsDraft d) throws ConfigException {
    a.consumed(1);
    if (a.get(0).isEmpty()) {
      throw a.error("'socks4' expects <addr>:<port> as argument..");
    }
    d.set(ServerKeys.SOCKS4, a.get(0));
    try {
      new AddressParser(AddressParser.Port.MANDATORY).parse(a.get(0));
    } catch (AddressParser.BadAddressException e) {
      throw a.error("'socks4 " + a.get(0) + "' : " + e.getMessage());
    }
  }

  private static void resolveNet(ParameterArguments a) throws ConfigException {
    for (String network : a.get(0).split(",")) {
      if (!network.matches(
          "[0-9]+(\\.[0-9]+){3}(/[0-9.]+)?|[0-9a-fA-F]*:[0-9a-fA-F:.]*(/[0-9]+)?")) {
        throw a.error("'resolve-net' invalid network '" + network + "'.");
      }
    }
  }

  private static void resolveOptions(ParameterArguments a) throws ConfigException {
    for (String option : a.get(0).split(",")) {
      if (!option.isEmpty() && !RESOLVE_OPTIONS.contains(option)) {
        throw a.error(
            "'resolve-opts' : unknown resolve-opts option '"
                + option
                + "', supported methods are 'allow-dup-ip', 'ignore-weight', and"
                + " 'prevent-dup-ip'.");
      }
    }
  }

  private static void checkResolvers(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      String name = server.settings().get(ServerKeys.RESOLVERS);
      boolean known =
          name.isEmpty() || name.equals("default") || model.has(SectionKind.RESOLVERS, name);
      if (!known) {
        diagnostics.accept(
            new Diagnostic(
                Severity.ALERT,
                server.location().wholeLine(),
                "config : "
                    + proxy.title()
                    + ", server '"
                    + server.name()
                    + "': unable to find required resolvers '"
                    + name
                    + "'"));
      }
    }
  }

  private static void checkIds(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    List<ServerModel> servers = proxy.settings().list(BackendKeys.SERVERS);
    Map<Integer, ServerModel> byId = new HashMap<>();
    for (ServerModel server : servers) {
      int id = server.settings().get(ServerKeys.ID);
      ServerModel first = id == 0 ? null : byId.putIfAbsent(id, server);
      if (first != null) {
        diagnostics.accept(
            new Diagnostic(
                Severity.ALERT,
                server.location().wholeLine(),
                "config : ["
                    + server.location()
                    + "] : 'server "
                    + proxy.name()
                    + "/"
                    + server.name()
                    + "' : 'id' : custom id "
                    + id
                    + " already used at "
                    + first.location()
                    + " ('server "
                    + first.name()
                    + "')"));
      }
    }
  }
}
