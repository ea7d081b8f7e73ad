package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.SavedServer;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.backend.ServerState;
import io.jhaproxy.core.backend.StateFileKeys;
import io.jhaproxy.core.check.CheckKeys;
import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.Settings;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives servers back what they were when a state file was written (manual, {@code
 * load-server-state-from-file}); before anything runs.
 */
final class StateFiles {
  private static final int FORCED_MAINT = 1;
  private static final int CONFIGURED_MAINT = 4;
  private static final int FORCED_DRAIN = 8;
  private static final int CHECK_CONFIGURED = 2;
  private static final int CHECK_ENABLED = 4;
  private static final String HOW = ", changed from server-state after a reload";

  private final Generation generation;
  private final long nowMillis;
  private final List<String> warnings;
  private final Map<String, List<SavedServer>> files = new HashMap<>();

  private StateFiles(Generation generation, long nowMillis, List<String> warnings) {
    this.generation = generation;
    this.nowMillis = nowMillis;
    this.warnings = warnings;
  }

  /**
   * Reads the files that the configuration names.
   *
   * @param warnings gets what cannot be read or restored, and what became of servers
   */
  static void load(Generation generation, long nowMillis, List<String> warnings) {
    StateFiles files = new StateFiles(generation, nowMillis, warnings);
    for (Proxy proxy : generation.proxies()) {
      if (proxy.backend() != null) {
        files.load(proxy, proxy.backend());
      }
    }
  }

  /** Gives servers back what lines of such a file say. */
  static void restore(Generation generation, List<String> lines, long nowMillis) {
    List<SavedServer> saved = SavedServer.parse(lines);
    if (saved == null) {
      return;
    }
    StateFiles files = new StateFiles(generation, nowMillis, new ArrayList<>());
    for (Proxy proxy : generation.proxies()) {
      if (proxy.backend() != null) {
        files.restore(proxy, proxy.backend(), saved);
      }
    }
  }

  private void warn(String text) {
    warnings.add("config : " + text);
  }

  private void load(Proxy proxy, Backend backend) {
    Settings global = generation.model().global();
    Settings from = proxy.model().settings();
    String base = global.get(StateFileKeys.BASE);
    switch (from.get(StateFileKeys.LOAD)) {
      case "global" -> {
        String file = global.get(StateFileKeys.FILE);
        if (!file.isEmpty()) {
          restore(proxy, backend, lines(path(base, file), ""));
        }
      }
      case "local" -> {
        String name = from.get(StateFileKeys.NAME);
        String file = path(base, name.isEmpty() ? backend.name() : name);
        restore(proxy, backend, lines(file, backend.name()));
      }
      default -> {}
    }
  }

  private static String path(String base, String file) {
    return base.isEmpty() || file.startsWith("/")
        ? file
        : base + (base.endsWith("/") ? "" : "/") + file;
  }

  /**
   * A file's lines, read once.
   *
   * @param proxy whose file it is; empty: everybody's
   */
  private List<SavedServer> lines(String file, String proxy) {
    List<SavedServer> known = files.get(file);
    if (known != null) {
      return known;
    }
    List<SavedServer> read = null;
    try {
      read = SavedServer.parse(Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1));
      if (read == null) {
        warn(
            proxy.isEmpty()
                ? "config: Can't get version of the global server state file '" + file + "'."
                : "Proxy '"
                    + proxy
                    + "': Can't get version of the server state file '"
                    + file
                    + "'.");
      }
    } catch (IOException missing) {
      String why = "'" + file + "': No such file or directory";
      warn(
          proxy.isEmpty()
              ? "config: Can't open global server state file " + why
              : "Proxy '" + proxy + "': Can't open server state file " + why + ".");
    }
    files.put(file, read == null ? List.of() : read);
    return files.get(file);
  }

  private void restore(Proxy proxy, Backend backend, List<SavedServer> saved) {
    for (Server server : backend.servers()) {
      for (SavedServer line : saved) {
        if (line.backend().equals(backend.name()) && line.name().equals(server.name())) {
          if (line.problem().isEmpty()) {
            restore(proxy, server, line);
          } else {
            warn("server-state application failed for server '" + server + "', " + line.problem());
          }
        }
      }
    }
  }

  private void restore(Proxy proxy, Server server, SavedServer line) {
    ServerLife life = generation.life(server);
    ServerCheck check = life == null ? null : life.check();
    if (check != null) {
      boolean configured = (line.checkState() & CHECK_CONFIGURED) != 0;
      check.restore(
          line.state() != ServerState.STOPPED,
          line.health(),
          !configured || (line.checkState() & CHECK_ENABLED) != 0);
    }
    if (line.configuredWeight() == server.initialWeight()) {
      server.weight(line.weight(), nowMillis);
    }
    InetSocketAddress place = place(proxy, server, line);
    if (place != null) {
      server.address(place, nowMillis);
      if (check != null && checksItself(proxy, server)) {
        check.target(place);
      }
    }
    state(server, line.state(), life);
    administration(server, line);
    server.restoreLastChange(nowMillis - line.sinceSeconds() * 1000);
  }

  private void state(Server server, ServerState saved, @Nullable ServerLife life) {
    if (saved == ServerState.STOPPED && !server.settings().disabled()) {
      server.state(ServerState.STOPPED, nowMillis);
      warn("Server " + server + " is DOWN" + HOW + ". " + (life == null ? "" : life.left()));
    } else if (saved == ServerState.STOPPING) {
      server.state(ServerState.STOPPING, nowMillis);
      warn("Server " + server + " is stopping" + HOW + ". " + (life == null ? "" : life.online()));
    }
  }

  private void administration(Server server, SavedServer line) {
    boolean wasConfigured = (line.admin() & CONFIGURED_MAINT) != 0;
    if ((line.admin() & FORCED_MAINT) != 0) {
      server.admin(Admin.MAINT, nowMillis);
    } else if ((line.admin() & FORCED_DRAIN) != 0) {
      server.admin(Admin.DRAIN, nowMillis);
      warn("Server " + server + " remains in forced drain mode.");
    } else if (server.settings().disabled() && wasConfigured) {
      server.admin(Admin.READY, nowMillis);
      boolean down = server.state() == ServerState.STOPPED;
      warn(
          "Server "
              + server
              + " is "
              + (down ? "DOWN/READY" : "UP/READY")
              + " (leaving forced maintenance).");
    }
  }

  /** Where the server is now: its port may have been changed, its address only if it has a name. */
  private static @Nullable InetSocketAddress place(Proxy proxy, Server server, SavedServer line) {
    if (!(server.address() instanceof InetSocketAddress own) || line.port() == 0) {
      return null;
    }
    InetAddress address = own.getAddress();
    byte[] saved = NetUtil.createByteArrayFromIpAddressString(line.address());
    if (saved != null && isNamed(proxy, server, line.host())) {
      try {
        address = InetAddress.getByAddress(saved);
      } catch (UnknownHostException impossible) {
        return null;
      }
    }
    if (address == null) {
      return null;
    }
    InetSocketAddress place = new InetSocketAddress(address, line.port());
    return place.equals(own) ? null : place;
  }

  /** Whether its checks go where its traffic goes. */
  private static boolean checksItself(Proxy proxy, Server server) {
    for (ServerModel model : proxy.model().settings().list(BackendKeys.SERVERS)) {
      if (model.name().equals(server.name())) {
        return model.settings().get(CheckKeys.PORT) == 0
            && model.settings().get(CheckKeys.ADDR).isEmpty();
      }
    }
    return false;
  }

  private static boolean isNamed(Proxy proxy, Server server, String host) {
    for (ServerModel model : proxy.model().settings().list(BackendKeys.SERVERS)) {
      if (model.name().equals(server.name())) {
        return model.address() instanceof Address.Inet inet && inet.host().equals(host);
      }
    }
    return false;
  }
}
