package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.SyncGroupModel;
import io.jhaproxy.vrrp.packet.AddressText;
import io.jhaproxy.vrrp.packet.ReceivedPacket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All virtual routers of one configuration. Everything happens on the caller's thread, and nothing
 * by itself: the caller tells events and the time, and the machine answers through {@link Effects}.
 *
 * <p>Times are monotonic nanoseconds and never decrease. The order for a daemon is: wait until
 * {@link #nextDeadline} or an event; hand over <em>everything</em> that the sockets hold; then call
 * {@link #advance}. So a stall of the process never makes a backup believe that the master is gone
 * while its adverts wait in the socket.
 */
public final class VrrpMachine {
  /** Removals reported so soon after our own are our own. */
  private static final long OWN_REMOVAL_NANOS = 100_000_000L;

  private final Effects effects;
  private final EventLog log;
  private final Links links;
  private final Announcer announcer;
  private final Transitions transitions;
  private final Election election;
  private final Tracking tracking;
  private final LinkDelays delays;
  private final Timers timers;
  private KeepalivedModel model;
  private List<VrrpInstance> instances = List.of();
  private List<SyncGroup> groups = List.of();
  private long unknownVrids;
  private boolean running;

  /**
   * A machine that has not started.
   *
   * @param model configuration
   * @param style wording of log lines
   * @param effects what it does
   * @param view network interfaces
   */
  public VrrpMachine(KeepalivedModel model, LogStyle style, Effects effects, Interfaces view) {
    this.model = model;
    this.effects = effects;
    log = new EventLog(effects, style);
    links = new Links(view, log);
    announcer = new Announcer(effects, log, model);
    transitions = new Transitions(effects, log, announcer);
    election = new Election(log, announcer, transitions);
    tracking = new Tracking(links, log, transitions);
    delays = new LinkDelays(links, tracking);
    timers = new Timers(announcer, transitions, election, tracking, delays);
    instances = model.instances().stream().map(m -> new VrrpInstance(m, 0)).toList();
    configure(false);
  }

  private void configure(boolean reload) {
    groups = new ArrayList<>();
    Map<String, VrrpInstance> byName = new HashMap<>();
    for (VrrpInstance i : instances) {
      byName.put(i.name(), i);
      i.group = null;
    }
    for (SyncGroupModel group : model.syncGroups()) {
      List<VrrpInstance> members = new ArrayList<>();
      for (String name : group.members()) {
        VrrpInstance member = byName.get(name);
        if (member != null) {
          members.add(member);
        }
      }
      SyncGroup made = new SyncGroup(group, members);
      members.forEach(member -> member.group = made);
      groups.add(made);
    }
    links.configure(instances);
    delays.configure(model.global());
    tracking.configure(model, instances, reload);
    if (reload) {
      tracking.useInterfaces();
    }
  }

  // Life

  /** Starts all instances: BACKUP, or FAULT, or INIT until scripts have answered. */
  public void start(long now) {
    start(now, 0);
  }

  /**
   * Starts all instances when the program took a while to get here.
   *
   * @param headStart nanoseconds since the program was called. They count as waiting for a master,
   *     up to half an advert interval, so that two adverts of a master can still be heard.
   */
  public void start(long now, long headStart) {
    running = true;
    long delay = model.global().vrrp().startupDelay().toNanos();
    if (delay > 0) {
      log.startupDelay(delay / 1e9);
    }
    tracking.useInterfaces();
    for (VrrpInstance i : instances) {
      i.source = links.source(i.model);
      tracking.compute(i, now, true);
    }
    for (VrrpInstance i : instances) {
      removeLeftOvers(i, now);
    }
    Cause cause = new Cause(Cause.Kind.START, "start");
    for (SyncGroup group : groups) {
      group.state = group.anyFault() ? State.FAULT : State.INIT;
      if (!group.anyFault() && !group.anyWaits()) {
        group.state = State.BACKUP;
        transitions.notifyGroup(group, Notification.Event.BACKUP);
      }
    }
    for (VrrpInstance i : instances) {
      i.headStart = Math.max(0, Math.min(headStart, i.intervalNanos() / 2));
      begin(i, now, cause, delay);
    }
    List.copyOf(instances).forEach(i -> openSockets(i, now));
    advance(now);
  }

  /** What a crashed predecessor may have left; said only where keepalived says it. */
  private void removeLeftOvers(VrrpInstance i, long now) {
    if (i.faults.isEmpty()) {
      transitions.removeAddresses(i, now);
    } else {
      effects.removeAddresses(i);
    }
  }

  private void begin(VrrpInstance i, long now, Cause cause, long delay) {
    i.started = true;
    i.lastTransition = now;
    SyncGroup group = i.group;
    if (!i.faults.isEmpty()) {
      transitions.startFault(i, now, i.faults.values().iterator().next());
    } else if (group != null && group.anyFault()) {
      transitions.startFault(
          i, now, new Cause(Cause.Kind.GROUP, "sync group " + group.name() + " is in FAULT"));
    } else if (Tracking.mayRun(i)) {
      transitions.startBackup(i, now, cause, delay);
    }
  }

  private void openSockets(VrrpInstance i, long now) {
    String name = i.model.interfaceName();
    if (!i.socketsOpen && (name == null || links.exists(name))) {
      boolean failedBefore = i.socketsFailed;
      i.socketsOpen = true;
      i.socketsFailed = !effects.openSockets(i);
      i.socketsOpen = !i.socketsFailed;
      if (i.socketsFailed != failedBefore) {
        String text = "its sockets " + (i.socketsFailed ? "cannot be opened" : "are open");
        tracking.evaluate(i, new Cause(Cause.Kind.INTERFACE, text), now);
      }
    }
  }

  /** Takes over another configuration in place. */
  public void reload(long now, KeepalivedModel next) {
    Reload reload = new Reload(effects, log, announcer, transitions, links);
    announcer.configure(next);
    Map<String, State> states = new HashMap<>();
    groups.forEach(group -> states.put(group.name(), group.state));
    instances = reload.instances(now, instances, next);
    model = next;
    configure(true);
    for (SyncGroup group : groups) {
      group.state = groupState(group, states.getOrDefault(group.name(), State.INIT));
    }
    for (VrrpInstance i : instances) {
      i.source = links.source(i.model);
      tracking.compute(i, now, false);
    }
    reload.finish(now);
    Cause cause = new Cause(Cause.Kind.RELOAD, "a reload added it");
    for (VrrpInstance i : List.copyOf(instances)) {
      if (!i.started) {
        removeLeftOvers(i, now);
        begin(i, now, cause, 0);
      } else {
        tracking.evaluate(i, new Cause(Cause.Kind.RELOAD, "reload"), now);
      }
      openSockets(i, now);
    }
    groups.forEach(group -> transitions.alignFaults(group, now));
    advance(now);
  }

  private static State groupState(SyncGroup group, State before) {
    boolean master = group.members.stream().anyMatch(m -> m.state == State.MASTER);
    return master ? State.MASTER : before == State.MASTER ? State.BACKUP : before;
  }

  /** Stops: priority 0, addresses removed, STOP told to everybody. */
  public void shutdown(long now) {
    shutdown(now, true);
  }

  /**
   * Stops.
   *
   * @param release whether masters say goodbye and remove their addresses (not with {@code
   *     --dont-release-vrrp})
   */
  public void shutdown(long now, boolean release) {
    running = false;
    Cause cause = new Cause(Cause.Kind.SHUTDOWN, "the daemon stops");
    for (VrrpInstance i : instances) {
      transitions.stop(i, now, cause, release);
      transitions.notifyInstance(i, Notification.Event.STOP);
    }
    groups.forEach(group -> transitions.notifyGroup(group, Notification.Event.STOP));
    for (VrrpInstance i : instances) {
      if (i.socketsOpen) {
        i.socketsOpen = false;
        effects.closeSockets(i);
      }
    }
  }

  // Packets

  /** A packet for this instance: the receiver knows whose socket it came from. */
  public void received(long now, VrrpInstance instance, ReceivedPacket packet) {
    if (running && instance.started) {
      election.received(instance, packet, now);
    }
  }

  /**
   * A packet from an interface: finds the instance by VRID, and by peer or group where several have
   * the same.
   */
  public void received(long now, String interfaceName, ReceivedPacket packet) {
    VrrpInstance instance = Receivers.find(instances, interfaceName, packet);
    if (instance != null) {
      received(now, instance, packet);
    } else if (running && packet.payload().length > 1) {
      unknownVrids++;
      if (model.global().vrrp().logUnknownVrids()) {
        log.unknownVrid(packet.payload()[1] & 0xff, interfaceName);
      }
    }
  }

  // Interfaces

  /**
   * Something about an interface changed: it appeared, disappeared, went up or down, or its
   * addresses changed. The machine looks at the view to see what.
   */
  public void interfaceChanged(long now, String name) {
    if (!links.uses(name)) {
      return;
    }
    links.refresh(name);
    for (VrrpInstance i : instances) {
      if (name.equals(i.model.interfaceName())) {
        followInterface(i, now);
      }
    }
    delays.linkSeen(name, now);
    if (running) {
      tracking.interfaceChanged(name, now);
    }
  }

  private void followInterface(VrrpInstance i, long now) {
    boolean there = links.exists(Objects.requireNonNull(i.model.interfaceName()));
    if (running && i.started && there) {
      openSockets(i, now);
    } else if (!there && i.socketsOpen) {
      i.socketsOpen = false;
      effects.closeSockets(i);
    }
  }

  /**
   * An address disappeared from an interface. If a master held it there, it gives up and is elected
   * anew; removals by the machine itself are recognised by their time.
   */
  public void addressRemoved(long now, String interfaceName, InetAddress address) {
    for (VrrpInstance i : List.copyOf(instances)) {
      if (i.state == State.MASTER && Receivers.holds(i, interfaceName, address)) {
        lost(i, now, interfaceName, address);
      }
    }
  }

  private void lost(VrrpInstance i, long now, String interfaceName, InetAddress address) {
    if (i.addressesRemovedAt != VrrpInstance.NOT_YET
        && now - i.addressesRemovedAt < OWN_REMOVAL_NANOS) {
      effects.setAddresses(i);
      return;
    }
    log.addressRemoved(address, interfaceName);
    String text = AddressText.of(address) + " was removed from " + interfaceName;
    transitions.addressLost(i, now, new Cause(Cause.Kind.ADDRESS_REMOVED, text));
  }

  // Tracked objects

  /** A tracked script ended. */
  public void scriptResult(long now, String script, ScriptResult result) {
    tracking.scriptResult(script, result, now);
  }

  /**
   * The number in a tracked file; 0 if it is missing or empty. May be told before {@link #start}.
   */
  public void fileValue(long now, String file, long value) {
    tracking.fileValue(file, value, now);
  }

  /** How many processes of a kind run. May be told before {@link #start}. */
  public void processCount(long now, String process, int count) {
    tracking.processCount(process, count, now);
  }

  // Time

  /** When {@link #advance} must be called next; {@code Long.MAX_VALUE} for never. */
  public long nextDeadline() {
    return timers.nextDeadline(instances);
  }

  /** Fires all timers that are due. To be called after everything received was handed over. */
  public void advance(long now) {
    if (running) {
      timers.advance(instances, now);
    }
  }

  // View

  /** The instances, in configuration order. */
  public List<VrrpInstance> instances() {
    return List.copyOf(instances);
  }

  /** The instance of that name; null if there is none. */
  public @Nullable VrrpInstance instance(String name) {
    for (VrrpInstance i : instances) {
      if (i.name().equals(name)) {
        return i;
      }
    }
    return null;
  }

  /** The sync groups, in configuration order. */
  public List<SyncGroup> groups() {
    return List.copyOf(groups);
  }

  /** The configuration that runs now. */
  public KeepalivedModel model() {
    return model;
  }

  /** Packets with a VRID that nobody has here. */
  public long unknownVrids() {
    return unknownVrids;
  }

  /** Sets all counters to zero. */
  public void clearCounters() {
    unknownVrids = 0;
    instances.forEach(i -> i.counters.clear());
  }
}
