package io.jhaproxy.core.check;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerState;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Says what happens to servers, in the reference's words and levels: to the proxy's log and, while
 * the process is in the foreground, to the standard error output.
 */
public final class ServerEvents {
  /** Syslog level of the end of the last server. */
  public static final int EMERG = 0;

  /** Syslog level of a server that goes down. */
  public static final int ALERT = 1;

  /** Syslog level of a server that was down and is taken out. */
  public static final int WARNING = 4;

  /** Syslog level of a server that comes up. */
  public static final int NOTICE = 5;

  private final String kind;
  private final Backend backend;
  private final boolean logsChecks;
  private final ObjIntConsumer<String> log;
  private final ObjIntConsumer<String> console;

  /**
   * Makes the voice of one backend.
   *
   * @param kind what the reference calls it: "backend", or "proxy" for a listen section
   * @param logsChecks option log-health-checks
   * @param log gets texts with their syslog level, for the proxy's log targets
   * @param console gets texts with their syslog level, for the standard error output
   */
  public ServerEvents(
      String kind,
      Backend backend,
      boolean logsChecks,
      ObjIntConsumer<String> log,
      ObjIntConsumer<String> console) {
    this.kind = kind;
    this.backend = backend;
    this.logsChecks = logsChecks;
    this.log = log;
    this.console = console;
  }

  void down(Server server, @Nullable CheckResult result) {
    say("Server " + server + " is DOWN" + reason(result) + ". " + left(server), ALERT);
    lastGone();
  }

  void up(Server server, @Nullable CheckResult result) {
    say("Server " + server + " is UP" + reason(result) + ". " + online(), NOTICE);
  }

  void stopping(Server server, boolean leaves, CheckResult result) {
    String text = leaves ? " is stopping" : " is UP";
    say(
        "Server " + server + text + reason(result) + ". " + (leaves ? left(server) : online()),
        NOTICE);
  }

  /**
   * A server follows another.
   *
   * @param before what the administrator said of it or of the other before
   */
  public void followed(Server server, Server leader, Admin before, boolean wasUp) {
    Admin now = server.effectiveAdmin();
    String via = " via " + leader + ". ";
    if (now != before && now == Admin.MAINT) {
      say("Server " + server + " is going DOWN for maintenance" + via + left(server), ALERT);
      lastGone();
    } else if (now != before && now == Admin.DRAIN) {
      say("Server " + server + " enters drain state" + via + online(), NOTICE);
      lastGone();
    } else if (now != before && before == Admin.MAINT) {
      leavesMaintenance(server, server.state() != ServerState.STOPPED, "");
    } else if (now != before) {
      undrained(server);
    } else if (wasUp && server.state() == ServerState.STOPPED) {
      say("Server " + server + " is DOWN" + via + left(server), ALERT);
      lastGone();
    } else if (!wasUp && server.state() != ServerState.STOPPED) {
      say("Server " + server + " is UP" + via + online(), NOTICE);
    } else if (server.state() == ServerState.STOPPING) {
      say("Server " + server + " is stopping" + via + left(server), NOTICE);
    }
  }

  /** The administrator took the server out. */
  public void maintenance(Server server) {
    if (server.state() == ServerState.STOPPED) {
      say("Server " + server + " was DOWN and now enters maintenance.", WARNING);
      return;
    }
    say("Server " + server + " is going DOWN for maintenance. " + left(server), ALERT);
    lastGone();
  }

  /** The administrator let the server run dry. */
  public void draining(Server server) {
    say(
        "Server "
            + server
            + " is stopping because of an administrative operation: drain. "
            + left(server),
        NOTICE);
    lastGone();
  }

  /** The administrator let the server work again. */
  public void ready(Server server, boolean up) {
    leavesMaintenance(server, up, "forced ");
  }

  private void leavesMaintenance(Server server, boolean up, String how) {
    say(
        "Server "
            + server
            + " is "
            + (up ? "UP/READY" : "DOWN/READY")
            + " (leaving "
            + how
            + "maintenance).",
        NOTICE);
  }

  /** The administrator ended a drain. */
  public void undrained(Server server) {
    say("Server " + server + " is UP (leaving forced drain).", NOTICE);
  }

  /** A check that changed nothing. */
  void checked(Server server, Health health, CheckResult result) {
    if (!logsChecks) {
      return;
    }
    String outcome = result.status().isSuccess() ? "succeeded" : "failed";
    String state =
        health.isUp()
            ? (health.level() - health.rise() + 1) + "/" + health.fall() + " UP"
            : health.level() + "/" + health.rise() + " DOWN";
    say(
        "Health check for server "
            + server
            + " "
            + outcome
            + reason(result)
            + ", status: "
            + state
            + ".",
        NOTICE);
  }

  private void lastGone() {
    if (backend.selection() == null) {
      log.accept(kind + " " + backend.name() + " has no server available!", EMERG);
      console.accept(kind + " '" + backend.name() + "' has no server available!", EMERG);
    }
  }

  private void say(String text, int level) {
    log.accept(text, level);
    console.accept(text, level);
  }

  private static String reason(@Nullable CheckResult result) {
    if (result == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(", reason: ").append(result.status().description());
    if (result.status().hasCode()) {
      text.append(", code: ").append(result.code());
    }
    String info = result.info();
    if (info != null && !info.isEmpty()) {
      text.append(", info: \"").append(info).append('"');
    }
    return text.append(", check duration: ")
        .append(result.durationMillis())
        .append("ms")
        .toString();
  }

  private String left(Server server) {
    int active = usable(false);
    int backup = usable(true);
    return active
        + " active and "
        + backup
        + " backup servers left."
        + (active == 0 && backup > 0 ? " Running on backup." : "")
        + " "
        + server.sessions()
        + " sessions active, 0 requeued, "
        + (server.queueLength())
        + " remaining in queue.";
  }

  private String online() {
    int active = usable(false);
    int backup = usable(true);
    return active
        + " active and "
        + backup
        + " backup servers online."
        + (active == 0 && backup > 0 ? " Running on backup." : "")
        + " 0 sessions requeued, "
        + backend.queueLength()
        + " total in queue.";
  }

  private int usable(boolean backup) {
    int count = 0;
    for (Server each : backend.servers()) {
      if (each.isUsable() && each.settings().backup() == backup) {
        count++;
      }
    }
    return count;
  }
}
