package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.GlobalDefs;
import io.jhaproxy.vrrp.kernel.Accounts;
import io.jhaproxy.vrrp.kernel.EventLoop;
import io.jhaproxy.vrrp.notify.Notifier;
import io.jhaproxy.vrrp.notify.SmtpAlerts;
import io.jhaproxy.vrrp.state.LogLevel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Notifier} from the global settings. */
final class Notifiers {
  private Notifiers() {}

  static Notifier create(GlobalDefs global, EventLoop loop, DaemonLog log) {
    Notifier notifier = new Notifier(loop, log::log);
    fifo(notifier, global.fifos().all(), log);
    fifo(notifier, global.fifos().vrrp(), log);
    GlobalDefs.Mail mail = global.mail();
    if (mail.server() != null && !mail.to().isEmpty()) {
      SmtpAlerts.Relay relay =
          new SmtpAlerts.Relay(
              mail.server(),
              mail.port(),
              mail.heloName(),
              mail.from(),
              mail.to(),
              (int) mail.timeout().toMillis());
      SmtpAlerts alerts = new SmtpAlerts(relay, text -> log.log(LogLevel.ALWAYS, text));
      notifier.mail(alerts, global.routerId(), mail.faults());
    }
    return notifier;
  }

  private static void fifo(Notifier notifier, GlobalDefs.@Nullable Fifo fifo, DaemonLog log) {
    if (fifo == null) {
      return;
    }
    try {
      int uid = fifo.user() == null ? -1 : Accounts.uid(fifo.user());
      int gid = fifo.group() == null ? -1 : Accounts.gid(fifo.group());
      notifier.fifo(fifo.path(), uid, gid, fifo.script());
    } catch (IOException e) {
      log.log("FIFO " + fifo.path() + ": " + e.getMessage());
    }
  }
}
