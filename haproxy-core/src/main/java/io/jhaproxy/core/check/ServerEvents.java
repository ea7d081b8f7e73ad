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

  /** Syslog level of a server that comes up. */
  public static final int NOTICE = 5;

  /** Syslog level of results of checks, for mails. */
  private static final int INFO = 6;

  private final String kind;
  private final Backend backend;
  private final boolean logsChecks;
  private final ObjIntConsumer<String> log;
  private final ObjIntConsumer<String> console;
  private final ObjIntConsumer<String> mail;
  private boolean available;

  /**
   * Makes the voice of one backend.
   *
   * @param kind what the reference calls it: "backend", or "proxy" for a listen section
   * @param logsChecks option log-health-checks
   * @param log gets texts with their syslog level, for the proxy's log targets
   * @param console gets texts with their syslog level, for the standard error output
   * @param mail gets texts with their syslog level, for mailers
   */
  public ServerEvents(
      String kind,
      Backend backend,
      boolean logsChecks,
      ObjIntConsumer<String> log,
      ObjIntConsumer<String> console,
      ObjIntConsumer<String> mail) {
    this.mail = mail;
    this.kind = kind;
    this.backend = backend;
    this.logsChecks = logsChecks;
    this.log = log;
    this.console = console;
    this.available = backend.selection() != null;
  }

  void down(Server server, String reason) {
    if (isAway(server)) {
      return;
    }
    boolean drained = server.effectiveAdmin() != Admin.READY;
    tell("Server " + server + " is DOWN" + reason + ". " + left(server), drained ? NOTICE : ALERT);
    remains(server);
  }

  void up(Server server, String reason) {
    if (isAway(server)) {
      return;
    }
    tell("Server " + server + " is UP" + reason + ". " + online(), NOTICE);
    remains(server);
  }

  void stopping(Server server, String reason) {
    if (isAway(server)) {
      return;
    }
    say("Server " + server + " is stopping" + reason + ". " + online(), NOTICE);
    remains(server);
  }

  /** Of a server in maintenance nothing is said. */
  private static boolean isAway(Server server) {
    return server.effectiveAdmin() == Admin.MAINT;
  }

  private void remains(Server server) {
    if (server.effectiveAdmin() == Admin.DRAIN) {
      say("Server " + server + " remains in forced drain mode.", NOTICE);
    }
    lastGone();
  }

  /** A weight was set, perhaps to 0. */
  void weighed(Server server) {
    remains(server);
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
    } else if (now != before && now == Admin.DRAIN) {
      say("Server " + server + " enters drain state" + via + online(), NOTICE);
    } else if (now != before && before == Admin.MAINT) {
      leavesMaintenance(server, server.state() != ServerState.STOPPED, "");
    } else if (now != before) {
      undrained(server);
    } else if (wasUp && server.state() == ServerState.STOPPED) {
      say("Server " + server + " is DOWN" + via + left(server), ALERT);
    } else if (!wasUp && server.state() != ServerState.STOPPED) {
      say("Server " + server + " is UP" + via + online(), NOTICE);
    } else if (server.state() == ServerState.STOPPING) {
      say("Server " + server + " is stopping" + via + left(server), NOTICE);
    }
    lastGone();
  }

  /** The administrator took the server out. */
  public void maintenance(Server server) {
    if (server.state() == ServerState.STOPPED) {
      say("Server " + server + " was DOWN and now enters maintenance.", NOTICE);
      lastGone();
      return;
    }
    say("Server " + server + " is going DOWN for maintenance. " + left(server), ALERT);
    lastGone();
  }

  /** The administrator let the server run dry. */
  public void draining(Server server) {
    boolean down = server.state() == ServerState.STOPPED;
    tell("Server " + server + " enters drain state. " + (down ? left(server) : online()), NOTICE);
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
    lastGone();
  }

  /** The administrator ended a drain. */
  public void undrained(Server server) {
    boolean down = server.state() == ServerState.STOPPED;
    say("Server " + server + " is " + (down ? "DOWN" : "UP") + " (leaving forced drain).", NOTICE);
    lastGone();
  }

  /** A check found something else than the one before. */
  void checked(Server server, Health health, CheckResult result) {
    if (!logsChecks) {
      return;
    }
    String outcome =
        result.status() == CheckStatus.L7OKC
            ? "conditionally succeeded"
            : result.status().isSuccess() ? "succeeded" : "failed";
    String state =
        health.isUp()
            ? (health.level() - health.rise() + 1) + "/" + health.fall() + " UP"
            : health.level() + "/" + health.rise() + " DOWN";
    String text =
        "Health check for server "
            + server
            + " "
            + outcome
            + words(result)
            + ", status: "
            + state
            + ".";
    say(text, NOTICE);
    mail.accept(text, INFO);
  }

  /** The servers are what they were before: whether any is left is no news. */
  synchronized void settle() {
    available = backend.selection() != null;
  }

  /** Says it when the last server is lost, once. */
  private synchronized void lastGone() {
    boolean now = backend.selection() != null;
    if (available && !now) {
      log.accept(kind + " " + backend.name() + " has no server available!", EMERG);
      console.accept(kind + " '" + backend.name() + "' has no server available!", EMERG);
    }
    available = now;
  }

  /** Says it and mails it. */
  private void tell(String text, int level) {
    say(text, level);
    mail.accept(text, level);
  }

  private void say(String text, int level) {
    log.accept(text, level);
    console.accept(text, level);
  }

  /** Why a state changed; checks that are logged have told it already. */
  String reason(@Nullable CheckResult result) {
    return result == null || logsChecks ? "" : words(result);
  }

  private static String words(CheckResult result) {
    StringBuilder text = new StringBuilder(", reason: ").append(result.status().description());
    if (result.status().hasCode()) {
      text.append(", code: ").append(result.code());
    }
    String info = result.info();
    if (info != null && !info.isEmpty()) {
      text.append(", info: \"").append(info).append('"');
    }
    if (result.durationMillis() >= 0) {
      text.append(", check duration: ").append(result.durationMillis()).append("ms");
    }
    return text.toString();
  }

  String left(Server server) {
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

  String online() {
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
