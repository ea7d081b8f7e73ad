package io.jhaproxy.vrrp.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is due when, and what happens then. */
final class Timers {
  private final Announcer announcer;
  private final Transitions transitions;
  private final Election election;
  private final Tracking tracking;
  private final LinkDelays delays;

  Timers(
      Announcer announcer,
      Transitions transitions,
      Election election,
      Tracking tracking,
      LinkDelays delays) {
    this.announcer = announcer;
    this.transitions = transitions;
    this.election = election;
    this.tracking = tracking;
    this.delays = delays;
  }

  long nextDeadline(List<VrrpInstance> instances) {
    long next = Math.min(announcer.nextDeadline(), tracking.nextDeadline());
    next = Math.min(next, delays.nextDeadline());
    for (VrrpInstance i : instances) {
      next = Math.min(next, Math.min(i.deadline, i.announcements.earliest()));
    }
    return next;
  }

  /** Fires what is due: the earliest first, announcements last. */
  void advance(List<VrrpInstance> instances, long now) {
    delays.advance(now);
    tracking.advance(now);
    VrrpInstance due = earliest(instances, now);
    while (due != null) {
      fire(due, now);
      due = earliest(instances, now);
    }
    for (VrrpInstance i : instances) {
      if (i.announcements.earliest() <= now) {
        announcer.advance(i, now);
      }
    }
    announcer.drain(now);
  }

  private static @Nullable VrrpInstance earliest(List<VrrpInstance> instances, long now) {
    VrrpInstance first = null;
    for (VrrpInstance i : instances) {
      if (i.deadline <= now && (first == null || i.deadline < first.deadline)) {
        first = i;
      }
    }
    return first;
  }

  private void fire(VrrpInstance i, long now) {
    long late = now - i.deadline;
    if (i.state == State.MASTER) {
      long planned = i.deadline;
      if (late > i.intervalNanos()) {
        election.noteStall(i, now);
      }
      transitions.sendAdvert(i, now);
      if (late < i.intervalNanos()) {
        i.deadline = planned + i.intervalNanos();
      }
    } else if (i.state == State.BACKUP) {
      if (late > i.masterIntervalNanos && !i.graceUsed) {
        election.stalled(i, now);
      } else {
        election.masterDown(i, now);
      }
    } else {
      i.deadline = VrrpInstance.NEVER;
    }
  }
}
