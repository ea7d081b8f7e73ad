package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Selection;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.http.ErrorAnswer;
import io.jhaproxy.core.http.HttpKeys;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Place;
import io.jhaproxy.core.sample.Shared;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.core.sample.Userlist;
import io.jhaproxy.core.sample.VariableNames;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.table.TableDirectory;
import io.jhaproxy.grammar.source.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What expressions of one proxy may ask about the rest of the process. */
class ProxySurroundings implements Surroundings {
  private final String proxyName;
  private final RuntimeNames names;
  private Location spot = Location.NOWHERE;
  private int ordinal;

  ProxySurroundings(String proxyName, RuntimeNames names) {
    this.proxyName = proxyName;
    this.names = names;
  }

  @Override
  public Shared shared() {
    return names.shared();
  }

  @Override
  public void at(Location location) {
    spot = location.wholeLine();
    ordinal = 0;
  }

  @Override
  public Place place() {
    return new Place(spot, ordinal++);
  }

  @Override
  public void unfinished(String message) {
    names.unfinished().add(message);
  }

  @Override
  public String proxyName() {
    return proxyName;
  }

  @Override
  public boolean isFrontend() {
    return names.isFrontend(proxyName);
  }

  @Override
  public boolean isBackend() {
    return names.isBackend(proxyName);
  }

  @Override
  public @Nullable BackendLoad backend(String name) {
    return names.isBackend(name) ? new Load(name) : null;
  }

  @Override
  public @Nullable FrontendLoad frontend(String name) {
    if (!names.isFrontend(name)) {
      return null;
    }
    return new FrontendLoad() {
      @Override
      public int connections() {
        Frontend frontend = names.frontend(name);
        return frontend == null ? 0 : (int) frontend.sessions();
      }

      @Override
      public int sessionRate() {
        Frontend frontend = names.frontend(name);
        return frontend == null ? 0 : (int) frontend.sessionRate().now();
      }

      @Override
      public int requestRate() {
        Frontend frontend = names.frontend(name);
        return frontend == null ? 0 : (int) frontend.requestRate().now();
      }
    };
  }

  @Override
  public @Nullable Userlist userlist(String name) {
    return names.userlist(name);
  }

  @Override
  public byte @Nullable [] errorFile(String section, int status) {
    Settings found = names.errorSection(section);
    ErrorAnswer answer = found == null ? null : found.get(HttpKeys.ERRORS).get(status);
    return answer == null ? null : RuleParts.message(answer);
  }

  @Override
  public boolean usesTable(String name, String keyword, int argument, boolean converter) {
    return TableDirectory.of(this).find(name) != null;
  }

  @Override
  public VariableNames variableNames() {
    return names.variableNames();
  }

  @Override
  public @Nullable String environment(String name) {
    return System.getenv(name);
  }

  @Override
  public String hostName() {
    return names.hostName();
  }

  @Override
  public List<String> readLines(String path) throws IOException {
    return Files.readAllLines(Path.of(path), StandardCharsets.ISO_8859_1);
  }

  @Override
  public int random(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }

  @Override
  public void warn(String message) {
    names.warnings().add("proxy '" + proxyName + "': " + message);
  }

  /** It was said when the line was read. */
  @Override
  public void neverMatches(String what, String why, Phase phase) {}

  /** It was said when the line was read. */
  @Override
  public void lacksPatterns(String criterion) {}

  /** A backend is looked up when it is asked about: it may be compiled later than the question. */
  private final class Load implements BackendLoad {
    private final String name;
    private volatile List<Server> seen = List.of();
    private volatile List<ServerLoad> servers = List.of();

    Load(String name) {
      this.name = name;
    }

    @Override
    public int usableServers() {
      Backend backend = names.backend(name);
      Selection selection = backend == null ? null : backend.selection();
      return selection == null ? 0 : selection.size();
    }

    @Override
    public int connections() {
      Backend backend = names.backend(name);
      return backend == null ? 0 : (int) backend.sessions();
    }

    @Override
    public int queued() {
      Backend backend = names.backend(name);
      if (backend == null) {
        return 0;
      }
      int sum = backend.queueLength();
      for (Server server : backend.servers()) {
        sum += server.queueLength();
      }
      return sum;
    }

    @Override
    public int sessionRate() {
      Backend backend = names.backend(name);
      return backend == null ? 0 : (int) backend.sessionRate().now();
    }

    @Override
    public List<? extends ServerLoad> servers() {
      Backend backend = names.backend(name);
      if (backend == null) {
        return List.of();
      }
      List<Server> now = backend.servers();
      List<ServerLoad> known = servers;
      if (seen != now) {
        known = new ArrayList<>();
        for (Server server : now) {
          known.add(new OneServer(name, server.name()));
        }
        servers = List.copyOf(known);
        seen = now;
      }
      return known;
    }

    @Override
    public @Nullable ServerLoad server(String serverName) {
      if (!names.hasServer(name, serverName)) {
        return null;
      }
      names.reference(name + "/" + serverName);
      return new OneServer(name, serverName);
    }
  }

  /** A server is looked up when it is asked about, as its backend is. */
  private final class OneServer implements ServerLoad {
    private final String backendName;
    private final String serverName;
    private volatile @Nullable Server found;

    OneServer(String backendName, String serverName) {
      this.backendName = backendName;
      this.serverName = serverName;
    }

    private @Nullable Server server() {
      Server known = found;
      if (known == null) {
        Backend backend = names.backend(backendName);
        known = backend == null ? null : backend.server(serverName);
        found = known;
      }
      return known;
    }

    @Override
    public boolean isUp() {
      Server server = server();
      return server != null && server.isUsable();
    }

    @Override
    public int connections() {
      Server server = server();
      return server == null ? 0 : server.served();
    }

    @Override
    public int queued() {
      Server server = server();
      return server == null ? 0 : server.queueLength();
    }

    @Override
    public int maxconn() {
      Server server = server();
      return server == null ? 0 : server.slotLimit();
    }

    @Override
    public int maxqueue() {
      Server server = server();
      return server == null ? 0 : server.settings().maxqueue();
    }

    @Override
    public int weight() {
      Server server = server();
      return server == null ? 0 : server.isUsable() ? server.effectiveWeight() : 0;
    }

    @Override
    public int userWeight() {
      Server server = server();
      return server == null ? 0 : server.effectiveWeight();
    }

    @Override
    public int initialWeight() {
      Server server = server();
      return server == null ? 0 : server.initialWeight();
    }

    @Override
    public int sessionRate() {
      Server server = server();
      return server == null ? 0 : (int) server.sessionRate().now();
    }
  }
}
