package io.jhaproxy.vrrp.config;

import java.util.Optional;
import java.util.function.Function;

/** Scripts and alerts on state changes, of instances and of groups. */
final class NotifyKeywords {
  private static final String[] COMMON = {
    "notify_master", "notify_backup", "notify_fault", "notify_stop", "notify"
  };

  private NotifyKeywords() {}

  /**
   * Enters the keywords into a block.
   *
   * @param target whose notifications a line sets
   * @param instance whether the block is an instance, which has a few more
   */
  static void register(
      Registry.Entries block, Function<Line, NotifyDraft> target, boolean instance) {
    for (String name : COMMON) {
      block.works(name, "CMD [user [group]]", line -> script(line, target.apply(line)));
    }
    block
        .works("smtp_alert", "[BOOL]", line -> alert(line, target.apply(line), instance))
        .works(
            "notify_priority_changes", "[BOOL]", line -> priorityChanges(line, target.apply(line)));
    if (instance) {
      block
          .works(
              "notify_deleted",
              "[CMD [user [group]]]",
              line -> {
                target.apply(line).reportDeleted = true;
                if (line.size() > 1) {
                  script(line, target.apply(line));
                }
              })
          .works(
              "notify_master_rx_lower_pri",
              "CMD [user [group]]",
              line -> script(line, target.apply(line)));
    }
  }

  private static void script(Line line, NotifyDraft notify) {
    line.required(1);
    if (notify.commands.containsKey(line.keyword())) {
      line.error(
          "("
              + line.draft().currentName()
              + ") "
              + line.keyword()
              + " script already specified - ignoring "
              + CommandText.command(line.arguments()));
      return;
    }
    notify.commands.put(line.keyword(), CommandText.read(line));
  }

  private static void alert(Line line, NotifyDraft notify, boolean instance) {
    Optional<Boolean> value = line.bool(1);
    if (value.isEmpty()) {
      String kind = instance ? "vrrp_instance" : "vrrp_group";
      line.error("Invalid " + kind + " smtp_alert parameter " + line.word(1));
      return;
    }
    notify.smtpAlert = value.get();
  }

  private static void priorityChanges(Line line, NotifyDraft notify) {
    Optional<Boolean> value = line.bool(1);
    if (value.isEmpty()) {
      line.error(
          "("
              + line.draft().currentName()
              + ") Invalid value '"
              + line.word(1)
              + "' for notify_priority_changes specified");
      return;
    }
    notify.priorityChanges = value.get();
  }
}
