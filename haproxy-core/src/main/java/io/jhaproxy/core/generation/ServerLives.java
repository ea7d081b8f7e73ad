package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.DynamicServer;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.check.ServerAgent;
import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.check.ServerLife;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a generation with what is known of each: those of the files in their order, behind
 * them those that were added at run time. Read from any thread; changed by one at a time.
 */
final class ServerLives {
  private final Map<Server, Entry> byServer = new ConcurrentHashMap<>();
  private volatile List<Entry> entries;

  /**
   * A server.
   *
   * @param line what its line says
   * @param added its line as it was given at run time; null: it is from a file
   * @param life what changes its state
   */
  record Entry(ServerModel line, @Nullable DynamicServer added, ServerLife life) {
    /** The server. */
    Server server() {
      return life.server();
    }
  }

  /** Takes the servers of the files. */
  ServerLives(List<Entry> ofFiles) {
    entries = List.copyOf(ofFiles);
    for (Entry entry : ofFiles) {
      byServer.put(entry.server(), entry);
    }
  }

  /** Adds a server behind the others. */
  void add(Entry entry) {
    byServer.put(entry.server(), entry);
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    entries = List.copyOf(more);
  }

  /** Forgets a server. */
  void remove(Server server) {
    byServer.remove(server);
    List<Entry> fewer = new ArrayList<>(entries);
    fewer.removeIf(entry -> entry.server() == server);
    entries = List.copyOf(fewer);
  }

  /** All, as they are now. */
  List<Entry> entries() {
    return entries;
  }

  int size() {
    return entries.size();
  }

  /** What changes the state of a server, or null. */
  @Nullable ServerLife life(Server server) {
    Entry entry = byServer.get(server);
    return entry == null ? null : entry.life();
  }

  /** The line of a server, or null. */
  @Nullable ServerModel line(Server server) {
    Entry entry = byServer.get(server);
    return entry == null ? null : entry.line();
  }

  /** The health check of a server, or null. */
  @Nullable ServerCheck check(Server server) {
    ServerLife life = life(server);
    return life == null ? null : life.check();
  }

  /** All health checks. */
  List<ServerCheck> checks() {
    return entries.stream().map(entry -> entry.life().check()).filter(Objects::nonNull).toList();
  }

  /** All agents. */
  List<ServerAgent> agents() {
    return entries.stream().map(entry -> entry.life().agent()).filter(Objects::nonNull).toList();
  }
}
