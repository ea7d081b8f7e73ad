package io.jhaproxy.vrrp.report;

import io.jhaproxy.vrrp.packet.AddressText;
import io.jhaproxy.vrrp.packet.RejectionReason;
import io.jhaproxy.vrrp.state.Cause;
import io.jhaproxy.vrrp.state.State;
import io.jhaproxy.vrrp.state.SyncGroup;
import io.jhaproxy.vrrp.state.Transition;
import io.jhaproxy.vrrp.state.VrrpInstance;
import io.jhaproxy.vrrp.state.VrrpMachine;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code jkeepalived --why [INSTANCE]}: what state each instance is in, since when
 * and why, what it heard last, what it threw away, and its last transitions.
 */
public final class WhyText {
  private final WallClock clock;
  private final StringBuilder out = new StringBuilder();

  private WhyText(WallClock clock) {
    this.clock = clock;
  }

  /**
   * The text.
   *
   * @param instance name of one instance; null for all
   * @param clock time of day of the machine's clock; its own moment is "now"
   * @return the text; says so if there is no such instance
   */
  public static String of(VrrpMachine machine, @Nullable String instance, WallClock clock) {
    WhyText text = new WhyText(clock);
    boolean found = false;
    for (VrrpInstance i : machine.instances()) {
      if (instance == null || i.name().equals(instance)) {
        text.instance(i);
        found = true;
      }
    }
    if (!found) {
      text.line("There is no VRRP instance" + (instance == null ? "" : " " + instance));
    }
    return text.out.toString();
  }

  /**
   * Why the state is what it is: of the last record that changed it, not of a reload in between.
   */
  private static @Nullable Cause causeOfState(List<Transition> transitions) {
    for (int i = transitions.size() - 1; i >= 0; i--) {
      if (transitions.get(i).from() != transitions.get(i).to()) {
        return transitions.get(i).cause();
      }
    }
    return null;
  }

  private void instance(VrrpInstance i) {
    long now = clock.monotonicNanos();
    line(
        i.name()
            + ": "
            + i.state()
            + " for "
            + seconds(now - i.lastTransitionNanos())
            + ", priority "
            + i.effectivePriority()
            + (i.effectivePriority() == i.model().priority()
                ? ""
                : " (configured " + i.model().priority() + ")"));
    List<Transition> transitions = i.transitions();
    Cause cause = causeOfState(transitions);
    if (cause != null) {
      line("  because: " + cause.text());
    }
    for (Cause fault : i.faults()) {
      line("  fault: " + fault.text());
    }
    SyncGroup group = i.group();
    if (group != null) {
      line("  sync group: " + group.name() + ", " + group.state());
    }
    heard(i, now);
    rejected(i);
    line("  last transitions:");
    for (Transition t : transitions) {
      String change = t.from() == t.to() ? "stays " + t.to() : t.from() + " -> " + t.to();
      line(
          "    "
              + clock.text(t.at())
              + "  "
              + change
              + "  priority "
              + t.priority()
              + "  "
              + t.cause().text());
    }
  }

  private void heard(VrrpInstance i, long now) {
    InetAddress master = i.masterAddress();
    if (master == null || i.heardNanos() == Long.MIN_VALUE) {
      line("  no advert of another master was accepted since the start");
      return;
    }
    line(
        "  last accepted advert: "
            + seconds(now - i.heardNanos())
            + " ago from "
            + AddressText.of(master)
            + ", priority "
            + i.masterPriority());
    if (i.state() == State.BACKUP && i.deadlineNanos() != Long.MAX_VALUE) {
      line("  takes over in " + seconds(i.deadlineNanos() - now) + " if nothing is heard");
    }
  }

  private void rejected(VrrpInstance i) {
    StringBuilder text = new StringBuilder();
    for (RejectionReason reason : RejectionReason.values()) {
      long count = i.counters().rejected(reason);
      if (count > 0) {
        text.append(text.isEmpty() ? "" : ", ").append(reason.key().replace('_', ' '));
        text.append(' ').append(count);
      }
    }
    if (!text.isEmpty()) {
      line("  packets thrown away: " + text);
    }
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
