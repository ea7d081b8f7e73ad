package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Affinity;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.BalanceModel;
import io.jhaproxy.core.backend.Balancer;
import io.jhaproxy.core.backend.Destination;
import io.jhaproxy.core.backend.DynamicCookies;
import io.jhaproxy.core.backend.FirstAvailable;
import io.jhaproxy.core.backend.HashBalancer;
import io.jhaproxy.core.backend.HashKey;
import io.jhaproxy.core.backend.InitialAddress;
import io.jhaproxy.core.backend.LeastConnections;
import io.jhaproxy.core.backend.RandomChoice;
import io.jhaproxy.core.backend.RdpPersistence;
import io.jhaproxy.core.backend.RoundRobin;
import io.jhaproxy.core.backend.SendProxy;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.backend.ServerSettings;
import io.jhaproxy.core.backend.Source;
import io.jhaproxy.core.backend.SourceModel;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.http.HttpBackend;
import io.jhaproxy.core.http.HttpKeys;
import io.jhaproxy.core.http.HttpSettings;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.net.Namespaces;
import io.jhaproxy.core.net.NetworkNamespace;
import io.jhaproxy.core.net.SocketOptions;
import io.jhaproxy.core.stream.StreamBackend;
import io.jhaproxy.core.stream.StreamKeys;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes the servers' side of a proxy. */
final class BackendCompiler {
  private final int workers;
  private final Clock clock;
  private final List<String> errors;
  private final HashKeyCompiler keys;
  private final Namespaces namespaces;

  /**
   * Makes a compiler.
   *
   * @param errors gets what cannot be started, one text each
   * @param keys compiles what hash algorithms hash
   * @param namespaces all that are named
   */
  BackendCompiler(
      int workers, Clock clock, List<String> errors, HashKeyCompiler keys, Namespaces namespaces) {
    this.namespaces = namespaces;
    this.workers = workers;
    this.clock = clock;
    this.errors = errors;
    this.keys = keys;
  }

  /**
   * Compiles one proxy.
   *
   * @param fullconn what holds where the configuration says nothing
   */
  StreamBackend compile(ProxyModel model, int id, HttpSettings http, int fullconn) {
    BackendSettings settings = settings(model, id, fullconn);
    Balancer balancer = balancer(model);
    long nowMillis = clock.wallMillis();
    StreamBackend backend =
        model.mode() == ProxyMode.HTTP
            ? new HttpBackend(settings, http, balancer, workers, nowMillis)
            : new StreamBackend(settings, balancer, workers, nowMillis);
    backend.affinity(affinity(model.settings()));
    String token = model.settings().get(BackendKeys.PERSIST_RDP);
    if (!token.isEmpty() && model.mode() != ProxyMode.HTTP) {
      HashKey found = keys.rdpCookie(model, token);
      backend.rdpPersistence(found == null ? null : new RdpPersistence(found));
    }
    List<Server> servers = new ArrayList<>();
    int serverId = 1;
    for (ServerModel server : model.settings().list(BackendKeys.SERVERS)) {
      int configured = server.settings().get(ServerKeys.ID);
      ServerSettings line = serverSettings(model, server);
      if (line != null) {
        int number = configured != 0 ? configured : serverId;
        Server made = backend.makeServer(line, number, null, nowMillis);
        configure(made, model, server);
        servers.add(made);
      }
      serverId++;
    }
    backend.begin(servers, nowMillis);
    backend.configureCookies(
        new DynamicCookies(
            model.settings().get(BackendKeys.COOKIE).dynamic(),
            model.settings().get(BackendKeys.DYNAMIC_COOKIE_KEY)));
    addDispatch(backend, model);
    return backend;
  }

  private static BackendSettings settings(ProxyModel model, int id, int fullconn) {
    Settings from = model.settings();
    int configuredFull = from.get(BackendKeys.FULLCONN);
    return new BackendSettings(
        model.name(),
        id,
        model.mode() == ProxyMode.HTTP,
        algorithm(from.get(BackendKeys.BALANCE)),
        from.get(BackendKeys.ALLBACKUPS),
        configuredFull != 0 ? configuredFull : fullconn,
        from.get(BackendKeys.RETRIES).count(),
        from.get(BackendKeys.REDISPATCH),
        from.get(BackendKeys.TIMEOUT_CONNECT),
        from.get(BackendKeys.TIMEOUT_SERVER),
        from.get(BackendKeys.TIMEOUT_SERVER_FIN),
        from.get(BackendKeys.TIMEOUT_QUEUE),
        from.get(StreamKeys.TIMEOUT_TUNNEL),
        from.get(BackendKeys.ABORTONCLOSE),
        from.get(StreamKeys.INDEPENDENT_STREAMS),
        from.get(BackendKeys.PERSIST),
        from.get(HttpKeys.REUSE),
        from.get(HttpKeys.CONNECTION_MODE));
  }

  private static Affinity affinity(Settings from) {
    return new Affinity(
        from.get(BackendKeys.PREFER_LAST_SERVER), from.get(BackendKeys.MAX_KEEP_ALIVE_QUEUE));
  }

  private static String algorithm(BalanceModel balance) {
    return balance.algorithm().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Balancer balancer(ProxyModel model) {
    BalanceModel balance = model.settings().get(BackendKeys.BALANCE);
    return switch (balance.algorithm()) {
      case ROUNDROBIN -> new RoundRobin();
      case STATIC_RR -> RoundRobin.fixed();
      case LEASTCONN -> new LeastConnections();
      case FIRST -> new FirstAvailable();
      case SOURCE -> new HashBalancer(null, model.settings().get(BackendKeys.HASH));
      case RANDOM ->
          new RandomChoice(
              () -> ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE),
              Math.max(1, balance.options().draws()));
      case URI, URL_PARAM, HDR, RDP_COOKIE, HASH -> {
        boolean layer7 =
            switch (balance.algorithm()) {
              case URI, URL_PARAM, HDR -> model.mode() != ProxyMode.HTTP;
              default -> false;
            };
        HashKey key = layer7 ? null : keys.compile(model, balance);
        yield key == null
            ? new RoundRobin()
            : new HashBalancer(key, model.settings().get(BackendKeys.HASH));
      }
    };
  }

  /**
   * Makes a server that comes while the process runs; nobody sees it yet.
   *
   * @param problems gets why it cannot be used
   * @return null if it cannot
   */
  @Nullable Server dynamicServer(
      Backend backend, ProxyModel model, ServerModel server, int id, List<String> problems) {
    ServerSettings settings = serverSettings(model, server);
    Server made = null;
    if (settings != null) {
      Settings from = server.settings();
      boolean ready = from.has(ServerKeys.DISABLED) && !from.get(ServerKeys.DISABLED);
      Admin admin = ready ? Admin.READY : Admin.MAINT;
      made = backend.makeServer(settings, id, admin, clock.wallMillis());
      configure(made, model, server);
    }
    problems.addAll(errors);
    errors.clear();
    return problems.isEmpty() ? made : null;
  }

  /** What a line says, with its address looked up; null if that is not possible. */
  private @Nullable ServerSettings serverSettings(ProxyModel model, ServerModel server) {
    Address written = server.address();
    int port = written instanceof Address.Inet inet ? inet.port() : 0;
    boolean resolved = true;
    if (written instanceof Address.Inet inet) {
      InitialAddress initial = InitialAddress.of(server.settings().get(ServerKeys.INIT_ADDR), inet);
      written = initial.host();
      resolved = initial.outcome() != InitialAddress.Outcome.UNKNOWN;
    }
    SocketAddress address =
        resolved ? Addresses.target(written, port) : InetSocketAddress.createUnresolved("", port);
    if (address == null) {
      errors.add(
          "'server "
              + model.name()
              + "/"
              + server.name()
              + "' : could not resolve address '"
              + (written instanceof Address.Inet inet ? inet.host() : written)
              + "'.");
      return null;
    }
    Settings from = server.settings();
    return new ServerSettings(
        server.name(),
        address,
        resolved,
        from.get(ServerKeys.WEIGHT),
        from.get(ServerKeys.BACKUP),
        from.get(ServerKeys.DISABLED),
        from.get(ServerKeys.MAXCONN),
        from.get(ServerKeys.MINCONN),
        from.get(ServerKeys.MAXQUEUE),
        from.get(ServerKeys.COOKIE).isEmpty() ? null : from.get(ServerKeys.COOKIE),
        plain(sourceOf(from, model.settings())),
        from.get(ServerKeys.POOL_MAX_CONN),
        from.get(ServerKeys.POOL_PURGE_DELAY),
        from.get(ServerKeys.MAX_REUSE),
        options(model, from));
  }

  private void configure(Server made, ProxyModel model, ServerModel server) {
    Settings from = server.settings();
    made.neverStored(from.get(ServerKeys.NON_STICK));
    made.slowStart(from.get(ServerKeys.SLOWSTART));
    made.onMarked(
        from.get(ServerKeys.ON_MARKED_DOWN) == ServerKeys.OnMarkedDown.SHUTDOWN_SESSIONS,
        from.get(ServerKeys.SHUTDOWN_BACKUP_SESSIONS));
    made.redirect(model.mode() == ProxyMode.HTTP ? from.get(ServerKeys.REDIR) : "");
    made.destination(destination(server.address(), made.settings().address()));
    made.source(source(sourceOf(from, model.settings()), model));
    made.socks4(socks4(from.get(ServerKeys.SOCKS4), model));
    made.inClientsNamespace(from.get(ServerKeys.NAMESPACE).equals(ServerKeys.CLIENTS_NAMESPACE));
    made.sendProxy(
        new SendProxy(
            from.get(ServerKeys.SEND_PROXY),
            Set.of(from.get(ServerKeys.PROXY_OPTIONS).split(","))));
  }

  /** The SOCKS4 proxy of a server, or null. */
  private @Nullable SocketAddress socks4(String written, ProxyModel proxy) {
    if (written.isEmpty()) {
      return null;
    }
    try {
      return Addresses.target(new AddressParser(AddressParser.Port.MANDATORY).parse(written), 0);
    } catch (AddressParser.BadAddressException bad) {
      errors.add("proxy '" + proxy.name() + "': 'socks4': " + bad.getMessage());
      return null;
    }
  }

  private SocketOptions options(ProxyModel model, Settings server) {
    Settings proxy = model.settings();
    SourceModel source = sourceOf(server, proxy);
    return new SocketOptions(
        proxy.get(BackendKeys.SRVTCPKA) ? proxy.get(BackendKeys.SERVER_PROBES) : null,
        (int) Math.min(Integer.MAX_VALUE, server.get(ServerKeys.TCP_USER_TIMEOUT)),
        proxy.get(StreamKeys.NOLINGER),
        !source.useSource().isEmpty(),
        source.interfaceName(),
        server.get(ServerKeys.TFO) && proxy.get(BackendKeys.RETRIES).mendsFastOpen(),
        proxy.has(BackendKeys.SMART_CONNECT)
            ? proxy.get(BackendKeys.SMART_CONNECT)
            : model.mode() == ProxyMode.HTTP,
        namespace(server.get(ServerKeys.NAMESPACE)));
  }

  private @Nullable NetworkNamespace namespace(String name) {
    Namespaces.Named known = namespaces.find(name);
    return known == null ? null : known.place();
  }

  /** {@code dispatch} and {@code option transparent}, which nobody balances. */
  private void addDispatch(Backend backend, ProxyModel model) {
    Settings proxy = model.settings();
    Address written = proxy.get(BackendKeys.DISPATCH).orElse(null);
    boolean transparent = proxy.get(BackendKeys.TRANSPARENT);
    if (proxy.has(BackendKeys.BALANCE) || (written == null && !transparent)) {
      return;
    }
    SocketAddress address =
        written == null ? new InetSocketAddress(0) : Addresses.target(written, 0);
    if (address == null) {
      errors.add("proxy '" + model.name() + "' : could not resolve dispatch address.");
      return;
    }
    Server made =
        backend.addDispatch(
            new ServerSettings(
                "<NOSRV>",
                address,
                true,
                1,
                false,
                false,
                0,
                0,
                0,
                null,
                plain(proxy.get(BackendKeys.SOURCE)),
                -1,
                ServerKeys.POOL_PURGE_DELAY.defaultValue(),
                -1,
                options(model, Settings.EMPTY)),
            clock.wallMillis());
    made.destination(written == null ? Destination.CLIENTS : Destination.CONFIGURED);
    made.source(source(proxy.get(BackendKeys.SOURCE), model));
  }

  /** A server without a fixed address or port goes where the client wanted to. */
  private static Destination destination(Address written, SocketAddress address) {
    if (!(written instanceof Address.Inet inet)) {
      return Destination.CONFIGURED;
    }
    boolean anyAddress =
        address instanceof InetSocketAddress target
            && target.getAddress() != null
            && target.getAddress().isAnyLocalAddress();
    boolean anyPort = inet.portKind() != Address.PortKind.FIXED || (inet.port() == 0 && anyAddress);
    return new Destination(
        anyAddress,
        anyPort || inet.port() == 0,
        inet.portKind() == Address.PortKind.RELATIVE ? inet.port() : 0);
  }

  private static SourceModel sourceOf(Settings server, Settings proxy) {
    return server.has(ServerKeys.SOURCE)
        ? server.get(ServerKeys.SOURCE)
        : proxy.get(BackendKeys.SOURCE);
  }

  /** The address of this machine that checks come from, or null for the system's choice. */
  private static @Nullable SocketAddress plain(SourceModel model) {
    Address address = model.address();
    return address == null ? null : Addresses.target(address, 0);
  }

  private Source source(SourceModel model, ProxyModel proxy) {
    String spoof = model.useSource();
    SocketAddress plain = plain(model);
    if (spoof.isEmpty()) {
      boolean range =
          model.address() instanceof Address.Inet inet && inet.portKind() == Address.PortKind.RANGE;
      return range
          ? new Source(Source.Kind.FIXED, plain, firstPort(model), ports(model), null)
          : new Source(Source.Kind.FIXED, plain, 0, 0, null);
    }
    return switch (spoof) {
      case "client" -> new Source(Source.Kind.CLIENT, null, 0, 0, null);
      case "clientip" -> new Source(Source.Kind.CLIENT_ADDRESS, null, 0, 0, null);
      default ->
          spoof.startsWith("hdr_ip(")
              ? new Source(Source.Kind.HEADER, null, 0, 0, keys.sourceHeader(proxy, spoof))
              : new Source(Source.Kind.FOREIGN, foreign(spoof, proxy), 0, 0, null);
    };
  }

  private static int firstPort(SourceModel model) {
    return model.address() instanceof Address.Inet inet ? inet.port() : 0;
  }

  private static int ports(SourceModel model) {
    return model.address() instanceof Address.Inet inet ? inet.lastPort() - inet.port() + 1 : 0;
  }

  private @Nullable SocketAddress foreign(String written, ProxyModel proxy) {
    try {
      return Addresses.target(new AddressParser(AddressParser.Port.OPTIONAL).parse(written), 0);
    } catch (AddressParser.BadAddressException bad) {
      errors.add("proxy '" + proxy.name() + "': 'usesrc': " + bad.getMessage());
      return null;
    }
  }
}
