package io.jhaproxy.core.backend;

import io.jhaproxy.core.net.SocketOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Backends as tests write them: words {@code name[*weight][/maxconn[/maxqueue]][+backup]}, for
 * instance {@code "a*3 b/2 c+backup"}.
 */
final class TestPool {
  private TestPool() {}

  static Backend of(Balancer balancer, String servers) {
    return of(balancer, servers, false);
  }

  static Backend of(Balancer balancer, String servers, boolean allBackups) {
    Backend backend =
        new Backend(
            new BackendSettings(
                "b",
                1,
                false,
                "test",
                allBackups,
                10,
                3,
                0,
                0,
                0,
                0,
                0,
                0,
                false,
                false,
                false,
                BackendSettings.Reuse.SAFE,
                BackendSettings.ConnectionMode.KEEP_ALIVE),
            balancer,
            1,
            0);
    int id = 1;
    for (String written : servers.split(" ")) {
      backend.join(backend.makeServer(settings(written, id), id, null, 0), 0);
      id++;
    }
    return backend;
  }

  private static ServerSettings settings(String written, int id) {
    boolean backup = written.endsWith("+backup");
    String[] limits = written.replace("+backup", "").split("/");
    String[] name = limits[0].split("\\*");
    return new ServerSettings(
        name[0],
        new InetSocketAddress(InetAddress.getLoopbackAddress(), id),
        true,
        name.length > 1 ? Integer.parseInt(name[1]) : 1,
        backup,
        false,
        limits.length > 1 ? Integer.parseInt(limits[1]) : 0,
        0,
        limits.length > 2 ? Integer.parseInt(limits[2]) : 0,
        null,
        null,
        -1,
        5000,
        -1,
        SocketOptions.PLAIN);
  }

  static BalanceKey client(String ip) {
    SocketAddress address;
    try {
      address = new InetSocketAddress(InetAddress.getByName(ip), 4711);
    } catch (UnknownHostException notAnAddress) {
      throw new IllegalArgumentException(ip, notAnAddress);
    }
    return () -> address;
  }

  static final BalanceKey ANY = client("127.0.0.1");

  /** Names of the servers that the next streams get; "-" where none is free. Slots stay taken. */
  static String take(Backend backend, int streams) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < streams; i++) {
      names.append(nameOf(backend.assign(ANY, null)));
    }
    return names.toString();
  }

  /** As {@link #take} with every slot given back at once. */
  static String pass(Backend backend, int streams) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < streams; i++) {
      Server server = backend.assign(ANY, null);
      names.append(nameOf(server));
      if (server != null) {
        backend.release(server);
      }
    }
    return names.toString();
  }

  static String nameOf(@Nullable Server server) {
    return server == null ? "-" : server.name();
  }

  static Server server(Backend backend, String name) {
    Server server = backend.server(name);
    if (server == null) {
      throw new IllegalArgumentException(name);
    }
    return server;
  }
}
