package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.GarpGroupModel;
import io.jhaproxy.vrrp.config.GarpOptions;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gratuitous ARPs and unsolicited neighbour advertisements: which, when, and with which spacing.
 *
 * <p>Besides keepalived's sets (at the transition, once more after {@code garp_master_delay}, after
 * a lower-priority advert, every {@code garp_master_refresh}) a master repeats one quiet
 * announcement per address every {@link #QUIET_NANOS}. It repairs the neighbours' caches after a
 * split which the other master ended silently, as real keepalived does: the winner cannot learn of
 * it. It is off in strict mode, where a refresh is configured, and with {@code vrrp_min_garp}.
 */
final class Announcer {
  /**
   * Period of the quiet refresh: later than the checks of a transition, shorter than users wait.
   */
  static final long QUIET_NANOS = 2_500_000_000L;

  /** Addresses announced by one quiet refresh; the next one goes on with the following. */
  static final int QUIET_ADDRESSES = 8;

  private final Effects effects;
  private final EventLog log;
  private final Map<String, Lane> lanes = new HashMap<>();
  private Map<String, GarpGroupModel> groups = new HashMap<>();

  Announcer(Effects effects, EventLog log, KeepalivedModel model) {
    this.effects = effects;
    this.log = log;
    configure(model);
  }

  void configure(KeepalivedModel model) {
    groups = new HashMap<>();
    for (GarpGroupModel group : model.garpGroups()) {
      group.interfaces().forEach(name -> groups.put(name, group));
    }
  }

  /** The instance became master. */
  void mastered(VrrpInstance i, long now) {
    GarpOptions garp = i.model.garp();
    announce(i, garp.repeat(), now);
    second(i, garp.delay(), garp.repeat(), now);
    schedule(i, now);
  }

  /** A new model of a running master. */
  void reloaded(VrrpInstance i, boolean added, long now) {
    if (added) {
      mastered(i, now);
    } else {
      schedule(i, now);
    }
  }

  /** There was, or is, another master of lower priority. */
  void otherMaster(VrrpInstance i, long now) {
    GarpOptions garp = i.model.garp();
    announce(i, garp.lowerPriorityRepeat(), now);
    second(i, garp.lowerPriorityDelay(), garp.lowerPriorityRepeat(), now);
    quiet(i, now);
  }

  /** The instance is not master any more. */
  void released(VrrpInstance i) {
    i.announcements.cancel();
    for (Lane lane : lanes.values()) {
      lane.queue.removeIf(item -> item.instance == i);
    }
  }

  long nextDeadline() {
    long next = VrrpInstance.NEVER;
    for (Lane lane : lanes.values()) {
      if (!lane.queue.isEmpty()) {
        next = Math.min(next, lane.free);
      }
    }
    return next;
  }

  /** Sends what waited in the queues. */
  void drain(long now) {
    for (Lane lane : lanes.values()) {
      while (!lane.queue.isEmpty() && lane.free <= now) {
        send(lane.queue.removeFirst(), lane, now);
      }
    }
  }

  /** Runs the timers of one instance. */
  void advance(VrrpInstance i, long now) {
    Announcements due = i.announcements;
    if (due.secondAt <= now) {
      due.secondAt = VrrpInstance.NEVER;
      announce(i, due.secondRepeat, now);
      quiet(i, now);
    }
    if (due.refreshAt <= now) {
      due.refreshAt += i.model.garp().refresh().toNanos();
      if (due.refreshAt <= now) {
        due.refreshAt = now + i.model.garp().refresh().toNanos();
      }
      announce(i, i.model.garp().refreshRepeat(), now);
    }
    if (due.quietAt <= now) {
      quietSet(i);
      quiet(i, now);
    }
  }

  private void schedule(VrrpInstance i, long now) {
    long refresh = i.model.garp().refresh().toNanos();
    i.announcements.refreshAt = refresh == 0 ? VrrpInstance.NEVER : now + refresh;
    quiet(i, now);
  }

  private void second(VrrpInstance i, Duration delay, int repeat, long now) {
    if (!delay.isZero() && repeat > 0) {
      i.announcements.secondAt = now + delay.toNanos();
      i.announcements.secondRepeat = repeat;
    }
  }

  /** The quiet refresh waits until everything else was announced. */
  private void quiet(VrrpInstance i, long now) {
    Announcements due = i.announcements;
    boolean off =
        i.model.election().strict()
            || !i.model.garp().refresh().isZero()
            || minimal(i.model.garp());
    long from = due.secondAt == VrrpInstance.NEVER ? now : due.secondAt;
    due.quietAt = off ? VrrpInstance.NEVER : from + QUIET_NANOS;
  }

  private static boolean minimal(GarpOptions garp) {
    return garp.delay().isZero() && garp.repeat() <= 1;
  }

  private void quietSet(VrrpInstance i) {
    List<AddressModel> addresses = addresses(i);
    int count = Math.min(QUIET_ADDRESSES, addresses.size());
    for (int k = 0; k < count; k++) {
      AddressModel address = addresses.get((i.announcements.quietNext + k) % addresses.size());
      effects.announce(i, address, i.deviceOf(address));
    }
    i.announcements.quietNext =
        addresses.isEmpty() ? 0 : (i.announcements.quietNext + count) % addresses.size();
  }

  private void announce(VrrpInstance i, int repeat, long now) {
    List<AddressModel> addresses = addresses(i);
    for (int round = 0; round < repeat; round++) {
      for (AddressModel address : addresses) {
        String device = i.deviceOf(address);
        if (round == 0) {
          log.announcing(i, address, device);
        }
        enqueue(new Item(i, address, device), now);
      }
    }
  }

  private void enqueue(Item item, long now) {
    long spacing = spacing(item);
    Lane lane = lanes.computeIfAbsent(laneName(item), name -> new Lane());
    if (lane.queue.isEmpty() && (spacing == 0 || lane.free <= now)) {
      send(item, lane, now);
    } else {
      lane.queue.addLast(item);
    }
  }

  private void send(Item item, Lane lane, long now) {
    effects.announce(item.instance, item.address, item.device);
    log.announced(item.address, item.device);
    lane.free = now + spacing(item);
  }

  private long spacing(Item item) {
    boolean ipv4 = item.address.family() == Family.INET;
    GarpGroupModel group = groups.get(item.device);
    if (group != null) {
      return (ipv4 ? group.garpInterval() : group.gnaInterval()).toNanos();
    }
    GarpOptions garp = item.instance.model.garp();
    return (ipv4 ? garp.garpInterval() : garp.gnaInterval()).toNanos();
  }

  private String laneName(Item item) {
    GarpGroupModel group = groups.get(item.device);
    String name = group == null ? item.device : group.interfaces().get(0);
    return name + " " + item.address.family();
  }

  private static List<AddressModel> addresses(VrrpInstance i) {
    if (i.model.excluded().isEmpty()) {
      return i.model.addresses();
    }
    List<AddressModel> all = new ArrayList<>(i.model.addresses());
    all.addAll(i.model.excluded());
    return all;
  }

  private record Item(VrrpInstance instance, AddressModel address, String device) {}

  /** Announcements of one family on interfaces that share a rate limit. */
  private static final class Lane {
    final ArrayDeque<Item> queue = new ArrayDeque<>();
    long free = VrrpInstance.NOT_YET;
  }
}
