package io.jhaproxy.core.check;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerState;
import io.jhaproxy.core.net.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All changes of a server's state, each with what is said of it: by its health check, by its agent,
 * by an administrator. Safe from any thread.
 */
public final class ServerLife {
  private final Server server;
  private final ServerEvents events;
  private final Clock clock;
  private final AtomicLong downTransitions = new AtomicLong();
  private volatile @Nullable ServerCheck check;
  private volatile @Nullable ServerAgent agent;

  /** Makes the life of a server that is neither checked nor has an agent. */
  public ServerLife(Server server, ServerEvents events, Clock clock) {
    this.server = server;
    this.events = events;
    this.clock = clock;
  }

  /** The server. */
  public Server server() {
    return server;
  }

  /** Its health check, or null. */
  public @Nullable ServerCheck check() {
    return check;
  }

  /** Its agent, or null. */
  public @Nullable ServerAgent agent() {
    return agent;
  }

  /** Gives it a health check; before checks begin. */
  public void attach(ServerCheck made) {
    check = made;
  }

  /** Gives it an agent; before checks begin. */
  public void attach(ServerAgent made) {
    agent = made;
  }

  /** Takes the place of the same server's life in a configuration before; its checks have ended. */
  public void succeed(ServerLife old) {
    downTransitions.set(old.downTransitions.get());
    ServerAgent now = agent;
    ServerAgent before = old.agent;
    if (now != null && before != null) {
      now.recall(before.memory());
    }
    events.settle();
  }

  /** What checks and agent have found. */
  public LifeMemory memory() {
    ServerCheck checks = check;
    ServerAgent agents = agent;
    return new LifeMemory(
        server.toString(),
        downTransitions.get(),
        checks == null ? null : checks.memory(),
        agents == null ? null : agents.memory());
  }

  /**
   * Goes on with what was found in another process; before checks begin.
   *
   * @param samePlace whether the server is where it was
   */
  public void recall(LifeMemory old, boolean samePlace) {
    downTransitions.set(old.downTransitions());
    ServerCheck checks = check;
    ServerAgent agents = agent;
    if (checks != null && old.check() != null) {
      checks.recall(old.check(), samePlace);
    }
    if (agents != null && old.agent() != null) {
      agents.recall(old.agent());
    }
    events.settle();
  }

  ServerEvents events() {
    return events;
  }

  /** How many servers are left, in words of the log. */
  public String left() {
    return events.left(server);
  }

  /** How many servers work, in words of the log. */
  public String online() {
    return events.online();
  }

  /** How often it went down, for whatever reason. */
  public long downTransitions() {
    return downTransitions.get();
  }

  /** A check or agent finds it well; it comes up if the other one agrees. */
  void foundUp(CheckResult result) {
    ServerCheck checked = check;
    ServerAgent told = agent;
    boolean agreed =
        (checked == null || checked.health().isUp()) && (told == null || told.agrees());
    if (agreed) {
      up(events.reason(result));
    }
  }

  /** A check or agent finds it unfit. */
  void foundDown(@Nullable CheckResult result) {
    down(events.reason(result));
  }

  private synchronized void up(String reason) {
    if (server.state() == ServerState.RUNNING || server.state() == ServerState.STARTING) {
      return;
    }
    server.state(ServerState.RUNNING, clock.wallMillis());
    events.up(server, reason);
  }

  private synchronized void down(String reason) {
    if (server.state() == ServerState.STOPPED) {
      return;
    }
    downTransitions.incrementAndGet();
    server.state(ServerState.STOPPED, clock.wallMillis());
    events.down(server, reason);
  }

  /** It gets no new users though it is well. */
  synchronized void stopping(String reason) {
    if (server.state() == ServerState.STOPPING) {
      return;
    }
    server.state(ServerState.STOPPING, clock.wallMillis());
    events.stopping(server, reason);
  }

  /**
   * Somebody sets it up or down, as if by its checks.
   *
   * @param how by which way, for instance {@code changed from CLI}
   */
  public void force(boolean up, String how) {
    ServerCheck checked = check;
    if (checked != null) {
      checked.force(up);
    }
    state(up, how);
  }

  /**
   * Somebody sets it up or down, as if by its agent.
   *
   * @param how by which way
   */
  public void forceAgent(boolean up, String how) {
    ServerAgent told = agent;
    if (told != null) {
      told.force(up);
    }
    state(up, how);
  }

  private void state(boolean up, String how) {
    if (up) {
      up(", " + how);
    } else {
      down(", " + how);
    }
  }

  /** Somebody takes its new users away, as if by its checks. */
  public void noNewUsers(String how) {
    ServerCheck checked = check;
    if (checked != null) {
      checked.force(true);
    }
    stopping(", " + how);
  }

  /** Changes the weight, 0 to 256. */
  public void weight(int next) {
    server.weight(next, clock.wallMillis());
    events.weighed(server);
  }

  /** Changes what the administrator or the agent wants; false if it wants that already. */
  public synchronized boolean administer(Admin wanted) {
    Admin before = server.admin();
    if (before == wanted) {
      return false;
    }
    boolean down = server.state() == ServerState.STOPPED;
    if (before == Admin.MAINT) {
      down = revive();
    } else if (wanted == Admin.MAINT && !down) {
      downTransitions.incrementAndGet();
    }
    server.admin(wanted, clock.wallMillis());
    switch (wanted) {
      case MAINT -> events.maintenance(server);
      case DRAIN -> {
        if (before == Admin.MAINT) {
          events.ready(server, !down);
        }
        events.draining(server);
      }
      case READY -> {
        if (before == Admin.MAINT) {
          events.ready(server, !down);
        } else {
          events.undrained(server);
        }
      }
    }
    return true;
  }

  /** Who leaves maintenance is up until checks say something else, unless its agent says no. */
  private boolean revive() {
    ServerCheck checked = check;
    ServerAgent told = agent;
    if (checked != null) {
      checked.revive();
    }
    boolean down = told != null && !told.agrees();
    server.state(down ? ServerState.STOPPED : ServerState.RUNNING, clock.wallMillis());
    return down;
  }
}
