package io.jhaproxy.core.check;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.ServerKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Validation of {@code track} and of where a check connects to. */
public final class ServerReferences {
  /** A tracking chain longer than this loops. */
  private static final int LONGEST_CHAIN = 64;

  private ServerReferences() {}

  /**
   * A server and its backend.
   *
   * @param proxy the backend
   * @param server its server
   */
  private record Place(ProxyModel proxy, ServerModel server) {
    @Override
    public String toString() {
      return proxy.name() + "/" + server.name();
    }
  }

  static void checkTracking(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      String track = server.settings().get(ServerKeys.TRACK);
      if (track.isEmpty()) {
        continue;
      }
      String problem =
          server.settings().get(CheckKeys.CHECK)
              ? "unable to enable checks and tracking at the same time!"
              : problem(new Place(proxy, server), model);
      if (!problem.isEmpty()) {
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
                    + "' : "
                    + problem));
      }
    }
  }

  /** Follows the chain to a server with checks; empty if there is one. */
  private static String problem(Place start, ConfigModel model) {
    Place place = start;
    Place first = start;
    boolean closesTheLoop = true;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      String track = place.server().settings().get(ServerKeys.TRACK);
      if (track.isEmpty()) {
        return place.server().settings().get(CheckKeys.CHECK)
            ? ""
            : "unable to use "
                + place
                + " for tracking as it does not have any check nor agent enabled.";
      }
      int slash = track.indexOf('/');
      ProxyModel backend = slash < 0 ? place.proxy() : model.backend(track.substring(0, slash));
      if (backend == null) {
        return "unable to find required proxy '" + track.substring(0, slash) + "' for tracking.";
      }
      ServerModel next = server(backend, track.substring(slash + 1));
      if (next == null) {
        return "unable to find required server '" + track.substring(slash + 1) + "' for tracking.";
      }
      place = new Place(backend, next);
      first = i == 0 ? place : first;
      if (next == start.server()) {
        break;
      }
      closesTheLoop &= next.location().line() < start.server().location().line();
    }
    // A loop is one error, reported at the line that closes it.
    if (!closesTheLoop) {
      return "";
    }
    return "unable to track "
        + first
        + " as it belongs to a tracking chain looping back to "
        + start
        + ".";
  }

  private static @Nullable ServerModel server(ProxyModel proxy, String name) {
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      if (server.name().equals(name)) {
        return server;
      }
    }
    return null;
  }

  static void checkPorts(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      if (lacksPort(proxy, server)) {
        diagnostics.accept(
            new Diagnostic(
                Severity.ALERT,
                server.location().wholeLine(),
                "config : config: proxy '"
                    + proxy.name()
                    + "': server '"
                    + server.name()
                    + "' has neither service port nor check port."));
      }
    }
  }

  /** Whether nothing says to which port the checks of a server go. */
  public static boolean lacksPort(ProxyModel proxy, ServerModel server) {
    Settings settings = server.settings();
    return settings.get(CheckKeys.CHECK)
        && !connectsToPort(proxy)
        && settings.get(CheckKeys.PORT) == 0
        && !hasPort(server.address())
        && !settings.get(CheckKeys.ADDR).map(ServerReferences::hasPort).orElse(false);
  }

  private static boolean hasPort(Address address) {
    return !(address instanceof Address.Inet inet)
        || inet.portKind() == Address.PortKind.FIXED && inet.port() > 0;
  }

  private static boolean connectsToPort(ProxyModel proxy) {
    boolean http = proxy.settings().get(CheckKeys.METHOD) == CheckMethod.HTTPCHK;
    List<CheckStep> steps =
        proxy.settings().list(http ? CheckKeys.HTTP_CHECK : CheckKeys.TCP_CHECK);
    return steps.stream()
        .anyMatch(step -> step instanceof CheckStep.Connect connect && connect.port() != 0);
  }
}
