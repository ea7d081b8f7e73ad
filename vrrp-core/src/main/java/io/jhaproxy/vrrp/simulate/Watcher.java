package io.jhaproxy.vrrp.simulate;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.state.Notification;
import io.jhaproxy.vrrp.state.Transition;
import io.jhaproxy.vrrp.state.VrrpInstance;
import io.jhaproxy.vrrp.state.VrrpMachine;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Sees what happens on one site: who is master, who has which address, and whom a client reaches.
 */
final class Watcher {
  private final Agenda agenda;
  private final Network network;
  private final String prefix;
  private final long neighbourTimeout;
  private final Consumer<String> timeline;
  private final Map<InetAddress, Service> services = new LinkedHashMap<>();
  private final Map<String, Mastership> routers = new LinkedHashMap<>();

  Watcher(
      Agenda agenda,
      Network network,
      String prefix,
      long neighbourTimeout,
      Consumer<String> timeline) {
    this.agenda = agenda;
    this.network = network;
    this.prefix = prefix;
    this.neighbourTimeout = neighbourTimeout;
    this.timeline = timeline;
  }

  /** Learns which routers and addresses a node's configuration has. */
  void expect(SimulatedNode node) {
    for (InstanceModel model : node.model().instances()) {
      router(model);
      addresses(model).forEach(a -> service(a.address()));
    }
  }

  private Mastership router(InstanceModel model) {
    String key =
        model.name()
            + " (VRID "
            + model.virtualRouterId()
            + ", "
            + model.family().label()
            + (model.interfaceName() == null ? "" : ", " + model.interfaceName())
            + ")";
    String id = model.virtualRouterId() + " " + model.family() + " " + model.interfaceName();
    return routers.computeIfAbsent(id, k -> new Mastership(prefix + key));
  }

  private Service service(InetAddress address) {
    return services.computeIfAbsent(address, a -> new Service(a, prefix));
  }

  private static Stream<AddressModel> addresses(InstanceModel model) {
    return Stream.concat(model.addresses().stream(), model.excluded().stream());
  }

  // Events

  void told(SimulatedNode node, Notification notification) {
    switch (notification.event()) {
      case MASTER, BACKUP, FAULT, STOP, DELETED -> changed(node, notification);
      default -> {}
    }
  }

  private void changed(SimulatedNode node, Notification notification) {
    VrrpMachine machine = node.machine();
    VrrpInstance instance = machine == null ? null : machine.instance(notification.name());
    String cause = "";
    if (instance != null) {
      List<Transition> transitions = instance.transitions();
      cause = transitions.isEmpty() ? "" : transitions.get(transitions.size() - 1).cause().text();
      masters(node, instance.model(), notification.event() == Notification.Event.MASTER);
    } else {
      node.model().instances().stream()
          .filter(m -> m.name().equals(notification.name()))
          .forEach(m -> masters(node, m, false));
    }
    say(node.name(), notification.name() + " " + notification.event() + "  " + cause);
  }

  private void masters(SimulatedNode node, InstanceModel model, boolean master) {
    router(model).set(node, master, agenda.now());
  }

  void say(String who, String what) {
    timeline.accept(
        String.format(
            Locale.ROOT,
            "%12.3f  %-10s %s",
            agenda.now() / 1e9,
            prefix + who,
            what.stripTrailing()));
  }

  void addressesSet(SimulatedNode node, VrrpInstance instance) {
    addresses(instance.model())
        .forEach(
            a -> {
              Service service = service(a.address());
              service.holders.remove(node);
              service.holders.put(node, carrier(instance.model(), a));
              evaluate(service);
            });
  }

  void addressesRemoved(SimulatedNode node, VrrpInstance instance) {
    addressesRemoved(node, instance.model());
  }

  void addressesRemoved(SimulatedNode node, InstanceModel model) {
    addresses(model).forEach(a -> addressRemoved(node, a.address()));
  }

  void addressRemoved(SimulatedNode node, InetAddress address) {
    Service service = service(address);
    service.holders.remove(node);
    evaluate(service);
  }

  private static String carrier(InstanceModel model, AddressModel address) {
    if (address.device() != null) {
      return address.device();
    }
    return model.interfaceName() == null ? "" : model.interfaceName();
  }

  /** A gratuitous ARP or neighbour advertisement leaves a node. */
  void announced(SimulatedNode node, InetAddress address) {
    if (network.connected(Network.CLIENT, node.name())) {
      Service service = service(address);
      service.neighbour = node;
      evaluate(service);
    }
  }

  /** The daemon of a node is gone, its addresses are not. */
  void daemonGone(SimulatedNode node) {
    routers.values().forEach(r -> r.set(node, false, agenda.now()));
  }

  /** Nothing is left of what a node held. */
  void nodeCleared(SimulatedNode node) {
    daemonGone(node);
    for (Service service : services.values()) {
      service.holders.remove(node);
      evaluate(service);
    }
  }

  void reachabilityChanged() {
    services.values().forEach(this::evaluate);
  }

  private void evaluate(Service service) {
    SimulatedNode neighbour = service.neighbour;
    boolean served = neighbour != null && reachable(service, neighbour);
    if (served != service.served) {
      service.change(served, agenda.now());
      if (!served) {
        agenda.at(agenda.now() + neighbourTimeout, () -> askAnew(service));
      }
    }
  }

  private boolean reachable(Service service, SimulatedNode node) {
    String carrier = service.holders.get(node);
    return carrier != null
        && node.linkUp(carrier)
        && network.connected(Network.CLIENT, node.name());
  }

  /**
   * A client that got no answer for a while asks who has the address; the last to set it answers.
   */
  private void askAnew(Service service) {
    if (service.served || agenda.now() - service.since < neighbourTimeout) {
      return;
    }
    for (SimulatedNode node : service.holders.keySet()) {
      if (reachable(service, node)) {
        service.neighbour = node;
      }
    }
    evaluate(service);
    if (!service.served) {
      agenda.at(agenda.now() + neighbourTimeout, () -> askAnew(service));
    }
  }

  // Results

  List<Service> services() {
    return new ArrayList<>(services.values());
  }

  List<Mastership> routers() {
    return new ArrayList<>(routers.values());
  }

  /** Closes what is still open at the end. */
  void finish() {
    services.values().forEach(s -> s.finish(agenda.now()));
    routers.values().forEach(r -> r.finish(agenda.now()));
  }
}
