package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.KeepAliveKeywords;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.FeatureKeywords;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keywords of the client side: {@code bind}, its limits, timeouts and transport options. */
public final class StreamKeywords implements KeywordSet {
  private static final AddressParser BIND_ADDRESS = new AddressParser(AddressParser.Port.RANGE);

  @Override
  public void register(Registry registry) {
    registry.add(Keyword.of("bind").inFrontends().args(0, -1).parses(StreamKeywords::bind));
    registry.headerAddress(StreamKeywords::headerAddress);
    BindParameters.register(registry);
    registry.add(Keyword.number("maxconn", StreamKeys.MAXCONN).inFrontends());
    registry.add(Keyword.number("backlog", StreamKeys.BACKLOG).inFrontends());
    registry.add(
        Keyword.number("rate-limit sessions", StreamKeys.RATE_LIMIT_SESSIONS).inFrontends());
    timeouts(registry);
    options(registry);
    registry.add(CheckPhase.MODE, StreamKeywords::checkBinds);
    registry.add(CheckPhase.TIMEOUTS, StreamKeywords::checkTimeouts);
  }

  private static void timeouts(Registry registry) {
    registry.add(Keyword.timeout("client", StreamKeys.TIMEOUT_CLIENT).inFrontends());
    registry.add(Keyword.timeout("client-fin", StreamKeys.TIMEOUT_CLIENT_FIN).inFrontends());
    registry.add(Keyword.timeout("tunnel", StreamKeys.TIMEOUT_TUNNEL).inBackends());
    registry.add(Keyword.timeout("tarpit", StreamKeys.TIMEOUT_TARPIT).inProxies());
  }

  private static void options(Registry registry) {
    registry.add(Keyword.option("clitcpka", StreamKeys.CLITCPKA).inFrontends());
    for (Keyword keyword : KeepAliveKeywords.of("clitcpka", StreamKeys.CLIENT_PROBES)) {
      registry.add(keyword.inFrontends());
    }
    registry.add(Keyword.option("nolinger", StreamKeys.NOLINGER).inProxies());
    String splices = "tunnels splice bulk data anyway, except with nosplice";
    for (String direction : List.of("auto", "request", "response")) {
      registry.add(
          Keyword.of("option splice-" + direction).inProxies().canNegate().noEffect(splices));
    }
    registry.add(Keyword.option("tcp-smart-accept", StreamKeys.SMART_ACCEPT).inFrontends());
    registry.add(Keyword.option("contstats", StreamKeys.CONTSTATS).inFrontends());
    registry.add(Keyword.option("socket-stats", StreamKeys.SOCKET_STATS).inFrontends());
    registry.add(Keyword.option("independent-streams", StreamKeys.INDEPENDENT_STREAMS).inProxies());

    registry.add(
        Keyword.of("option tcpka")
            .inProxies()
            .parses(
                (a, d) -> {
                  d.set(StreamKeys.CLITCPKA, true);
                  d.set(BackendKeys.SRVTCPKA, true);
                }));
  }

  private static void bind(Arguments a, SectionDraft section) throws ConfigException {
    if (section.kind() == SectionKind.DEFAULTS) {
      throw a.error("'bind' not allowed in 'defaults' section.");
    }
    if (a.get(0).isEmpty()) {
      throw a.error(
          "'bind' expects {<path>|[addr1]:port1[-end1]}{,[addr]:port[-end]}... as arguments.");
    }
    List<Address> addresses = addresses(a, 0, "bind");
    SettingsDraft settings = socketDefaults(a);
    String subject = "bind " + a.get(0);
    Registry.readParameters(a, 1, Parameter.Kind.BIND, subject, section.kind(), settings);
    section.add(StreamKeys.BINDS, new BindModel(a.location(), addresses, settings.build()));
  }

  /** {@code listen NAME ADDR:PORT}, as HAProxy accepted until 1.4. */
  private static void headerAddress(Arguments a, SectionDraft section) throws ConfigException {
    addresses(a, 0, section.kind().keyword());
    List<Word> line = new ArrayList<>(List.of(a.word("bind")));
    line.addAll(a.from(0));
    a.rewrite(2, List.of(line));
  }

  private static List<Address> addresses(Arguments a, int index, String subject)
      throws ConfigException {
    List<Address> addresses = new ArrayList<>();
    for (String part : a.address(index).split(",")) {
      if (part.isEmpty()) {
        continue;
      }
      try {
        Address address = withPrefix(BIND_ADDRESS.parseStream(part), a);
        if (address instanceof Address.Inet inet && !AddressParser.resolves(inet)) {
          throw a.errorAt(
              index,
              "'" + subject + "' : invalid address: '" + inet.host() + "' in '" + part + "'");
        }
        addresses.add(address);
      } catch (AddressParser.BadAddressException e) {
        throw a.errorAt(index, "'" + subject + "' : " + e.getMessage());
      }
    }
    if (addresses.isEmpty()) {
      throw a.errorAt(index, "'" + subject + "' : missing address in '" + a.get(index) + "'");
    }
    return addresses;
  }

  /** {@code unix-bind prefix}: goes before the path of every socket. */
  private static Address withPrefix(Address address, Arguments a) {
    if (!(address instanceof Address.Unix unix)) {
      return address;
    }
    String prefix = "";
    for (List<String> option : a.globalList(FeatureKeywords.UNIX_BIND)) {
      prefix = option.get(0).equals("prefix") ? option.get(1) : prefix;
    }
    return new Address.Unix(prefix + unix.path());
  }

  /** What {@code unix-bind} says about the sockets of all lines. */
  private static SettingsDraft socketDefaults(Arguments a) {
    SettingsDraft settings = new SettingsDraft();
    for (List<String> option : a.globalList(FeatureKeywords.UNIX_BIND)) {
      String value = option.get(1);
      switch (option.get(0)) {
        case "mode" -> {
          if (value.matches("[0-7]{1,4}")) {
            settings.set(BindKeys.UNIX_MODE, Integer.parseInt(value, 8));
          }
        }
        case "user", "uid" -> settings.set(BindKeys.UNIX_USER, value);
        case "group", "gid" -> settings.set(BindKeys.UNIX_GROUP, value);
        default -> {}
      }
    }
    return settings;
  }

  private static void checkBinds(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (proxy.isFrontend() && proxy.settings().list(StreamKeys.BINDS).isEmpty()) {
      boolean listen = proxy.isBackend();
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              (listen ? "proxy '" : "frontend '")
                  + proxy.name()
                  + "' has no 'bind' directive. Please declare it as a backend if this was"
                  + " intended."));
    }
  }

  private static void checkTimeouts(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    boolean client = !proxy.isFrontend() || proxy.settings().get(StreamKeys.TIMEOUT_CLIENT) > 0;
    boolean needed =
        proxy.isBackend()
            && (!proxy.settings().list(BackendKeys.SERVERS).isEmpty()
                || proxy.kind() == SectionKind.LISTEN);
    boolean server =
        !needed
            || proxy.settings().get(BackendKeys.TIMEOUT_CONNECT) > 0
                && proxy.settings().get(BackendKeys.TIMEOUT_SERVER) > 0;
    if (client && server) {
      return;
    }
    diagnostics.accept(
        Diagnostic.config(
            Severity.WARNING,
            "missing timeouts for "
                + (proxy.kind() == SectionKind.LISTEN ? "proxy" : proxy.kind().keyword())
                + " '"
                + proxy.name()
                + "'.\n"
                + "   | While not properly invalid, you will certainly encounter various"
                + " problems\n"
                + "   | with such a configuration. To fix this, please ensure that all"
                + " following\n"
                + "   | timeouts are set to a non-zero value: 'client', 'connect', 'server'."));
  }
}
