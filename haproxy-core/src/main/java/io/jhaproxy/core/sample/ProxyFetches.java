package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.function.ToIntFunction;

/** Names and load of proxies and servers, variables (manual 7.3.2). */
public final class ProxyFetches {
  private ProxyFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    name(library, "fe_name", Need.CLIENT, SampleContext::frontendName);
    name(library, "so_name", Need.CLIENT, SampleContext::listenerName);
    name(library, "be_name", Need.BACKEND, SampleContext::backendName);
    name(library, "srv_name", Need.BACKEND, SampleContext::serverName);
    integer(library, "fe_id", Need.CLIENT, SampleContext::frontendId);
    integer(library, "so_id", Need.CLIENT, SampleContext::listenerId);
    integer(library, "be_id", Need.BACKEND, SampleContext::backendId);
    integer(library, "srv_id", Need.BACKEND, SampleContext::serverId);
    backend(library, "nbsrv", Surroundings.BackendLoad::usableServers);
    backend(library, "be_conn", Surroundings.BackendLoad::connections);
    backend(library, "queue", Surroundings.BackendLoad::queued);
    backend(library, "be_sess_rate", Surroundings.BackendLoad::sessionRate);
    server(library, "srv_is_up", SampleType.BOOL, server -> server.isUp() ? 1 : 0);
    server(library, "srv_conn", SampleType.SINT, Surroundings.ServerLoad::connections);
    server(library, "srv_queue", SampleType.SINT, Surroundings.ServerLoad::queued);
    frontend(library, "fe_conn", Surroundings.FrontendLoad::connections);
    frontend(library, "fe_sess_rate", Surroundings.FrontendLoad::sessionRate);
    library.fetch("var", SampleType.STR, Need.NOTHING, 1, 2, ProxyFetches::variable);
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
    library.fetch(name, SampleType.STR, need, 0, 0, (call, s) -> fetch);
  }

  private static void integer(
      Library library, String name, Need need, ToIntFunction<SampleContext> getter) {
    Fetch fetch = (x, out) -> out.setInt(getter.applyAsInt(x));
    library.fetch(name, SampleType.SINT, need, 0, 0, (call, s) -> fetch);
  }

  private static void backend(
      Library library, String name, ToIntFunction<Surroundings.BackendLoad> getter) {
    library.fetch(
        name,
        SampleType.SINT,
        Need.NOTHING,
        0,
        1,
        (call, s) -> {
          String wanted = call.argument(0).isEmpty() ? s.proxyName() : call.argument(0);
          Surroundings.BackendLoad load = s.backend(wanted);
          if (load == null) {
            throw Arguments.wrong(call, "unable to find backend '" + wanted + "'");
          }
          return (x, out) -> out.setInt(getter.applyAsInt(load));
        });
  }

  private static void frontend(
      Library library, String name, ToIntFunction<Surroundings.FrontendLoad> getter) {
    library.fetch(
        name,
        SampleType.SINT,
        Need.NOTHING,
        0,
        1,
        (call, s) -> {
          String wanted = call.argument(0).isEmpty() ? s.proxyName() : call.argument(0);
          Surroundings.FrontendLoad load = s.frontend(wanted);
          if (load == null) {
            throw Arguments.wrong(call, "unable to find frontend '" + wanted + "'");
          }
          return (x, out) -> out.setInt(getter.applyAsInt(load));
        });
  }

  private static void server(
      Library library,
      String name,
      SampleType type,
      ToIntFunction<Surroundings.ServerLoad> getter) {
    library.fetch(
        name,
        type,
        Need.NOTHING,
        1,
        1,
        (call, s) -> {
          String path = call.argument(0);
          int slash = path.indexOf('/');
          String backend = slash < 0 ? s.proxyName() : path.substring(0, slash);
          Surroundings.BackendLoad load = s.backend(backend);
          Surroundings.ServerLoad server =
              load == null ? null : load.server(path.substring(slash + 1));
          if (server == null) {
            throw Arguments.wrong(call, "unable to find server '" + path + "'");
          }
          return (x, out) -> {
            int value = getter.applyAsInt(server);
            return type == SampleType.BOOL ? out.setBool(value != 0) : out.setInt(value);
          };
        });
  }

  private static Fetch variable(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String name = call.argument(0);
    VariableScope scope = VariableScope.ofName(name);
    if (scope == null) {
      throw Arguments.wrong(
          call,
          "invalid variable name '"
              + name
              + "'. A variable name must be start by its scope. The scope can be 'proc', 'sess',"
              + " 'txn', 'req', 'res' or 'check'");
    }
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
