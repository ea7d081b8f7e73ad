package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.function.ToLongFunction;

/** Names and load of proxies and servers, variables (manual 7.3.2). */
public final class ProxyFetches {
  private ProxyFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    name(library, "fe_name", Need.FRONTEND, SampleContext::frontendName);
    name(library, "so_name", Need.FRONTEND, SampleContext::listenerName);
    name(library, "be_name", Need.BACKEND, SampleContext::backendName);
    name(library, "srv_name", Need.SERVER, SampleContext::serverName);
    integer(library, "fe_id", Need.FRONTEND, SampleContext::frontendId);
    integer(library, "so_id", Need.FRONTEND, SampleContext::listenerId);
    integer(library, "be_id", Need.BACKEND, SampleContext::backendId);
    library.fetch(
        "srv_id",
        SampleType.SINT,
        Need.SERVER,
        (x, out) -> x.serverName() != null && out.setInt(x.serverId()));
    backend(library, "nbsrv", Surroundings.BackendLoad::usableServers);
    backend(library, "be_conn", Surroundings.BackendLoad::connections);
    backend(library, "queue", Surroundings.BackendLoad::queued);
    backend(library, "be_sess_rate", Surroundings.BackendLoad::sessionRate);
    backend(library, "avg_queue", ProxyFetches::averageQueue);
    backend(library, "be_conn_free", load -> free(load, false));
    backend(library, "connslots", load -> free(load, true));
    server(library, "srv_is_up", SampleType.BOOL, server -> server.isUp() ? 1 : 0);
    server(library, "srv_conn", SampleType.SINT, Surroundings.ServerLoad::connections);
    server(library, "srv_queue", SampleType.SINT, Surroundings.ServerLoad::queued);
    server(library, "srv_conn_free", SampleType.SINT, ProxyFetches::free);
    server(library, "srv_weight", SampleType.SINT, Surroundings.ServerLoad::weight);
    server(library, "srv_uweight", SampleType.SINT, Surroundings.ServerLoad::userWeight);
    server(library, "srv_iweight", SampleType.SINT, Surroundings.ServerLoad::initialWeight);
    server(library, "srv_sess_rate", SampleType.SINT, Surroundings.ServerLoad::sessionRate);
    frontend(library, "fe_req_rate", Surroundings.FrontendLoad::requestRate);
    frontend(library, "fe_conn", Surroundings.FrontendLoad::connections);
    frontend(library, "fe_sess_rate", Surroundings.FrontendLoad::sessionRate);
    name(library, "fe_defbe", Need.FRONTEND, SampleContext::defaultBackendName);
    integer(library, "fe_client_timeout", Need.FRONTEND, SampleContext::clientTimeout);
    integer(library, "be_server_timeout", Need.BACKEND, SampleContext::serverTimeout);
    integer(library, "be_tunnel_timeout", Need.BACKEND, SampleContext::tunnelTimeout);
    integer(library, "cur_server_timeout", Need.BACKEND, SampleContext::currentServerTimeout);
    integer(library, "cur_tunnel_timeout", Need.BACKEND, SampleContext::currentTunnelTimeout);
    integer(library, "dst_conn", Need.FRONTEND, SampleContext::listenerConnections);
    integer(library, "prio_class prio_offset", Need.NOTHING, x -> 0);
    library.fetch("var", null, Need.CONSTANT, "string[,string]", ProxyFetches::variable);
  }

  /** Requests in queues by server, rounded up; without a server all of them. */
  private static long averageQueue(Surroundings.BackendLoad load) {
    int servers = load.usableServers();
    return servers == 0 ? load.queued() : (load.queued() + servers - 1L) / servers;
  }

  /** Connections that the usable servers still take, with their queues or without; -1: no limit. */
  private static long free(Surroundings.BackendLoad load, boolean withQueues) {
    long sum = 0;
    for (Surroundings.ServerLoad server : load.servers()) {
      if (!server.isUp()) {
        continue;
      }
      if (server.maxconn() == 0 || (withQueues && server.maxqueue() == 0)) {
        return -1;
      }
      sum +=
          withQueues
              ? server.maxconn() - server.connections() + server.maxqueue() - server.queued()
              : Math.max(0, server.maxconn() - server.connections());
    }
    return sum;
  }

  private static long free(Surroundings.ServerLoad server) {
    return server.maxconn() == 0 ? -1 : Math.max(0, server.maxconn() - server.connections());
  }

  /** Reads a name's bytes, null if there is none. */
  private interface NameGetter {
    byte @org.jspecify.annotations.Nullable [] get(SampleContext context);
  }

  private static void name(Library library, String name, Need need, NameGetter getter) {
    Fetch fetch =
        (x, out) -> {
          byte[] bytes = getter.get(x);
          if (bytes == null || x.scratch().free() < bytes.length) {
            return false;
          }
          int start = x.scratch().memory().writerIndex();
          x.scratch().memory().writeBytes(bytes);
          out.bytes.set(x.scratch().memory(), start, bytes.length);
          return out.setString();
        };
    library.fetch(name, SampleType.STR, need, fetch);
  }

  private static void integer(
      Library library, String names, Need need, ToLongFunction<SampleContext> getter) {
    Fetch fetch = (x, out) -> out.setInt(getter.applyAsLong(x));
    library.fetch(names, SampleType.SINT, need, fetch);
  }

  private static void backend(
      Library library, String name, ToLongFunction<Surroundings.BackendLoad> getter) {
    library.fetch(
        name,
        SampleType.SINT,
        Need.NOTHING,
        "backend",
        (call, s) -> {
          String wanted = call.argument(0);
          String found = wanted.isEmpty() ? s.proxyName() : wanted;
          Surroundings.BackendLoad load = s.backend(found);
          if (load == null && wanted.isEmpty()) {
            throw Arguments.incapable(call, s, "backend");
          }
          if (load == null) {
            throw Arguments.unresolved(call, s, "unable to find backend '" + found + "'");
          }
          return (x, out) -> out.setInt(getter.applyAsLong(load));
        });
  }

  private static void frontend(
      Library library, String name, ToLongFunction<Surroundings.FrontendLoad> getter) {
    library.fetch(
        name,
        SampleType.SINT,
        Need.NOTHING,
        "frontend",
        (call, s) -> {
          String wanted = call.argument(0);
          String found = wanted.isEmpty() ? s.proxyName() : wanted;
          Surroundings.FrontendLoad load = s.frontend(found);
          if (load == null && wanted.isEmpty()) {
            throw Arguments.incapable(call, s, "frontend");
          }
          if (load == null) {
            throw Arguments.unresolved(call, s, "unable to find frontend '" + found + "'");
          }
          return (x, out) -> out.setInt(getter.applyAsLong(load));
        });
  }

  private static void server(
      Library library,
      String name,
      SampleType type,
      ToLongFunction<Surroundings.ServerLoad> getter) {
    library.fetch(
        name,
        type,
        Need.NOTHING,
        "server",
        (call, s) -> {
          Surroundings.ServerLoad server = server(call, s);
          return (x, out) -> {
            long value = getter.applyAsLong(server);
            return type == SampleType.BOOL ? out.setBool(value != 0) : out.setInt(value);
          };
        });
  }

  private static Surroundings.ServerLoad server(SampleExpression.Call call, Surroundings s)
      throws ExpressionException {
    String path = call.argument(0);
    if (path.isEmpty()) {
      throw Arguments.missing(call, s, "server");
    }
    int slash = path.indexOf('/');
    String backend = slash < 0 ? s.proxyName() : path.substring(0, slash);
    Surroundings.BackendLoad load = s.backend(backend);
    if (load == null && slash >= 0) {
      throw Arguments.unresolved(call, s, "unable to find proxy '" + backend + "'");
    }
    String name = path.substring(slash + 1);
    Surroundings.ServerLoad server = load == null ? null : load.server(name);
    if (server == null) {
      throw Arguments.unresolved(
          call, s, "unable to find server '" + name + "' in proxy '" + backend + "',");
    }
    return server;
  }

  private static Fetch variable(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String name = call.argument(0);
    VariableScope scope = VariableNames.scope(name, call);
    int number = surroundings.variableNames().number(name);
    Slice fallback = Slice.of(call.argument(1));
    boolean hasFallback = call.arguments().size() > 1;
    return (x, out) -> {
      Variables variables = x.variables(scope, false);
      Sample value = variables == null ? null : variables.get(number);
      if (value != null) {
        out.set(value);
        return true;
      }
      out.bytes.set(fallback);
      return hasFallback && out.setString();
    };
  }
}
