package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.packet.Advert;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State changes of instances and, with them, of their sync groups: what is sent, set, removed, told
 * and logged, in keepalived's order.
 */
final class Transitions {
  private final Effects effects;
  private final EventLog log;
  private final Announcer announcer;

  Transitions(Effects effects, EventLog log, Announcer announcer) {
    this.effects = effects;
    this.log = log;
    this.announcer = announcer;
  }

  // To MASTER

  /** The instance may become master; with a sync group only together with all other members. */
  void toMaster(VrrpInstance i, long now, Cause cause) {
    SyncGroup group = i.group;
    if (group == null) {
      enterMaster(i, now, cause);
      return;
    }
    i.expired = true;
    i.deadline = VrrpInstance.NEVER;
    if (!group.readyForMaster()) {
      return;
    }
    enterMaster(i, now, cause);
    group.state = State.MASTER;
    log.groupSync(group, State.MASTER);
    for (VrrpInstance member : group.members) {
      if (member.state != State.MASTER) {
        enterMaster(member, now, groupCause(group, i, cause));
      }
    }
    notifyGroup(group, Notification.Event.MASTER);
  }

  private void enterMaster(VrrpInstance i, long now, Cause cause) {
    i.expired = false;
    i.wanted = State.MASTER;
    i.preemptAt = VrrpInstance.NOT_YET;
    i.masterSince = now;
    i.counters.masterEntered();
    i.transition(now, State.MASTER, withPriority(i, cause));
    log.toMaster(i);
    sendAdvert(i, now);
    log.enteringMaster(i);
    if (i.masterIntervalNanos != i.intervalNanos()) {
      log.intervalRestored(i, i.masterIntervalNanos);
      i.masterIntervalNanos = i.intervalNanos();
    }
    log.settingAddresses(i);
    i.holdsAddresses = true;
    effects.setAddresses(i);
    announcer.mastered(i, now);
    notifyInstance(i, Notification.Event.MASTER);
  }

  // To BACKUP

  /** A master yields, or a backup starts; the group follows. */
  void toBackup(VrrpInstance i, long now, Cause cause, long silence) {
    SyncGroup group = i.group;
    enterBackup(i, now, cause, silence, false);
    if (group != null && group.state == State.MASTER) {
      groupToBackup(group, i, now, cause);
    }
  }

  /** All other members that are master follow one that is not. */
  void groupToBackup(SyncGroup group, VrrpInstance first, long now, Cause cause) {
    group.state = State.BACKUP;
    log.groupSync(group, State.BACKUP);
    for (VrrpInstance member : group.members) {
      if (member != first && member.state == State.MASTER) {
        enterBackup(member, now, groupCause(group, first, cause), member.downNanos(), true);
      }
    }
    notifyGroup(group, Notification.Event.BACKUP);
  }

  /** Start of an instance that may run. */
  void startBackup(VrrpInstance i, long now, Cause cause, long extra) {
    enterFirst(i, now, cause, true, i.downNanos() + extra);
  }

  /** The last fault is gone, or the last script has its first result; the group follows. */
  void recover(VrrpInstance i, long now, Cause cause) {
    SyncGroup group = i.group;
    enterFirst(i, now, cause, false, i.downNanos());
    if (group == null) {
      return;
    }
    group.state = State.BACKUP;
    log.groupSync(group, State.BACKUP);
    for (VrrpInstance member : group.members) {
      if (member.state == State.FAULT || member.state == State.INIT) {
        enterFirst(member, now, groupCause(group, i, cause), false, member.downNanos());
      }
    }
    notifyGroup(group, Notification.Event.BACKUP);
  }

  /** Into BACKUP from a state that holds no addresses; an owner that starts is master at once. */
  private void enterFirst(VrrpInstance i, long now, Cause cause, boolean first, long silence) {
    i.expired = false;
    i.wanted = State.BACKUP;
    i.masterStopped = false;
    i.transition(now, State.BACKUP, cause);
    long waited = i.headStart;
    i.headStart = 0;
    if (i.model.owner() && i.model.startsAsMaster()) {
      i.deadline = now;
      return;
    }
    i.deadline = now + silence - waited;
    log.enteringBackup(i, first);
    notifyInstance(i, Notification.Event.BACKUP);
  }

  private void enterBackup(
      VrrpInstance i, long now, Cause cause, long silence, boolean sayGoodbye) {
    i.wanted = State.BACKUP;
    i.expired = false;
    i.transition(now, State.BACKUP, withPriority(i, cause));
    i.deadline = now + silence;
    log.enteringBackup(i, false);
    release(i, now, sayGoodbye, false);
    notifyInstance(i, Notification.Event.BACKUP);
  }

  /** Somebody removed an address of a master: give up and be elected anew, as keepalived does. */
  void addressLost(VrrpInstance i, long now, Cause cause) {
    SyncGroup group = i.group;
    List<VrrpInstance> all = group == null ? List.of(i) : group.members;
    for (VrrpInstance member : all) {
      if (member.state == State.MASTER) {
        member.wanted = State.BACKUP;
        member.transition(
            now, State.BACKUP, member == i || group == null ? cause : groupCause(group, i, cause));
        member.deadline = now + member.skewNanos();
        log.enteringBackup(member, false);
        release(member, now, true, true);
        notifyInstance(member, Notification.Event.BACKUP);
      }
    }
    if (group != null) {
      group.state = State.BACKUP;
    }
  }

  // To FAULT

  /** The instance has a fault; the group follows. */
  void toFault(VrrpInstance i, long now, Cause cause) {
    SyncGroup group = i.group;
    enterFault(i, now, cause, true);
    if (group == null) {
      return;
    }
    group.state = State.FAULT;
    log.groupSync(group, State.FAULT);
    for (VrrpInstance member : group.members) {
      if (member.state != State.FAULT) {
        enterFault(member, now, groupCause(group, i, cause), false);
      }
    }
    notifyGroup(group, Notification.Event.FAULT);
  }

  /** After a reload made a group of instances that have a fault and instances that have none. */
  void alignFaults(SyncGroup group, long now) {
    for (VrrpInstance faulty : group.members) {
      if (!faulty.faults.isEmpty()) {
        followFault(group, faulty, now, faulty.faults.values().iterator().next());
        return;
      }
    }
  }

  private void followFault(SyncGroup group, VrrpInstance first, long now, Cause cause) {
    if (group.members.stream().allMatch(m -> m.state == State.FAULT)) {
      return;
    }
    group.state = State.FAULT;
    log.groupSync(group, State.FAULT);
    for (VrrpInstance member : group.members) {
      if (member.state != State.FAULT) {
        enterFault(member, now, groupCause(group, first, cause), false);
      }
    }
    notifyGroup(group, Notification.Event.FAULT);
  }

  private void enterFault(VrrpInstance i, long now, Cause cause, boolean own) {
    State before = i.state;
    i.expired = false;
    i.wanted = own ? State.FAULT : i.wanted;
    i.preemptAt = VrrpInstance.NOT_YET;
    i.transition(now, State.FAULT, cause);
    i.deadline = VrrpInstance.NEVER;
    log.enteringFault(i);
    if (before == State.MASTER) {
      release(i, now, true, own);
    }
    notifyInstance(i, Notification.Event.FAULT);
  }

  /** At start: the fault is known before the instance ran. */
  void startFault(VrrpInstance i, long now, Cause cause) {
    i.wanted = State.FAULT;
    i.headStart = 0;
    i.transition(now, State.FAULT, cause);
    log.startsInFault(i, i.faults.values());
    notifyInstance(i, Notification.Event.FAULT);
  }

  // The end

  /** The daemon stops, or a reload removes the instance. */
  void stop(VrrpInstance i, long now, Cause cause, boolean releaseAddresses) {
    boolean master = i.state == State.MASTER;
    i.transition(now, State.INIT, cause);
    i.wanted = State.INIT;
    i.deadline = VrrpInstance.NEVER;
    i.expired = false;
    if (master && releaseAddresses) {
      release(i, now, true, true);
    }
    announcer.released(i);
    i.started = false;
  }

  /** Gives up what a master holds. */
  private void release(VrrpInstance i, long now, boolean priorityZero, boolean logged) {
    i.counters.masterReleased();
    announcer.released(i);
    if (priorityZero) {
      sendPriorityZero(i);
      if (logged) {
        log.sentPriorityZero(i);
      }
    }
    removeAddresses(i, now);
  }

  /** Removes the addresses, also if they were never set. */
  void removeAddresses(VrrpInstance i, long now) {
    log.removingAddresses(i);
    i.holdsAddresses = false;
    i.addressesRemovedAt = now;
    effects.removeAddresses(i);
  }

  // Sending

  /** Sends an advert and starts the advert timer anew. */
  void sendAdvert(VrrpInstance i, long now) {
    i.deadline = now + i.intervalNanos();
    i.sentAt = now;
    send(i, i.priority);
  }

  private void sendPriorityZero(VrrpInstance i) {
    send(i, Advert.STOPPING);
  }

  private void send(VrrpInstance i, int priority) {
    InetAddress source = i.source;
    if (source == null || !i.socketsOpen) {
      return;
    }
    for (InetAddress destination : i.destinations) {
      i.counters.advertSent(priority == Advert.STOPPING);
      effects.send(i, i.adverts.advert(priority, source, destination), destination);
    }
  }

  // Telling

  void notifyInstance(VrrpInstance i, Notification.Event event) {
    effects.notify(
        new Notification(
            Notification.Kind.INSTANCE, i.name(), event, i.priority, i.model.notifyOptions()));
  }

  void notifyGroup(SyncGroup group, Notification.Event event) {
    effects.notify(
        new Notification(
            Notification.Kind.GROUP, group.name(), event, 0, group.model.notifyOptions()));
  }

  private static Cause groupCause(SyncGroup group, VrrpInstance first, @Nullable Cause cause) {
    return new Cause(
        Cause.Kind.GROUP,
        "sync group "
            + group.name()
            + " follows "
            + first.name()
            + (cause == null ? "" : ": " + cause.text()));
  }

  /** Adds how the priority came about when it is not simply the configured one. */
  private static Cause withPriority(VrrpInstance i, Cause cause) {
    String sum = i.prioritySum;
    return sum.isEmpty() ? cause : new Cause(cause.kind(), cause.text() + "; priority " + sum);
  }
}
