package io.jhaproxy.vrrp.notify;

import io.jhaproxy.vrrp.config.Command;
import io.jhaproxy.vrrp.kernel.EventLoop;
import io.jhaproxy.vrrp.state.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everybody who wants to know of state changes: scripts, FIFOs, mail. Loop thread. */
public final class Notifier implements AutoCloseable {
  private final NotifyScripts scripts;
  private final List<NotifyFifo> fifos = new ArrayList<>();
  private final Consumer<String> log;
  private @Nullable SmtpAlerts mail;
  private String routerId = "";
  private boolean faultMails = true;

  /** Tells scripts only, until a FIFO or mail is added. */
  public Notifier(EventLoop loop, Consumer<String> log) {
    this.scripts = new NotifyScripts(loop, log);
    this.log = log;
  }

  /**
   * Adds a FIFO, and the script that reads it.
   *
   * @param uid owner of a FIFO that has to be made, -1 for ours
   * @param gid its group, -1 for ours
   */
  public void fifo(Path path, int uid, int gid, @Nullable Command reader) {
    try {
      NotifyFifo fifo = new NotifyFifo(path, uid, gid, log);
      fifos.add(fifo);
      if (reader != null) {
        fifo.start(reader);
      }
    } catch (IOException e) {
      log.accept("Unable to open notify FIFO: " + e.getMessage());
    }
  }

  /**
   * Switches mail on.
   *
   * @param id name of this machine in the subject
   * @param faults whether FAULT is told too
   */
  public void mail(SmtpAlerts alerts, String id, boolean faults) {
    mail = alerts;
    routerId = id;
    faultMails = faults;
  }

  /** Tells one event. */
  public void tell(Notification event) {
    boolean priority =
        event.event() == Notification.Event.MASTER_PRIORITY
            || event.event() == Notification.Event.BACKUP_PRIORITY;
    if (!priority || event.options().priorityChanges()) {
      fifos.forEach(fifo -> fifo.tell(event));
    }
    scripts.tell(event);
    if (mail != null && event.options().smtpAlert()) {
      mail(mail, event);
    }
  }

  private void mail(SmtpAlerts alerts, Notification event) {
    String state =
        switch (event.event()) {
          case MASTER, BACKUP -> event.event().name();
          case FAULT -> faultMails ? "FAULT" : "";
          case STOP, DELETED, MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY -> "";
        };
    if (state.isEmpty()) {
      return;
    }
    boolean instance = event.kind() == Notification.Kind.INSTANCE;
    String who = instance ? "VRRP Instance" : "VRRP Group";
    String owning = state.equals("MASTER") ? "now owning VRRP VIPs" : "no longer owning VRRP VIPs";
    alerts.send(
        "[" + routerId + "] " + who + " " + event.name() + " - Entering " + state + " state",
        "=> " + who + " is " + owning + " <=");
  }

  /** Whether everybody was told. */
  public boolean idle() {
    return scripts.idle() && (mail == null || mail.idle());
  }

  /** Ends the scripts that read FIFOs. */
  @Override
  public void close() {
    fifos.forEach(NotifyFifo::close);
    fifos.clear();
  }
}
