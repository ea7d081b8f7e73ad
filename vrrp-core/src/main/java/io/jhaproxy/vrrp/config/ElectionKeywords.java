package io.jhaproxy.vrrp.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** Keywords of an instance about elections and announcements. */
final class ElectionKeywords {
  private static final long MICROS = 1_000_000;

  private ElectionKeywords() {}

  static void register(Registry.Entries instance) {
    instance
        .works("preempt", "-", InstanceKeywords.on((line, i) -> i.preempt = true))
        .works("nopreempt", "-", InstanceKeywords.on((line, i) -> i.preempt = false))
        .works("preempt_delay", "SECS", InstanceKeywords.on(ElectionKeywords::preemptDelay))
        .works("accept", "-", InstanceKeywords.on((line, i) -> i.accept = true))
        .works("no_accept", "-", InstanceKeywords.on((line, i) -> i.accept = false))
        .works("skip_check_adv_addr", "[BOOL]", flag((i, v) -> i.skipCheckAdvertAddresses = v))
        .works("strict_mode", "[BOOL]", flag((i, v) -> i.strict = v))
        .works("lower_prio_no_advert", "[BOOL]", flag((i, v) -> i.lowerPriorityNoAdvert = v))
        .works("higher_prio_send_advert", "[BOOL]", flag((i, v) -> i.higherPrioritySendAdvert = v))
        .works("down_timer_adverts", "1..100", InstanceKeywords.on(ElectionKeywords::downTimer))
        .works("dont_track_primary", "-", InstanceKeywords.on((line, i) -> i.trackPrimary = false))
        .works(
            "promote_secondaries",
            "-",
            InstanceKeywords.on((line, i) -> i.promoteSecondaries = true))
        .noEffect(
            "linkbeat_use_polling",
            "-",
            "the kernel tells the state of every link",
            InstanceKeywords.on(ElectionKeywords::linkbeatUsePolling))
        .works("garp_master_delay", "SECS", garp(GarpReader::delay))
        .works("garp_master_repeat", "N", garp(GarpReader::repeat))
        .works("garp_master_refresh", "SECS", garp(GarpReader::refresh))
        .works("garp_master_refresh_repeat", "N", garp(GarpReader::refreshRepeat))
        .works("garp_lower_prio_delay", "SECS", garp(GarpReader::lowerPriorityDelay))
        .works("garp_lower_prio_repeat", "N", garp(GarpReader::lowerPriorityRepeat))
        .noEffect(
            "garp_extra_if", "[all] SECS", GarpReader.NO_EXTRA, garp(GarpReader::extraInterface))
        .noEffect(
            "vmac_garp_intvl", "[all] SECS", GarpReader.NO_EXTRA, garp(GarpReader::extraInterface))
        .newer("owner_ignore_adverts", "timer_expired_backup", "thread_timer_expired");
  }

  private static Keyword.Reader flag(BiConsumer<InstanceDraft, Boolean> setter) {
    return InstanceKeywords.on(
        (line, instance) -> {
          Optional<Boolean> value = line.bool(1);
          if (value.isEmpty()) {
            line.error(
                "("
                    + instance.name
                    + ") invalid "
                    + line.keyword()
                    + " "
                    + line.word(1)
                    + " specified");
            return;
          }
          setter.accept(instance, value.get());
        });
  }

  private static Keyword.Reader garp(BiConsumer<GarpReader, GarpDraft> reader) {
    return InstanceKeywords.on(
        (line, instance) ->
            reader.accept(new GarpReader(line, "(" + instance.name + "): "), instance.garp));
  }

  private static void preemptDelay(Line line, InstanceDraft instance) {
    Duration delay = line.time(1, 0, 1000 * MICROS);
    if (delay == null && !line.word(1).matches("-?[0-9.]+")) {
      return;
    }
    if (delay == null) {
      line.error("(" + instance.name + ") Preempt_delay not valid! must be between 0-1000");
      return;
    }
    instance.preemptDelay = delay;
  }

  private static void downTimer(Line line, InstanceDraft instance) {
    OptionalInt adverts = line.number(1, 1, 100);
    if (adverts.isEmpty()) {
      line.error(
          "(" + instance.name + "): Invalid down_timer_adverts [1:100] '" + line.word(1) + "'");
      return;
    }
    instance.downTimerAdverts = adverts.getAsInt();
  }

  private static void linkbeatUsePolling(Line line, InstanceDraft instance) {
    line.error(
        "("
            + instance.name
            + ") 'linkbeat_use_polling' in vrrp instance deprecated - use linkbeat_interfaces block");
  }

  /**
   * Announcement options, which instances and global_defs word alike.
   *
   * @param line the line
   * @param prefix what messages begin with; the keyword follows
   */
  record GarpReader(Line line, String prefix) {
    static final String NO_EXTRA = "other interfaces are told when an instance becomes master";

    private static final long SECONDS = 4_294;

    void delay(GarpDraft garp) {
      OptionalLong seconds = line.number(1, 0L, SECONDS);
      if (seconds.isEmpty()) {
        invalid();
        return;
      }
      garp.delay = Duration.ofSeconds(seconds.getAsLong());
    }

    void repeat(GarpDraft garp) {
      OptionalLong number = line.number(1, 0L, Integer.MAX_VALUE);
      if (number.isEmpty()) {
        invalid();
        return;
      }
      garp.repeat = atLeastOne(number.getAsLong());
    }

    void refresh(GarpDraft garp) {
      OptionalLong seconds = line.number(1, 0L, SECONDS);
      if (seconds.isEmpty()) {
        line.error(prefix + "Invalid " + line.keyword() + " '" + line.word(1) + "' - ignoring");
        return;
      }
      garp.refresh = Duration.ofSeconds(seconds.getAsLong());
    }

    void refreshRepeat(GarpDraft garp) {
      OptionalLong number = line.number(1, 0L, Integer.MAX_VALUE);
      if (number.isEmpty()) {
        invalid();
        return;
      }
      garp.refreshRepeat = atLeastOne(number.getAsLong());
    }

    void lowerPriorityDelay(GarpDraft garp) {
      OptionalLong seconds = line.number(1, 0L, SECONDS);
      if (seconds.isEmpty()) {
        invalid();
        return;
      }
      garp.lowerPriorityDelay = Duration.ofSeconds(seconds.getAsLong());
    }

    void lowerPriorityRepeat(GarpDraft garp) {
      OptionalLong number = line.number(1, 0L, Integer.MAX_VALUE);
      if (number.isEmpty()) {
        line.error(prefix + "Invalid " + line.keyword() + " '" + line.word(1) + "'");
        return;
      }
      garp.lowerPriorityRepeat = (int) number.getAsLong();
    }

    void extraInterface(GarpDraft garp) {
      if (line.keyword().contains("vmac_garp_intvl")) {
        String now = line.keyword().replace("vmac_garp_intvl", "garp_extra_if");
        line.error("Keyword \"" + line.keyword() + "\" is deprecated - please use \"" + now + "\"");
      }
      boolean all = line.required(1).equals("all");
      OptionalLong seconds = line.number(all ? 2 : 1, 0L, SECONDS);
      if (seconds.isEmpty()) {
        invalid();
        return;
      }
      garp.extraInterface = Duration.ofSeconds(seconds.getAsLong());
      garp.extraInterfaceAll = all;
    }

    private int atLeastOne(long number) {
      if (number == 0) {
        line.error(prefix + line.keyword() + " must be greater than 0, setting to 1");
        return 1;
      }
      return (int) number;
    }

    private void invalid() {
      line.error(prefix + line.keyword() + " '" + line.word(1) + "' invalid - ignoring");
    }
  }
}
