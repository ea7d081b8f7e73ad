package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A new configuration for running instances. What is in both models is not touched: a master stays
 * master, keeps its addresses and sends one advert at once; a backup goes on listening.
 */
final class Reload {
  private final Effects effects;
  private final EventLog log;
  private final Announcer announcer;
  private final Transitions transitions;
  private final Links links;

  /** Instances whose addresses must be compared once everything else is configured. */
  private final Map<VrrpInstance, InstanceModel> adopted = new LinkedHashMap<>();

  private final Cause cause = new Cause(Cause.Kind.RELOAD, "reload");

  Reload(Effects effects, EventLog log, Announcer announcer, Transitions transitions, Links links) {
    this.effects = effects;
    this.log = log;
    this.announcer = announcer;
    this.transitions = transitions;
    this.links = links;
  }

  /**
   * Removes what is gone, adopts what stays, makes what is new.
   *
   * @param now the machine's clock
   * @param running the instances so far
   * @return the instances of the new model, in its order; new ones are not started
   */
  List<VrrpInstance> instances(long now, List<VrrpInstance> running, KeepalivedModel next) {
    Map<String, VrrpInstance> before = new LinkedHashMap<>();
    running.forEach(i -> before.put(i.name(), i));
    List<VrrpInstance> after = new ArrayList<>();
    for (InstanceModel model : next.instances()) {
      VrrpInstance same = before.get(model.name());
      if (same != null && sameRouter(same.model, model)) {
        before.remove(model.name());
        adopted.put(same, same.model);
        after.add(same);
      } else {
        after.add(new VrrpInstance(model, now));
      }
    }
    for (VrrpInstance gone : before.values()) {
      remove(gone, now, next);
    }
    adopted.keySet().forEach(i -> adopt(i, next));
    return after;
  }

  /** Another VRID, interface, family or version is another virtual router. */
  private static boolean sameRouter(InstanceModel a, InstanceModel b) {
    return a.virtualRouterId() == b.virtualRouterId()
        && a.family() == b.family()
        && a.version() == b.version()
        && Objects.equals(a.interfaceName(), b.interfaceName())
        && Objects.equals(a.vmac(), b.vmac());
  }

  private void remove(VrrpInstance gone, long now, KeepalivedModel next) {
    boolean deleted = next.instances().stream().noneMatch(m -> m.name().equals(gone.name()));
    transitions.stop(gone, now, new Cause(Cause.Kind.RELOAD, "a reload removed it"), true);
    if (deleted) {
      transitions.notifyInstance(
          gone,
          gone.model.notifyOptions().reportDeleted()
              ? Notification.Event.DELETED
              : Notification.Event.FAULT);
    }
    close(gone);
  }

  private void adopt(VrrpInstance i, KeepalivedModel next) {
    InstanceModel model =
        next.instances().stream().filter(m -> m.name().equals(i.name())).findFirst().orElseThrow();
    boolean otherTransport = !model.transport().equals(i.model.transport());
    if (otherTransport) {
      close(i);
    }
    i.adopt(model);
    i.source = links.source(model);
    if (otherTransport) {
      open(i);
    }
  }

  /** Makes the sockets of an instance. */
  void open(VrrpInstance i) {
    if (!i.socketsOpen) {
      i.socketsOpen = true;
      i.socketsFailed = !effects.openSockets(i);
      i.socketsOpen = !i.socketsFailed;
    }
  }

  private void close(VrrpInstance i) {
    if (i.socketsOpen) {
      i.socketsOpen = false;
      effects.closeSockets(i);
    }
  }

  /** After priorities and faults were computed: addresses of masters, timers of backups. */
  void finish(long now) {
    adopted.forEach(
        (i, before) -> {
          if (i.state == State.MASTER) {
            finishMaster(i, before, now);
          } else if (i.state == State.BACKUP && i.deadline != VrrpInstance.NEVER) {
            i.deadline = Math.min(i.deadline, now + i.downNanos());
          }
        });
  }

  private void finishMaster(VrrpInstance i, InstanceModel before, long now) {
    Set<AddressModel> old = all(before);
    Set<AddressModel> fresh = all(i.model);
    for (AddressModel address : old) {
      if (!fresh.contains(address)) {
        log.addressNoLongerConfigured(i, address);
      }
    }
    log.settingAddresses(i);
    i.addressesRemovedAt = now;
    effects.replaceAddresses(i, before);
    transitions.sendAdvert(i, now);
    announcer.reloaded(i, !old.containsAll(fresh), now);
    i.recorder.add(new Transition(now, i.state, i.state, i.priority, cause));
  }

  private static Set<AddressModel> all(InstanceModel model) {
    Set<AddressModel> all = new HashSet<>(model.addresses());
    all.addAll(model.excluded());
    return all;
  }
}
