package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.ElectionOptions;
import io.jhaproxy.vrrp.packet.AddressText;
import io.jhaproxy.vrrp.packet.Advert;
import io.jhaproxy.vrrp.packet.ReceivedPacket;
import io.jhaproxy.vrrp.packet.Rejection;
import io.jhaproxy.vrrp.packet.RejectionReason;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What adverts and their absence do to an instance (RFC 3768 and RFC 5798, 6.4), with keepalived's
 * extensions. State changes themselves are in {@link Transitions}.
 *
 * <p>Three things are better than in keepalived: a rejected packet has no effect at all; whoever
 * steps down because of a higher advert sends one last advert, so that the winner learns that there
 * were two masters and announces its addresses again; and a backup goes on obeying the master it
 * knows while a reload has changed the address list on one side only.
 */
final class Election {
  /** A higher advert that comes so soon after ours, in parts of the interval, answers it. */
  private static final int ANSWERS_WITHIN = 20;

  private static final long STALL_LOG_NANOS = 1_000_000_000L;

  private final EventLog log;
  private final Announcer announcer;
  private final Transitions transitions;

  Election(EventLog log, Announcer announcer, Transitions transitions) {
    this.log = log;
    this.announcer = announcer;
    this.transitions = transitions;
  }

  /** A packet for this instance arrived. */
  void received(VrrpInstance i, ReceivedPacket packet, long now) {
    if (packet.source().equals(i.source) && !packet.source().isLoopbackAddress()) {
      i.counters.reject(RejectionReason.OWN_SOURCE);
      log.rejected(
          i, "advert from our own address " + AddressText.of(packet.source()) + " ignored");
      return;
    }
    boolean skip =
        i.model.election().skipCheckAdvertAddresses() && packet.source().equals(i.masterAddress);
    Advert advert = i.check.check(packet, skip) ? i.check.advert() : null;
    if (i.check.oldChecksum() && !i.oldChecksum) {
      log.oldChecksum(i);
      i.useOldChecksum();
    }
    boolean proven = advert != null;
    if (advert == null) {
      advert = rejected(i, packet);
      if (advert == null) {
        return;
      }
    }
    i.counters.advertReceived(advert.priority() == Advert.STOPPING);
    if (i.state == State.BACKUP) {
      backupReceived(i, advert, proven, now);
    } else if (i.state == State.MASTER) {
      masterReceived(i, advert, proven, now);
    }
  }

  /** Counts and logs; returns the advert if it is to be obeyed all the same. */
  private @Nullable Advert rejected(VrrpInstance i, ReceivedPacket packet) {
    Rejection rejection = i.check.rejection();
    if (rejection == null) {
      return null;
    }
    i.counters.reject(rejection.reason());
    if (rejection.text().isEmpty()) {
      log.shortPacket(i, packet.payload().length);
    } else {
      log.rejected(i, rejection.text());
    }
    Advert advert = rejection.apartFromAddresses();
    if (advert == null || !trusted(i, advert)) {
      return null;
    }
    i.counters.addressListTolerated();
    log.addressListTolerated(i, advert.source());
    return advert;
  }

  /** The known master, which would win with the right list too, or which stops. */
  private static boolean trusted(VrrpInstance i, Advert advert) {
    if (!advert.source().equals(i.provenMaster)) {
      return false;
    }
    if (advert.priority() == Advert.STOPPING) {
      return true;
    }
    return i.state == State.MASTER
        ? compare(i, advert) > 0
        : advert.priority() >= i.priority || !i.model.election().preempt();
  }

  // BACKUP

  private void backupReceived(VrrpInstance i, Advert advert, boolean proven, long now) {
    if (advert.priority() == Advert.STOPPING) {
      log.backupReceivedPriorityZero(i);
      i.masterStopped = true;
      i.masterAddress = advert.source();
      i.preemptAt = VrrpInstance.NOT_YET;
      i.deadline = now + i.skewNanos();
      return;
    }
    ElectionOptions election = i.model.election();
    if (advert.priority() >= i.priority || !election.preempt()) {
      if (i.preemptAt != VrrpInstance.NOT_YET) {
        i.preemptAt = VrrpInstance.NOT_YET;
        log.preemptDelayStops(i);
      }
      accept(i, advert, proven, now);
    } else if (waitsToPreempt(i, election, now)) {
      accept(i, advert, proven, now);
    } else {
      i.lowerAddress = advert.source();
      i.lowerPriority = advert.priority();
      log.lowerPriorityDiscarded(i, advert.priority(), advert.source());
    }
  }

  /** Whether the preempt delay runs; starts it at the first lower-priority advert. */
  private boolean waitsToPreempt(VrrpInstance i, ElectionOptions election, long now) {
    if (election.preemptDelay().isZero()) {
      return false;
    }
    if (i.preemptAt == VrrpInstance.NOT_YET) {
      log.preemptDelayStarts(i);
      i.preemptAt = now + election.preemptDelay().toNanos();
    }
    return now < i.preemptAt;
  }

  /** The sender is our master: listen for another master-down interval. */
  private void accept(VrrpInstance i, Advert advert, boolean proven, long now) {
    remember(i, advert, proven, now);
    i.expired = false;
    i.graceUsed = false;
    i.wanted = State.BACKUP;
    i.deadline = now + i.downNanos();
    SyncGroup group = i.group;
    if (group != null && group.state == State.MASTER) {
      transitions.groupToBackup(group, i, now, heard(i, advert));
    }
  }

  private void remember(VrrpInstance i, Advert advert, boolean proven, long now) {
    i.masterAddress = advert.source();
    i.masterPriority = advert.priority();
    i.masterStopped = false;
    i.heardAt = now;
    i.lowerAddress = null;
    if (proven) {
      i.provenMaster = advert.source();
    }
    if (i.model.version() == 3 && advert.intervalNanos() != i.masterIntervalNanos) {
      log.intervalLearned(i, i.masterIntervalNanos, advert.intervalNanos());
      i.masterIntervalNanos = advert.intervalNanos();
    }
  }

  // MASTER

  private void masterReceived(VrrpInstance i, Advert advert, boolean proven, long now) {
    if (advert.priority() == Advert.STOPPING) {
      log.masterReceivedPriorityZero(i);
      transitions.sendAdvert(i, now);
      announcer.otherMaster(i, now);
    } else if (compare(i, advert) > 0) {
      yieldTo(i, advert, proven, now);
    } else {
      otherMaster(i, advert, now);
    }
  }

  /** We are the lesser of two masters. */
  private void yieldTo(VrrpInstance i, Advert advert, boolean proven, long now) {
    log.higherPriority(i, advert.priority(), advert.source());
    if (lastWordNeeded(i, now)) {
      i.counters.lastWordSent();
      transitions.sendAdvert(i, now);
    }
    Cause cause = heard(i, advert);
    remember(i, advert, proven, now);
    transitions.toBackup(i, now, cause, i.downNanos());
  }

  /**
   * Whether the winner may not know that there were two. An advert of its that comes at once after
   * ours is its answer: then it does know.
   */
  private static boolean lastWordNeeded(VrrpInstance i, long now) {
    if (i.model.election().higherPrioritySendAdvert()) {
      return true;
    }
    boolean answered = now - i.sentAt < i.intervalNanos() / ANSWERS_WITHIN;
    return !i.model.election().strict() && !answered;
  }

  /** We are the greater of two masters. */
  private void otherMaster(VrrpInstance i, Advert advert, long now) {
    if (lastWordExpected(i, advert, now)) {
      return;
    }
    boolean answers = !i.model.election().lowerPriorityNoAdvert();
    log.lowerPriority(i, advert.priority(), advert.source(), answers);
    if (answers) {
      transitions.sendAdvert(i, now);
    }
    if (answers || !i.model.election().strict()) {
      announcer.otherMaster(i, now);
    }
    transitions.notifyInstance(i, Notification.Event.MASTER_RX_LOWER_PRI);
  }

  /**
   * Whether this is the last advert of the master that we have just displaced: it listened to us
   * until now, we announced our addresses this moment, and it steps down.
   */
  private static boolean lastWordExpected(VrrpInstance i, Advert advert, long now) {
    return advert.source().equals(i.lowerAddress) && now - i.masterSince < i.intervalNanos() / 2;
  }

  // Timers

  /** The deadline of a BACKUP came. */
  void masterDown(VrrpInstance i, long now) {
    log.advertTimeout(i);
    i.graceUsed = false;
    i.wanted = State.MASTER;
    transitions.toMaster(i, now, missed(i, now));
  }

  /**
   * A BACKUP's deadline is so late that this program did not run for longer than an advert
   * interval: what it did not hear in that time says nothing about the master. Listens for one more
   * interval, but only once in a row: a machine that is always late must take over all the same.
   */
  void stalled(VrrpInstance i, long now) {
    noteStall(i, now);
    i.graceUsed = true;
    i.deadline = now + i.masterIntervalNanos + i.skewNanos();
  }

  /** A timer came later than a whole interval: counted always, logged once a second. */
  void noteStall(VrrpInstance i, long now) {
    i.counters.stalled();
    if (i.stallLoggedAt == VrrpInstance.NOT_YET || now - i.stallLoggedAt >= STALL_LOG_NANOS) {
      i.stallLoggedAt = now;
      log.stalled(i, now - i.deadline);
    }
  }

  // Causes

  private static Cause heard(VrrpInstance i, Advert advert) {
    String who = AddressText.of(advert.source()) + " advertises priority " + advert.priority();
    return new Cause(
        Cause.Kind.HIGHER_PRIORITY,
        advert.priority() > i.priority
            ? who + ", ours is " + i.priority
            : who + " as we do, and its address is higher");
  }

  private static Cause missed(VrrpInstance i, long now) {
    InetAddress master = i.masterAddress;
    if (i.model.owner()) {
      return new Cause(Cause.Kind.OWNER, "address owner (priority 255)");
    }
    if (i.lowerAddress != null) {
      return new Cause(
          Cause.Kind.PREEMPTION,
          "master "
              + AddressText.of(i.lowerAddress)
              + " has priority "
              + i.lowerPriority
              + ", ours is "
              + i.priority);
    }
    if (master == null) {
      return new Cause(Cause.Kind.ADVERTS_MISSED, "no master was heard since the start");
    }
    if (i.masterStopped) {
      return new Cause(
          Cause.Kind.MASTER_STOPPED,
          "master " + AddressText.of(master) + " said that it stops (priority 0)");
    }
    long silence = now - i.heardAt;
    return new Cause(
        Cause.Kind.ADVERTS_MISSED,
        String.format(
            Locale.ROOT,
            "master %s (priority %d) not heard for %.3f s, %d adverts missed",
            AddressText.of(master),
            i.masterPriority,
            silence / 1e9,
            silence / Math.max(1, i.masterIntervalNanos)));
  }

  /** Who wins: positive if the sender, negative if we do. */
  private static int compare(VrrpInstance i, Advert advert) {
    if (advert.priority() != i.priority) {
      return Integer.compare(advert.priority(), i.priority);
    }
    InetAddress own = i.source;
    return own == null ? 1 : Arrays.compareUnsigned(advert.source().getAddress(), own.getAddress());
  }
}
