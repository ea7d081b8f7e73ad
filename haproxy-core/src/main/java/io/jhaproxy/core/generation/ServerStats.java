package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.ServerState;
import io.jhaproxy.core.check.CheckResult;
import io.jhaproxy.core.check.ServerAgent;
import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.check.TrafficObserver;
import io.jhaproxy.core.stats.ServerCounters;
import io.jhaproxy.core.stats.ServerView;
import io.jhaproxy.core.stats.StatsView;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One server as the statistics see it. */
final class ServerStats extends LiveStats.Counted implements ServerView {
  private final LiveStats stats;
  private final io.jhaproxy.core.backend.Server server;

  ServerStats(LiveStats stats, io.jhaproxy.core.backend.Server server) {
    super(server.sessionRate());
    this.stats = stats;
    this.server = server;
  }

  /** The run-time object. */
  io.jhaproxy.core.backend.Server server() {
    return server;
  }

  @Override
  public String name() {
    return server.name();
  }

  @Override
  public int id() {
    return server.id();
  }

  @Override
  public void counters(ServerCounters into) {
    server.sumCounters(into);
    into.qcur = server.queueLength();
  }

  @Override
  public String status() {
    if (server.admin() == Admin.MAINT) {
      return "MAINT";
    }
    if (server.effectiveAdmin() == Admin.MAINT) {
      return "MAINT (via " + server.leader() + ")";
    }
    if (!server.isResolved()) {
      return "MAINT (resolution)";
    }
    ServerCheck check = stats.check(checked());
    ServerAgent agent = enabledAgent();
    if (server.state() == ServerState.STOPPED && agent != null && !agent.isUp()) {
      return "DOWN (agent)";
    }
    if (server.effectiveAdmin() == Admin.DRAIN) {
      if (server.state() == ServerState.STOPPED) {
        return "DOWN";
      }
      if (agent != null) {
        return "DRAIN (agent)";
      }
      return check == null ? "DRAIN" : check.health().text().replace("UP", "DRAIN");
    }
    if (check == null) {
      return switch (server.state()) {
        case STOPPED -> "DOWN";
        case STOPPING -> "NOLB";
        default -> "no check";
      };
    }
    if (server.state() == ServerState.STOPPING) {
      return "NOLB";
    }
    boolean unproven = server.state() == ServerState.RUNNING && !check.health().isUp();
    return unproven ? check.health().unprovenText() : check.health().text();
  }

  private @Nullable ServerLife life() {
    return stats.engine().generation().life(server);
  }

  /** Its agent, if it is asked. */
  private @Nullable ServerAgent enabledAgent() {
    ServerLife life = life();
    ServerAgent agent = life == null ? null : life.agent();
    return agent == null || !agent.isEnabled() ? null : agent;
  }

  /** The server whose checks tell how this one is. */
  private io.jhaproxy.core.backend.Server checked() {
    io.jhaproxy.core.backend.Server at = server;
    for (io.jhaproxy.core.backend.Server next = at.leader(); next != null; next = at.leader()) {
      at = next;
    }
    return at;
  }

  @Override
  public ServerView.Health health() {
    if (server.effectiveAdmin() == Admin.MAINT || !server.isResolved()) {
      return ServerView.Health.MAINT;
    }
    if (server.effectiveAdmin() == Admin.DRAIN || server.state() == ServerState.STOPPING) {
      return ServerView.Health.DRAIN;
    }
    ServerCheck check = stats.check(checked());
    if (check == null) {
      return server.state() == ServerState.STOPPED
          ? ServerView.Health.DOWN
          : ServerView.Health.NO_CHECK;
    }
    boolean changing = check.health().isChanging() && check.last() != null;
    if (check.health().isUp()) {
      return changing ? ServerView.Health.GOING_DOWN : ServerView.Health.UP;
    }
    return changing ? ServerView.Health.GOING_UP : ServerView.Health.DOWN;
  }

  @Override
  public boolean backup() {
    return server.settings().backup();
  }

  @Override
  public boolean usable() {
    return server.isUsable();
  }

  @Override
  public long weight() {
    return server.effectiveWeight();
  }

  @Override
  public long userWeight() {
    return server.effectiveWeight();
  }

  @Override
  public long sessionLimit() {
    return server.maxconn();
  }

  @Override
  public long queueLimit() {
    return server.settings().maxqueue();
  }

  @Override
  public long queueMax() {
    return server.queueMax();
  }

  @Override
  public long lastChangeSeconds() {
    return (stats.nowMillis() - server.lastChangeMillis()) / 1000;
  }

  @Override
  public long downtimeSeconds() {
    return server.downtimeMillis(stats.nowMillis()) / 1000;
  }

  @Override
  public long throttlePercent() {
    return server.state() == ServerState.STARTING ? server.percent() : StatsView.NONE;
  }

  @Override
  public @Nullable String tracked() {
    io.jhaproxy.core.backend.Server leader = server.leader();
    return leader == null ? null : leader.toString();
  }

  @Override
  public long lastSessionSeconds() {
    ServerCounters sum = new ServerCounters();
    server.sumCounters(sum);
    return sum.lastSession == 0 ? -1 : stats.nowMillis() / 1000 - sum.lastSession;
  }

  @Override
  public String address() {
    if (server.address() instanceof InetSocketAddress inet && inet.getAddress() != null) {
      String ip = inet.getAddress().getHostAddress();
      String host = inet.getAddress() instanceof Inet6Address ? "[" + ip + "]" : ip;
      return host + ":" + inet.getPort();
    }
    return "unix";
  }

  @Override
  public @Nullable String cookie() {
    byte[] cookie = server.cookie();
    return cookie == null ? null : new String(cookie, StandardCharsets.ISO_8859_1);
  }

  @Override
  public StatsView.Averages averages() {
    return new ProxyStats.Average(server.averages());
  }

  @Override
  public ServerView.@Nullable Check check() {
    ServerCheck check = stats.check(server);
    return check == null ? null : new Checked(check);
  }

  @Override
  public ServerView.@Nullable Check agent() {
    ServerAgent agent = enabledAgent();
    return agent == null ? null : new AgentView(agent);
  }

  @Override
  public long analysisFailures() {
    return server.observer() instanceof TrafficObserver observer
        ? observer.events()
        : StatsView.NONE;
  }

  @Override
  public long idleConnections() {
    return server.idleConnections();
  }

  @Override
  public long idleLimit() {
    int limit = server.settings().poolMax();
    return limit < 0 ? StatsView.NONE : limit;
  }

  @Override
  public long safeIdleConnections() {
    return server.idleConnections();
  }

  @Override
  public long usedConnections() {
    return server.served();
  }

  @Override
  public long neededConnections() {
    return server.served();
  }

  private record Checked(ServerCheck check) implements ServerView.Check {
    @Override
    public String status() {
      CheckResult last = check.last();
      return last == null ? "INI" : last.status().code();
    }

    @Override
    public String description() {
      CheckResult last = check.last();
      return last == null ? "Initializing" : last.status().description();
    }

    @Override
    public boolean running() {
      return check.isRunning();
    }

    @Override
    public long code() {
      CheckResult last = check.last();
      return last == null || !last.status().hasCode() ? StatsView.NONE : last.code();
    }

    @Override
    public long durationMillis() {
      CheckResult last = check.last();
      return last == null || last.durationMillis() < 0 ? StatsView.NONE : last.durationMillis();
    }

    @Override
    public @Nullable String lastOutput() {
      CheckResult last = check.last();
      return last == null ? null : last.info();
    }

    @Override
    public long failures() {
      return check.failures();
    }

    @Override
    public long downTransitions() {
      return check.life().downTransitions();
    }

    @Override
    public int rise() {
      return check.plan().rise();
    }

    @Override
    public int fall() {
      return check.plan().fall();
    }

    @Override
    public int health() {
      return check.health().level();
    }

    @Override
    public boolean enabled() {
      return check.isEnabled();
    }
  }
}
