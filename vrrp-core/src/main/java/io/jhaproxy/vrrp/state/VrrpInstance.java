package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.VmacOptions;
import io.jhaproxy.vrrp.packet.AdvertCheck;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router: its model and what the machine knows about it. The public methods are a view
 * for the daemon (on the machine's thread); the fields belong to the machine.
 */
public final class VrrpInstance {
  /** A time that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  /** A time that never was. */
  static final long NOT_YET = Long.MIN_VALUE;

  private static final long SECOND = 1_000_000_000L;

  final FlightRecorder recorder = new FlightRecorder();
  final Counters counters = new Counters();

  /** What keeps this instance in FAULT: subject to explanation, in order of appearance. */
  final Map<String, Cause> faults = new LinkedHashMap<>();

  /** Announcements still to be made. */
  final Announcements announcements = new Announcements();

  InstanceModel model;
  AdvertCheck check;
  AdvertCache adverts;
  List<InetAddress> destinations;
  boolean oldChecksum;
  @Nullable SyncGroup group;

  State state = State.INIT;
  State wanted = State.INIT;

  /** Sum of base priority and weights before it is cut to 1..254. */
  int totalPriority;

  int priority;

  /** How {@code totalPriority} came about; empty if nothing is added to the base. */
  String prioritySum = "";

  /** MASTER: when to send the next advert; BACKUP: when the master is down. */
  long deadline = NEVER;

  /** What of the first wait was spent before the instance began, nanoseconds. */
  long headStart;

  /** The master-down timer ran out, but the group is not ready. */
  boolean expired;

  /** Weightless scripts without result keep the instance in INIT. */
  boolean waitsForScripts;

  long stallLoggedAt = NOT_YET;

  /** A stall has already lengthened this silence once. */
  boolean graceUsed;

  @Nullable InetAddress source;
  boolean holdsAddresses;
  boolean socketsOpen;

  /** The last attempt to open them failed: who hears nobody must not be master. */
  boolean socketsFailed;

  boolean started;

  /** Interval of the master (version 3 learns it), else ours. */
  long masterIntervalNanos;

  @Nullable InetAddress masterAddress;
  int masterPriority;
  long heardAt = NOT_YET;
  boolean masterStopped;

  /**
   * The last master we accepted with a correct address list: who may be mistaken about addresses.
   */
  @Nullable InetAddress provenMaster;

  /** Last advert of lower priority heard as BACKUP. */
  @Nullable InetAddress lowerAddress;

  int lowerPriority;

  /** When our last advert left. */
  long sentAt = NOT_YET;

  /** When the preempt delay ends; {@link #NOT_YET} if it did not begin. */
  long preemptAt = NOT_YET;

  long lastTransition;
  long masterSince = NOT_YET;
  long addressesRemovedAt = NOT_YET;

  VrrpInstance(InstanceModel model, long now) {
    this.model = model;
    this.priority = model.priority();
    this.totalPriority = model.priority();
    this.lastTransition = now;
    this.masterIntervalNanos = model.advertInterval().toNanos();
    this.check = Wire.check(model);
    this.oldChecksum = Wire.oldChecksum(model);
    this.adverts = new AdvertCache(Wire.encoder(model, oldChecksum));
    this.destinations = Wire.destinations(model);
  }

  /** A peer uses the checksum of keepalived before 1.3.6: from now on we do too. */
  void useOldChecksum() {
    oldChecksum = true;
    adverts = new AdvertCache(Wire.encoder(model, true));
  }

  /** Takes over a new model; the state stays. */
  void adopt(InstanceModel next) {
    model = next;
    check = Wire.check(next);
    oldChecksum |= Wire.oldChecksum(next);
    adverts = new AdvertCache(Wire.encoder(next, oldChecksum));
    destinations = Wire.destinations(next);
    if (next.version() == 2 || state == State.MASTER) {
      masterIntervalNanos = next.advertInterval().toNanos();
    }
  }

  /** Skew time: the lower the priority, the longer (RFC 5798, 6.1; version 2: of one second). */
  long skewNanos() {
    long unit = model.version() == 2 ? SECOND : masterIntervalNanos;
    return (256 - priority) * unit / 256;
  }

  /** Master-down interval: so long without adverts means that the master is gone. */
  long downNanos() {
    return model.election().downTimerAdverts() * masterIntervalNanos + skewNanos();
  }

  long intervalNanos() {
    return model.advertInterval().toNanos();
  }

  void transition(long now, State to, Cause cause) {
    recorder.add(new Transition(now, state, to, priority, cause));
    state = to;
    lastTransition = now;
  }

  /** Name of the instance. */
  public String name() {
    return model.name();
  }

  /** The configuration that runs now. */
  public InstanceModel model() {
    return model;
  }

  /** The state. */
  public State state() {
    return state;
  }

  /** The state it would have without its sync group. */
  public State wantedState() {
    return wanted;
  }

  /** Priority in adverts: base and weights, 1..254; 255 for the owner. */
  public int effectivePriority() {
    return priority;
  }

  /** Base and weights, not cut. */
  public int totalPriority() {
    return totalPriority;
  }

  /** Source address of our adverts; null while the interface has none. */
  public @Nullable InetAddress source() {
    return source;
  }

  /** The last master accepted as BACKUP; null if none was heard. */
  public @Nullable InetAddress masterAddress() {
    return masterAddress;
  }

  /** Its priority; 0 if none was heard. */
  public int masterPriority() {
    return masterPriority;
  }

  /** Advert interval of the master, nanoseconds. */
  public long masterAdvertNanos() {
    return masterIntervalNanos;
  }

  /** When the last advert of a master was accepted; {@code Long.MIN_VALUE} if none was. */
  public long heardNanos() {
    return heardAt;
  }

  /** When the master-down or advert timer fires; {@code Long.MAX_VALUE} for never. */
  public long deadlineNanos() {
    return deadline;
  }

  /** The master-down interval with the present priority. */
  public long masterDownNanos() {
    return downNanos();
  }

  /** Whether the kernel should hold the addresses now. */
  public boolean holdsAddresses() {
    return holdsAddresses;
  }

  /** The counters. */
  public Counters counters() {
    return counters;
  }

  /** The last transitions, oldest first. */
  public List<Transition> transitions() {
    return recorder.transitions();
  }

  /** When the state changed last. */
  public long lastTransitionNanos() {
    return lastTransition;
  }

  /** What keeps it in FAULT; empty if nothing does. */
  public Collection<Cause> faults() {
    return List.copyOf(faults.values());
  }

  /** The sync group; null if none. */
  public @Nullable SyncGroup group() {
    return group;
  }

  /**
   * Interface that holds the addresses without {@code dev}: the vmac if there is one. Empty only
   * for unicast without interface.
   */
  public String device() {
    VmacOptions vmac = model.vmac();
    if (vmac != null) {
      return vmac.name();
    }
    String name = model.interfaceName();
    return name == null ? "" : name;
  }

  /** Interface that holds an address of this instance. */
  public String deviceOf(AddressModel address) {
    String device = address.device();
    return device == null || device.equals(model.interfaceName()) ? device() : device;
  }

  @Override
  public String toString() {
    return name() + " " + state;
  }
}
