package io.jhaproxy.core.check;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.ParameterArguments;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.core.config.State;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.function.Consumer;

/**
 * Server parameters of agents and of checks over other protocols: read and checked (manual 5.2).
 */
final class AgentParameters {
  static final SettingKey<Long> INTERVAL = SettingKey.inherited("agent-inter", 2000L);
  static final SettingKey<String> SEND = SettingKey.inherited("agent-send", "");
  private static final SettingKey<String> ALPN = SettingKey.inherited("check-alpn", "");
  private static final SettingKey<String> PROTOCOL = SettingKey.inherited("check-proto", "");
  private static final SettingKey<String> SNI = SettingKey.inherited("check-sni", "");

  private AgentParameters() {}

  static void register(Registry registry) {
    works(registry, "agent-addr", AgentParameters::address);
    works(registry, "agent-inter", AgentParameters::interval);
    works(registry, "agent-port", (a, d) -> d.set(CheckKeys.AGENT_PORT, a.leadingNumber(0)));
    works(registry, "agent-send", (a, d) -> d.set(SEND, a.get(0)));
    add(registry, "check-alpn", (a, d) -> d.set(ALPN, a.get(0)));
    add(
        registry,
        "check-proto",
        (a, d) -> {
          if (!List.of("h1", "h2", "fcgi", "none").contains(a.get(0))) {
            throw a.error("'check-proto' :  unknown MUX protocol '" + a.get(0) + "'");
          }
          d.set(PROTOCOL, a.get(0));
        });
    add(registry, "check-sni", (a, d) -> d.set(SNI, a.get(0)));
  }

  private static void works(Registry registry, String name, Parameter.Parser parser) {
    registry.add(Parameter.Kind.SERVER, Parameter.of(name, 1, parser));
  }

  private static void add(Registry registry, String name, Parameter.Parser parser) {
    registry.add(
        Parameter.Kind.SERVER, new Parameter(name, 1, parser, State.of(State.Status.NOT_YET)));
  }

  private static void address(ParameterArguments a, SettingsDraft d) throws ConfigException {
    try {
      Address address = new AddressParser(AddressParser.Port.OPTIONAL).parse(a.get(0));
      if (!(address instanceof Address.Inet inet) || AddressParser.resolves(inet)) {
        d.set(CheckKeys.AGENT_ADDRESS, a.get(0));
        return;
      }
    } catch (AddressParser.BadAddressException e) {
      // worded below
    }
    throw a.error("parsing agent-addr failed. Check if '" + a.get(0) + "' is correct address..");
  }

  private static void interval(ParameterArguments a, SettingsDraft d) throws ConfigException {
    try {
      long time = TimeUnits.parse(a.get(0), TimeUnits.Unit.MILLISECONDS).milliseconds();
      if (time == 0) {
        throw a.error(
            "invalid value 0 for argument 'agent-inter' of server " + a.subjectName() + ".");
      }
      d.set(INTERVAL, time);
    } catch (TimeUnits.BadTimeException e) {
      throw a.error(
          "unexpected character '"
              + e.character()
              + "' in 'agent-inter' argument of server "
              + a.subjectName()
              + "..");
    }
  }

  /** An agent needs a port of its own. */
  static void check(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      Settings settings = server.settings();
      if (settings.get(CheckKeys.AGENT) && settings.get(CheckKeys.AGENT_PORT) == 0) {
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
                    + "' : server "
                    + server.name()
                    + " does not have agent port. Agent check has been disabled."));
      }
    }
  }
}
