package io.jhaproxy.vrrp.config;

import org.jspecify.annotations.Nullable;

/**
 * What is told to whom when an instance or a group changes state.
 *
 * @param master {@code notify_master}; null if none, as all of the following
 * @param backup {@code notify_backup}
 * @param fault {@code notify_fault}
 * @param stop {@code notify_stop}
 * @param deleted {@code notify_deleted}, run when a reload removed the instance
 * @param any {@code notify}: run with INSTANCE|GROUP, name, state and priority appended
 * @param masterReceivedLowerPriority {@code notify_master_rx_lower_pri}
 * @param smtpAlert an e-mail on state changes
 * @param priorityChanges FIFO lines for priority changes
 * @param reportDeleted {@code notify_deleted} is there: DELETED instead of FAULT
 */
public record NotifyOptions(
    @Nullable Command master,
    @Nullable Command backup,
    @Nullable Command fault,
    @Nullable Command stop,
    @Nullable Command deleted,
    @Nullable Command any,
    @Nullable Command masterReceivedLowerPriority,
    boolean smtpAlert,
    boolean priorityChanges,
    boolean reportDeleted) {
  /** Nothing is told to anybody. */
  public static final NotifyOptions NONE =
      new NotifyOptions(null, null, null, null, null, null, null, false, false, false);
}
