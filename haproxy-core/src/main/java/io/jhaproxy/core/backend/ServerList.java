package io.jhaproxy.core.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a backend in order, as they are at one moment.
 *
 * @param byName where they are many; of two with one name the first counts
 */
record ServerList(List<Server> list, @Nullable Map<String, Server> byName) {
  private static final int FEW = 16;

  static ServerList of(List<Server> servers) {
    Map<String, Server> byName = null;
    if (servers.size() > FEW) {
      byName = new HashMap<>(servers.size() * 2);
      for (Server server : servers) {
        byName.putIfAbsent(server.name(), server);
      }
    }
    return new ServerList(List.copyOf(servers), byName);
  }

  @Nullable Server named(String name) {
    if (byName != null) {
      return byName.get(name);
    }
    for (Server server : list) {
      if (server.name().equals(name)) {
        return server;
      }
    }
    return null;
  }
}
