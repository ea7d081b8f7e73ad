package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.DynamicServer;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.check.CheckKeys;
import io.jhaproxy.core.check.ServerReferences;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.runtime.RefusedException;
import io.jhaproxy.grammar.haproxy.Environment;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code add server} and {@code del server} (management guide 9.3). A server that was added is gone
 * after a reload unless the files have it.
 */
final class ServerChanges {
  /** Levels of the console: what it prints as ALERT and as NOTICE. */
  private static final int ALERT = 0;

  private static final int INFO = 6;

  private final Engine engine;
  private @Nullable Registry registry;

  ServerChanges(Engine engine) {
    this.engine = engine;
  }

  private Proxy proxy(String backend) throws RefusedException {
    Proxy proxy = engine.generation().backend(backend);
    if (proxy == null) {
      throw RefusedException.bare("No such backend.");
    }
    return proxy;
  }

  /** Adds a server; one change at a time. */
  void add(String backendName, String name, List<String> words) throws RefusedException {
    synchronized (engine) {
      Proxy proxy = proxy(backendName);
      if (!DynamicServer.isPossible(proxy.model())) {
        throw RefusedException.bare(
            "Backend must use a dynamic load balancing to support dynamic servers.");
      }
      String title = "CLI : 'server " + backendName + "/" + name + "' : ";
      try {
        register(proxy, name, words);
      } catch (RefusedException refused) {
        engine.options().console().accept(title + refused.getMessage(), ALERT);
        throw RefusedException.bare(refused.getMessage() + end(refused.getMessage()));
      }
      engine.options().console().accept(title + "New server registered.", INFO);
    }
  }

  /** Messages about the form of an address end with the end of a line already. */
  private static String end(@Nullable String message) {
    String text = String.valueOf(message);
    boolean ends = text.contains("file descriptor") || text.startsWith("invalid character");
    return ends ? "\n\n" : "\n";
  }

  private void register(Proxy proxy, String name, List<String> words) throws RefusedException {
    DynamicServer line = parse(proxy, name, words);
    Backend backend = backend(proxy);
    int wanted = line.model().settings().get(ServerKeys.ID);
    checkId(backend, wanted);
    checkLine(proxy, line.model());
    if (backend.server(name) != null) {
      throw RefusedException.bare("Already exists a server with the same name in backend.");
    }
    List<String> problems = new ArrayList<>();
    Generation generation = engine.generation();
    ServerLives.Entry entry =
        generation
            .dynamic()
            .make(generation, proxy, line, wanted != 0 ? wanted : backend.freeId(), problems);
    if (entry == null) {
      throw RefusedException.bare(String.join("\n", problems));
    }
    DynamicServers.join(generation, entry, engine.tools(), engine.options().clock().wallMillis());
  }

  private static Backend backend(Proxy proxy) throws RefusedException {
    Backend backend = proxy.backend();
    if (backend == null) {
      throw RefusedException.bare("No such backend.");
    }
    return backend;
  }

  private DynamicServer parse(Proxy proxy, String name, List<String> words)
      throws RefusedException {
    Registry known = registry;
    if (known == null) {
      known = Keywords.registry();
      registry = known;
    }
    Environment environment = new Environment(Map.of(), LiveStats.VERSION, Set.of());
    try {
      return DynamicServer.parse(proxy.model(), name, words, environment, known);
    } catch (ConfigException refused) {
      throw RefusedException.bare(DynamicServer.reason(refused.diagnostic()));
    }
  }

  private void checkId(Backend backend, int wanted) throws RefusedException {
    for (Server other : backend.servers()) {
      if (wanted != 0 && other.id() == wanted) {
        ServerModel line = engine.generation().lives().line(other);
        String place = other.isDynamic() || line == null ? "(null):0" : "" + line.location();
        throw RefusedException.bare(
            "'id' : custom id "
                + wanted
                + " already used at "
                + place
                + " ('server "
                + other.name()
                + "').");
      }
    }
  }

  /** What is checked of lines of files when all are read. */
  private void checkLine(Proxy proxy, ServerModel line) throws RefusedException {
    Settings settings = line.settings();
    if (settings.get(CheckKeys.AGENT) && settings.get(CheckKeys.AGENT_PORT) == 0) {
      throw RefusedException.bare(
          "server " + line.name() + " does not have agent port. Agent check has been disabled.");
    }
    if (ServerReferences.lacksPort(proxy.model(), line)) {
      throw RefusedException.bare(
          "config: backend '"
              + proxy.model().name()
              + "': server '"
              + line.name()
              + "' has neither service port nor check port nor tcp_check rule 'connect' with port"
              + " information.");
    }
    String track = settings.get(ServerKeys.TRACK);
    if (!track.isEmpty()) {
      if (settings.get(CheckKeys.CHECK)) {
        throw RefusedException.bare("unable to enable checks and tracking at the same time!");
      }
      checkTracked(proxy, track);
    }
  }

  /** Whoever is followed is checked, or follows somebody who is, and stays. */
  private void checkTracked(Proxy proxy, String track) throws RefusedException {
    int slash = track.indexOf('/');
    Generation generation = engine.generation();
    Proxy place = slash < 0 ? proxy : generation.backend(track.substring(0, slash));
    if (place == null || place.backend() == null) {
      throw RefusedException.bare(
          "unable to find required proxy '" + track.substring(0, slash) + "' for tracking.");
    }
    String name = track.substring(slash + 1);
    Server leader = place.backend().server(name);
    if (leader == null) {
      throw RefusedException.bare("unable to find required server '" + name + "' for tracking.");
    }
    Server last = leader;
    for (Server next = last.leader(); next != null; next = next.leader()) {
      last = next;
    }
    if (leader.isDynamic()) {
      throw RefusedException.bare(
          "unable to use " + leader + " for tracking as it is a dynamic server.");
    }
    ServerModel checked = generation.lives().line(last);
    if (checked == null
        || !(checked.settings().get(CheckKeys.CHECK) || checked.settings().get(CheckKeys.AGENT))) {
      throw RefusedException.bare(
          "unable to use "
              + last
              + " for tracking as it does not have any check nor agent enabled.");
    }
  }

  /** Takes a server away; one change at a time. */
  void delete(String backendName, String name) throws RefusedException {
    synchronized (engine) {
      Server server = backend(proxy(backendName)).server(name);
      if (server == null) {
        throw RefusedException.bare("No such server.");
      }
      if (server.isPinned()) {
        throw RefusedException.bare(
            "This server cannot be removed at runtime due to other configuration elements"
                + " pointing to it.");
      }
      if (server.admin() != Admin.MAINT) {
        throw RefusedException.bare("Only servers in maintenance mode can be deleted.");
      }
      long now = engine.options().clock().wallMillis();
      if (!DynamicServers.leave(engine.generation(), server, now)) {
        throw RefusedException.bare(
            "Server still has connections attached to it, cannot remove it.");
      }
      engine.runtime().forget(server);
      engine.options().console().accept("CLI : Server deleted.", INFO);
    }
  }

  /** Servers of the files that were taken away at run time stay away. */
  private static void removeDeleted(Generation to, Backend backend, Proxy before, Backend was) {
    for (ServerModel line : before.model().settings().list(BackendKeys.SERVERS)) {
      Server old = was.server(line.name());
      Server same = backend.server(line.name());
      if (same != null && (old == null || old.isDynamic())) {
        DynamicServers.leave(to, same, same.lastChangeMillis());
      }
    }
  }

  /**
   * Servers that were added to one generation come to the next, in the same order, where the
   * backend is still there and has none of that name; before the one takes the other's place.
   */
  static void carry(Generation from, Generation to) {
    for (Proxy proxy : to.proxies()) {
      Proxy before = from.backend(proxy.model().name());
      if (proxy.backend() != null && before != null && before.backend() != null) {
        removeDeleted(to, proxy.backend(), before, before.backend());
      }
    }
    for (ServerLives.Entry entry : from.lives().entries()) {
      DynamicServer line = entry.added();
      Proxy proxy = line == null ? null : to.backend(entry.server().backend().name());
      Backend backend = proxy == null ? null : proxy.backend();
      if (line == null || proxy == null || backend == null) {
        continue;
      }
      int id = entry.server().id();
      boolean taken = backend.servers().stream().anyMatch(other -> other.id() == id);
      if (backend.server(line.model().name()) == null && DynamicServer.isPossible(proxy.model())) {
        ServerLives.Entry same =
            to.dynamic().make(to, proxy, line, taken ? backend.freeId() : id, new ArrayList<>());
        if (same != null) {
          to.lives().add(same);
          backend.join(same.server(), entry.server().lastChangeMillis());
        }
      }
    }
  }
}
