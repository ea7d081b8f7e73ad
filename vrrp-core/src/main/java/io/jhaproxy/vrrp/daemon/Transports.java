package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.TransportOptions;
import io.jhaproxy.vrrp.config.VmacOptions;
import io.jhaproxy.vrrp.kernel.AdvertReceiver;
import io.jhaproxy.vrrp.kernel.AdvertSender;
import io.jhaproxy.vrrp.kernel.EventLoop;
import io.jhaproxy.vrrp.kernel.Interfaces;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.Link;
import io.jhaproxy.vrrp.kernel.Reception;
import io.jhaproxy.vrrp.kernel.Sysctl;
import io.jhaproxy.vrrp.packet.AddressText;
import io.jhaproxy.vrrp.packet.ReceivedPacket;
import io.jhaproxy.vrrp.state.LogLevel;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of all instances: one receiver for each interface and address family, shared by its
 * instances, and one sender for each instance. Loop thread.
 */
final class Transports implements AutoCloseable {
  private static final int LARGEST_PACKET = 65536;
  private static final int DEFAULT_TTL = 255;

  /** Takes what arrives. */
  interface Sink {
    /** A packet of protocol 112 on an interface. */
    void packet(String interfaceName, Family family, ReceivedPacket packet);
  }

  private record Place(int interfaceIndex, Family family) {}

  private static final class Shared {
    final AdvertReceiver receiver;
    final Set<String> users = new HashSet<>();

    Shared(AdvertReceiver receiver) {
      this.receiver = receiver;
    }
  }

  private record Opened(
      Place place, AdvertSender sender, @Nullable VirtualMac vmac, String transmitDevice) {}

  private final EventLoop loop;
  private final Interfaces interfaces;
  private final InterfaceTable table;
  private final DaemonLog log;
  private final Sink sink;
  private final Reception reception = new Reception(LARGEST_PACKET);
  private final Map<Place, Shared> receivers = new HashMap<>();
  private final Map<String, Opened> opened = new HashMap<>();

  Transports(
      EventLoop loop, Interfaces interfaces, InterfaceTable table, DaemonLog log, Sink sink) {
    this.loop = loop;
    this.interfaces = interfaces;
    this.table = table;
    this.log = log;
    this.sink = sink;
  }

  /** Opens what an instance needs; false if that failed, which is logged. */
  boolean open(InstanceModel model) {
    close(model.name());
    String name = model.interfaceName();
    Link link = name == null ? null : table.link(name);
    if (link == null) {
      return true;
    }
    VirtualMac vmac = null;
    try {
      vmac = vmac(model, link);
      boolean ipv4 = model.family() == Family.INET;
      if (ipv4 && model.election().promoteSecondaries()) {
        Sysctl.set("ipv4", link.name(), "promote_secondaries", 1);
      }
      Link transmit =
          vmac == null || model.vmac() == null || model.vmac().transmitOnBase()
              ? link
              : vmac.link();
      AdvertSender sender = new AdvertSender(ipv4, transmit.name(), transmit.index());
      Place place = new Place(link.index(), model.family());
      // From here on close() finds everything, also what is opened half.
      opened.put(model.name(), new Opened(place, sender, vmac, transmit.name()));
      Shared shared = receiver(model, link, ipv4);
      describe(model, transmit, shared, sender);
      return true;
    } catch (KernelException e) {
      log.log("(" + model.name() + ") cannot open sockets: " + e.getMessage());
      if (opened.containsKey(model.name())) {
        close(model.name());
      } else {
        removeVmac(model.name(), vmac);
      }
      return false;
    }
  }

  private @Nullable VirtualMac vmac(InstanceModel model, Link link) throws KernelException {
    VmacOptions options = model.vmac();
    if (options == null) {
      return null;
    }
    VirtualMac vmac =
        VirtualMac.create(interfaces, options, link, model.virtualRouterId(), model.family());
    // Known at once: the kernel's own announcement is still in the monitor's queue.
    table.changed(vmac.link());
    log.log(
        LogLevel.DETAIL,
        "(" + model.name() + "): Success creating VMAC interface " + vmac.link().name());
    return vmac;
  }

  private Shared receiver(InstanceModel model, Link link, boolean ipv4) throws KernelException {
    Place place = new Place(link.index(), model.family());
    Shared shared = receivers.get(place);
    if (shared == null) {
      AdvertReceiver receiver = new AdvertReceiver(ipv4, link.name(), link.index());
      shared = new Shared(receiver);
      receivers.put(place, shared);
      loop.watch(receiver.fd(), () -> drain(receiver, link.name(), model.family()));
    }
    shared.users.add(model.name());
    TransportOptions transport = model.transport();
    if (!transport.unicast()) {
      shared.receiver.join(transport.group());
    }
    if (transport.receiveBuffer() > 0) {
      shared.receiver.buffer(transport.receiveBuffer());
    }
    return shared;
  }

  private void drain(AdvertReceiver receiver, String interfaceName, Family family) {
    receiver.drain(
        reception,
        (payload, source, destination, ttl) ->
            sink.packet(
                interfaceName, family, new ReceivedPacket(payload, source, destination, ttl)));
  }

  private void describe(InstanceModel model, Link link, Shared shared, AdvertSender sender) {
    boolean unicast = model.transport().unicast();
    String target = unicast ? "unicast" : "multicast";
    String address =
        unicast
            ? (model.transport().source() == null
                ? ""
                : ", address(" + model.transport().source().getHostAddress() + ")")
            : ", address(" + AddressText.of(model.transport().group()) + ")";
    log.log(
        LogLevel.DETAIL,
        String.format(
            "VRRP sockpool: [ifindex(%3d), family(%s), proto(112), fd(%d,%d) %s%s]",
            link.index(),
            model.family() == Family.INET ? "IPv4" : "IPv6",
            shared.receiver.fd(),
            sender.fd(),
            target,
            address));
  }

  /** Sends one advert; false if that was not possible. */
  boolean send(InstanceModel model, byte[] advert, InetAddress source, InetAddress destination) {
    Opened sockets = opened.get(model.name());
    if (sockets == null) {
      return false;
    }
    TransportOptions transport = model.transport();
    int ttl = transport.unicast() && transport.ttl() >= 0 ? transport.ttl() : DEFAULT_TTL;
    try {
      if (!transport.unicast() || destination.equals(transport.peers().get(0).address())) {
        sockets.sender.nextIdentification();
      }
      sockets.sender.send(advert, source, destination, ttl);
      return true;
    } catch (KernelException e) {
      log.log(
          LogLevel.EXTRA,
          "("
              + model.name()
              + ") send advert to "
              + AddressText.of(destination)
              + ": "
              + e.getMessage());
      return false;
    }
  }

  /** The interface that holds the instance's addresses: its vmac, or the interface itself. */
  String device(InstanceModel model) {
    Opened sockets = opened.get(model.name());
    String name = model.interfaceName();
    return VirtualMac.device(sockets == null ? null : sockets.vmac, name == null ? "" : name);
  }

  /** Closes what {@link #open} opened, and removes the vmac. */
  void close(String instance) {
    Opened sockets = opened.remove(instance);
    if (sockets == null) {
      return;
    }
    sockets.sender.close();
    Shared shared = receivers.get(sockets.place);
    if (shared != null && shared.users.remove(instance) && shared.users.isEmpty()) {
      receivers.remove(sockets.place);
      loop.unwatch(shared.receiver.fd());
      shared.receiver.close();
    }
    removeVmac(instance, sockets.vmac);
  }

  private void removeVmac(String instance, @Nullable VirtualMac vmac) {
    if (vmac == null) {
      return;
    }
    try {
      vmac.close();
      log.log(
          LogLevel.DETAIL,
          "(" + instance + ") Success removing VMAC interface " + vmac.link().name());
    } catch (KernelException e) {
      log.log("(" + instance + ") removing VMAC interface: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    for (String instance : opened.keySet().toArray(new String[0])) {
      close(instance);
    }
    reception.close();
  }
}
