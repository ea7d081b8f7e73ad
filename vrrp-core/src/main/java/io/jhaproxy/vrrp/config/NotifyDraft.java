package io.jhaproxy.vrrp.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scripts and alerts of an instance or a group, while they are being read. */
final class NotifyDraft {
  /** Commands by keyword, {@code notify_master} and so on. */
  final Map<String, Command> commands = new LinkedHashMap<>();

  @Nullable Boolean smtpAlert;
  @Nullable Boolean priorityChanges;
  boolean reportDeleted;

  NotifyOptions build(boolean alertDefault, boolean priorityDefault) {
    return new NotifyOptions(
        commands.get("notify_master"),
        commands.get("notify_backup"),
        commands.get("notify_fault"),
        commands.get("notify_stop"),
        commands.get("notify_deleted"),
        commands.get("notify"),
        commands.get("notify_master_rx_lower_pri"),
        smtpAlert == null ? alertDefault : smtpAlert,
        priorityChanges == null ? priorityDefault : priorityChanges,
        reportDeleted);
  }
}
