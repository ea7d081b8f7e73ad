package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.VmacOptions;
import io.jhaproxy.vrrp.packet.ReceivedPacket;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom a packet or an address belongs to. */
final class Receivers {
  private Receivers() {}

  /** The instance a packet is for; null if nobody has its VRID there. */
  static @Nullable VrrpInstance find(
      List<VrrpInstance> instances, String interfaceName, ReceivedPacket packet) {
    if (packet.payload().length < 2) {
      return null;
    }
    int virtualRouterId = packet.payload()[1] & 0xff;
    Family family = Family.of(packet.source());
    VrrpInstance found = null;
    for (VrrpInstance i : instances) {
      InstanceModel candidate = i.model;
      if (candidate.virtualRouterId() == virtualRouterId
          && candidate.family() == family
          && on(candidate, interfaceName)) {
        if (addressedTo(candidate, packet)) {
          return i;
        }
        found = found == null ? i : found;
      }
    }
    return found;
  }

  private static boolean on(InstanceModel model, String interfaceName) {
    VmacOptions vmac = model.vmac();
    return model.interfaceName() == null
        || interfaceName.equals(model.interfaceName())
        || vmac != null && interfaceName.equals(vmac.name());
  }

  private static boolean addressedTo(InstanceModel model, ReceivedPacket packet) {
    return model.transport().unicast()
        ? model.transport().peers().stream().anyMatch(p -> p.address().equals(packet.source()))
        : model.transport().group().equals(packet.destination());
  }

  /** Whether the model puts this address on this interface. */
  static boolean holds(VrrpInstance i, String interfaceName, InetAddress address) {
    return Stream.concat(i.model.addresses().stream(), i.model.excluded().stream())
        .anyMatch(own -> matches(i, own, interfaceName, address));
  }

  private static boolean matches(
      VrrpInstance i, AddressModel own, String interfaceName, InetAddress address) {
    return own.track() && own.address().equals(address) && i.deviceOf(own).equals(interfaceName);
  }
}
