package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** {@code server} and {@code default-server} lines, and what is checked about them at the end. */
final class ServerLine {
  private static final AddressParser ADDRESS = new AddressParser(AddressParser.Port.RELATIVE);

  private ServerLine() {}

  static void register(Registry registry) {
    registry.add(Keyword.of("server").inProxies().args(0, -1).parses(ServerLine::server));
    registry.add(Keyword.of("server").in(SectionKind.RING).args(0, -1).parses(ServerLine::listed));
    registry.add(
        Keyword.of("server-template").inProxies().args(0, -1).parses(ServerLine::template));
    registry.add(
        Keyword.of("default-server").inBackends().args(0, -1).parses(ServerLine::defaultServer));
    registry.add(CheckPhase.SERVERS, ServerLine::checkNames);
    registry.add(CheckPhase.ADDRESSES, ServerLine::checkAddresses);
    registry.add(CheckPhase.SERVERS, ServerLine::checkRedirects);
    registry.add(CheckPhase.SERVERS, ServerLine::checkFastOpen);
  }

  private static ConfigException error(Arguments a, int index, String text) {
    Location at = index >= 0 && index < a.size() ? a.from(index).get(0).location() : a.location();
    return new ConfigException(
        new Diagnostic(Severity.ALERT, at, "config : [" + at + "] : " + text));
  }

  private static void server(Arguments a, SectionDraft section) throws ConfigException {
    SectionKind kind = section.kind();
    if (!kind.isBackend()) {
      if (kind == SectionKind.DEFAULTS) {
        throw error(a, -1, "'server' not allowed in 'defaults' section.");
      }
      throw error(
          a,
          -1,
          "parsing ["
              + a.location()
              + "] : 'server' not allowed because frontend '"
              + section.name()
              + "' has no backend capability.");
    }
    listed(a, section);
  }

  /** A server line where servers may be. */
  private static void listed(Arguments a, SectionDraft section) throws ConfigException {
    if (a.size() < 2) {
      throw error(a, -1, "'server' expects <name> and <addr>[:<port>] as arguments.");
    }
    String name = a.get(0);
    checkName(a, name, "server name");
    Described server = describe(a, section, 1, "server " + section.name() + "/" + name);
    section.add(
        BackendKeys.SERVERS,
        new ServerModel(name, a.location(), server.address(), server.settings()));
  }

  /**
   * A line of a server that is added while the process runs: no default-server, no names looked up.
   *
   * @param refused parameters that such lines do not have
   */
  static ServerModel dynamic(Arguments a, ProxyModel proxy, Set<String> refused)
      throws ConfigException {
    if (a.size() < 2) {
      throw error(a, -1, "'server' expects <name> and <addr>[:<port>] as arguments.");
    }
    String name = a.get(0);
    checkName(a, name, "server name");
    String subject = "server " + proxy.name() + "/" + name;
    Address address = address(a, 1, subject, proxy.kind());
    SettingsDraft settings = new SettingsDraft();
    settings.set(ServerKeys.INIT_ADDR, "none");
    settings.set(ServerKeys.POOL_MAX_CONN, 0);
    settings.set(ServerKeys.POOL_PURGE_DELAY, 0L);
    Registry.readParameters(a, 2, Parameter.Kind.SERVER, subject, proxy.kind(), settings, refused);
    return new ServerModel(name, a.location(), address, settings.build());
  }

  private static void checkRedirects(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (proxy.mode() == ProxyMode.HTTP) {
      return;
    }
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      if (!server.settings().get(ServerKeys.REDIR).isEmpty()) {
        diagnostics.accept(
            Diagnostic.config(
                Severity.ALERT,
                proxy.title()
                    + " : server cannot have cookie or redirect prefix in non-HTTP mode."));
      }
    }
  }

  private static void checkFastOpen(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (proxy.settings().get(BackendKeys.RETRIES).mendsFastOpen()) {
      return;
    }
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      if (server.settings().get(ServerKeys.TFO)) {
        diagnostics.accept(
            new Diagnostic(
                Severity.WARNING,
                server.location().wholeLine(),
                "config : ["
                    + server.location()
                    + "] : 'server "
                    + proxy.name()
                    + "/"
                    + server.name()
                    + "' : server has tfo activated, the backend should be configured with at"
                    + " least 'conn-failure', 'empty-response' and 'response-timeout' or we"
                    + " wouldn't be able to retry the connection on failure."));
      }
    }
  }

  /** What follows the names of a server line. */
  private record Described(Address address, Settings settings) {}

  private static Described describe(Arguments a, SectionDraft section, int first, String subject)
      throws ConfigException {
    Address address = address(a, first, subject, section.kind());
    SettingsDraft settings = new SettingsDraft();
    settings.inherit(section.get(BackendKeys.DEFAULT_SERVER));
    Registry.readParameters(a, first + 1, Parameter.Kind.SERVER, subject, section.kind(), settings);
    return new Described(address, settings.build());
  }

  private static Address address(Arguments a, int first, String subject, SectionKind section)
      throws ConfigException {
    Address address;
    try {
      address = ADDRESS.parseStream(a.address(first));
      if (address instanceof Address.Descriptor) {
        throw error(
            a,
            first,
            "'"
                + subject
                + "' : a file descriptor is not acceptable here in '"
                + a.get(first)
                + "'");
      }
      if (section == SectionKind.RING
          && address instanceof Address.Inet inet
          && !AddressParser.resolves(inet)) {
        throw error(
            a,
            first,
            "'" + subject + "' : invalid address: '" + inet.host() + "' in '" + a.get(first) + "'");
      }
      if (address instanceof Address.Inet inet && !AddressParser.isHostName(inet)) {
        throw error(
            a,
            first,
            "'" + subject + "' : Can't create DNS resolution for server '" + a.get(0) + "'");
      }
    } catch (AddressParser.BadAddressException e) {
      throw error(a, first, "'" + subject + "' : " + e.getMessage());
    }
    return address;
  }

  /** {@code server-template PREFIX COUNT|FIRST-LAST ADDRESS}: as many servers, numbered. */
  private static void template(Arguments a, SectionDraft section) throws ConfigException {
    if (section.kind() == SectionKind.DEFAULTS) {
      throw error(a, -1, "'server-template' not allowed in 'defaults' section.");
    }
    if (!section.kind().isBackend()) {
      throw error(
          a,
          -1,
          "'server-template' not allowed because frontend '"
              + section.name()
              + "' has no backend capability.");
    }
    if (a.size() < 3) {
      throw error(
          a, -1, "'server-template' expects <prefix> <nb | range> <addr>[:<port>] as arguments.");
    }
    checkName(a, a.get(0), "server-template prefix");
    String[] ends = a.get(1).split("-", 2);
    int first = ends.length > 1 ? number(ends[0]) : 1;
    int last = number(ends[ends.length - 1]);
    if (first < 1 || last < first) {
      throw error(a, 1, "Wrong server-template number or range arg '" + a.get(1) + "'.");
    }
    Described server = describe(a, section, 2, "server " + section.name() + "/" + a.get(0));
    for (int i = first; i <= last; i++) {
      section.add(
          BackendKeys.SERVERS,
          new ServerModel(a.get(0) + i, a.location(), server.address(), server.settings()));
    }
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }

  private static void checkName(Arguments a, String name, String what) throws ConfigException {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean good = c < 128 && Character.isLetterOrDigit(c) || "_-.:".indexOf(c) >= 0;
      if (!good) {
        throw error(a, 0, "character '" + c + "' is not permitted in " + what + " '" + name + "'.");
      }
    }
  }

  private static void defaultServer(Arguments a, SectionDraft section) throws ConfigException {
    SettingsDraft settings = new SettingsDraft();
    settings.inherit(section.get(BackendKeys.DEFAULT_SERVER));
    String subject = "default-server " + section.name();
    Registry.readParameters(a, 0, Parameter.Kind.SERVER, subject, section.kind(), settings);
    section.set(BackendKeys.DEFAULT_SERVER, settings.build());
  }

  private static void checkNames(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    Map<String, ServerModel> seen = new HashMap<>();
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      ServerModel first = seen.putIfAbsent(server.name(), server);
      if (first != null) {
        diagnostics.accept(
            Diagnostic.parsing(
                Severity.ALERT,
                server.location().wholeLine(),
                title(proxy)
                    + " '"
                    + proxy.name()
                    + "', another server named '"
                    + server.name()
                    + "' was already defined at line "
                    + first.location().line()
                    + ", please use distinct names."));
      }
    }
  }

  private static String title(ProxyModel proxy) {
    return proxy.kind() == SectionKind.LISTEN ? "proxy" : proxy.kind().keyword();
  }

  private static void checkAddresses(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      if (server.address() instanceof Address.Inet inet) {
        String methods = server.settings().get(ServerKeys.INIT_ADDR);
        switch (InitialAddress.of(methods, inet).outcome()) {
          case RESOLVED, UNKNOWN -> {}
          case FALLBACK ->
              diagnostics.accept(
                  unresolved(
                      Severity.WARNING, proxy, server, ", falling back to configured address."));
          case FAILED -> diagnostics.accept(unresolved(Severity.ALERT, proxy, server, "."));
        }
      }
    }
  }

  private static Diagnostic unresolved(
      Severity severity, ProxyModel proxy, ServerModel server, String end) {
    String host = server.address() instanceof Address.Inet inet ? inet.host() : "";
    return new Diagnostic(
        severity,
        server.location().wholeLine(),
        "config : ["
            + server.location()
            + "] : 'server "
            + proxy.name()
            + "/"
            + server.name()
            + "' : could not resolve address '"
            + host
            + "'"
            + end);
  }
}
