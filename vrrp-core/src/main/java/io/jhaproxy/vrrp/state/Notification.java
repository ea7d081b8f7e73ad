package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.NotifyOptions;

/**
 * A line for notify scripts, FIFOs and mail.
 *
 * @param kind instance or group
 * @param name its name
 * @param event what is told
 * @param priority effective priority; 0 for groups
 * @param options who wants to know (of the instance or group at this moment; after a reload that
 *     removed it, its last ones)
 */
public record Notification(
    Kind kind, String name, Event event, int priority, NotifyOptions options) {
  /** Whose state. */
  public enum Kind {
    /** A VRRP instance. */
    INSTANCE,
    /** A sync group. */
    GROUP
  }

  /** What is told; the constant's name is the word that scripts and FIFOs get. */
  public enum Event {
    /** New state. */
    MASTER,
    /** New state. */
    BACKUP,
    /** New state. */
    FAULT,
    /** The daemon stops. */
    STOP,
    /** A reload removed the instance and {@code notify_deleted} is set. */
    DELETED,
    /** A master saw an advert of lower priority. */
    MASTER_RX_LOWER_PRI,
    /** New effective priority of a master. */
    MASTER_PRIORITY,
    /** New effective priority of a backup. */
    BACKUP_PRIORITY
  }
}
