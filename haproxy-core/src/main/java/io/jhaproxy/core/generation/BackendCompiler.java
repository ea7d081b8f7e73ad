package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.BalanceModel;
import io.jhaproxy.core.backend.Balancer;
import io.jhaproxy.core.backend.DynamicCookie;
import io.jhaproxy.core.backend.FirstAvailable;
import io.jhaproxy.core.backend.HashBalancer;
import io.jhaproxy.core.backend.HashKey;
import io.jhaproxy.core.backend.InitialAddress;
import io.jhaproxy.core.backend.LeastConnections;
import io.jhaproxy.core.backend.RandomChoice;
import io.jhaproxy.core.backend.RoundRobin;
import io.jhaproxy.core.backend.SendProxy;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.backend.ServerSettings;
import io.jhaproxy.core.backend.SourceModel;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.http.HttpBackend;
import io.jhaproxy.core.http.HttpKeys;
import io.jhaproxy.core.http.HttpSettings;
import io.jhaproxy.core.net.SocketOptions;
import io.jhaproxy.core.stream.StreamBackend;
import io.jhaproxy.core.stream.StreamKeys;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes the servers' side of a proxy. */
final class BackendCompiler {
  private final int workers;
  private final long nowMillis;
  private final List<String> errors;
  private final HashKeyCompiler keys;

  /**
   * Makes a compiler.
   *
   * @param errors gets what cannot be started, one text each
   * @param keys compiles what hash algorithms hash
   */
  BackendCompiler(int workers, long nowMillis, List<String> errors, HashKeyCompiler keys) {
    this.workers = workers;
    this.nowMillis = nowMillis;
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
    StreamBackend backend =
        model.mode() == ProxyMode.HTTP
            ? new HttpBackend(settings, http, balancer, workers, nowMillis)
            : new StreamBackend(settings, balancer, workers, nowMillis);
    int serverId = 1;
    for (ServerModel server : model.settings().list(BackendKeys.SERVERS)) {
      int configured = server.settings().get(ServerKeys.ID);
      addServer(backend, model, server, configured != 0 ? configured : serverId);
      serverId++;
    }
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

  private void addServer(Backend backend, ProxyModel model, ServerModel server, int id) {
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
      return;
    }
    Settings from = server.settings();
    Server made =
        backend.addServer(
            new ServerSettings(
                server.name(),
                address,
                resolved,
                from.get(ServerKeys.WEIGHT),
                from.get(ServerKeys.BACKUP),
                from.get(ServerKeys.DISABLED),
                from.get(ServerKeys.MAXCONN),
                from.get(ServerKeys.MINCONN),
                from.get(ServerKeys.MAXQUEUE),
                cookie(model.settings(), from, address),
                source(from, model.settings()),
                from.get(ServerKeys.POOL_MAX_CONN),
                from.get(ServerKeys.POOL_PURGE_DELAY),
                from.get(ServerKeys.MAX_REUSE),
                new SocketOptions(
                    model.settings().get(BackendKeys.SRVTCPKA),
                    (int) Math.min(Integer.MAX_VALUE, from.get(ServerKeys.TCP_USER_TIMEOUT)),
                    model.settings().get(StreamKeys.NOLINGER))),
            id,
            nowMillis);
    made.sendProxy(
        new SendProxy(
            from.get(ServerKeys.SEND_PROXY),
            Set.of(from.get(ServerKeys.PROXY_OPTIONS).split(","))));
  }

  /** The value of the persistence cookie: as written, or made of the address and a secret. */
  private static @Nullable String cookie(Settings proxy, Settings server, SocketAddress address) {
    String written = server.get(ServerKeys.COOKIE);
    String secret = proxy.get(BackendKeys.DYNAMIC_COOKIE_KEY);
    if (!written.isEmpty()) {
      return written;
    }
    if (!proxy.get(BackendKeys.COOKIE).dynamic()
        || secret.isEmpty()
        || !(address instanceof InetSocketAddress inet)
        || inet.getAddress() == null) {
      return null;
    }
    return DynamicCookie.value(secret, inet);
  }

  private static @Nullable SocketAddress source(Settings server, Settings proxy) {
    SourceModel model =
        server.has(ServerKeys.SOURCE)
            ? server.get(ServerKeys.SOURCE)
            : proxy.get(BackendKeys.SOURCE);
    Address address = model.address();
    return address == null ? null : Addresses.target(address, 0);
  }
}
