package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.Authentication;
import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.TransportOptions;
import io.jhaproxy.vrrp.config.TransportOptions.OldChecksum;
import io.jhaproxy.vrrp.config.UnicastPeer;
import io.jhaproxy.vrrp.packet.AdvertCheck;
import io.jhaproxy.vrrp.packet.AdvertEncoder;
import io.jhaproxy.vrrp.packet.AdvertExpectation;
import io.jhaproxy.vrrp.packet.AuthenticationType;
import java.net.InetAddress;
import java.util.List;

/** From an instance's model to what the packet room needs. */
final class Wire {
  private Wire() {}

  /** The encoder; {@code old} for the checksum of keepalived before 1.3.6. */
  static AdvertEncoder encoder(InstanceModel model, boolean old) {
    return new AdvertEncoder(
        model.version(),
        model.virtualRouterId(),
        model.advertInterval().toNanos(),
        type(model),
        AdvertEncoder.passwordBytes(model.authentication().password()),
        addresses(model),
        old ? model.transport().group() : null);
  }

  /** Whether adverts have the checksum of keepalived before 1.3.6 from the start. */
  static boolean oldChecksum(InstanceModel model) {
    TransportOptions transport = model.transport();
    return transport.unicast() && transport.oldUnicastChecksum() == OldChecksum.ALWAYS;
  }

  static AdvertCheck check(InstanceModel model) {
    TransportOptions transport = model.transport();
    boolean old = transport.unicast() && transport.oldUnicastChecksum() != OldChecksum.NEVER;
    return new AdvertCheck(
        new AdvertExpectation(
            model.version(),
            model.virtualRouterId(),
            model.family() == Family.INET ? 4 : 16,
            model.advertInterval().toNanos(),
            type(model),
            AdvertEncoder.passwordBytes(model.authentication().password()),
            addresses(model),
            transport.unicast(),
            peers(transport),
            transport.checkUnicastSource(),
            old ? transport.group() : null));
  }

  /** Where adverts go: the group, or all peers. */
  static List<InetAddress> destinations(InstanceModel model) {
    TransportOptions transport = model.transport();
    return transport.unicast()
        ? transport.peers().stream().map(UnicastPeer::address).toList()
        : List.of(transport.group());
  }

  private static List<AdvertExpectation.Peer> peers(TransportOptions transport) {
    return transport.peers().stream()
        .map(p -> new AdvertExpectation.Peer(p.address(), p.minTtl(), p.maxTtl()))
        .toList();
  }

  private static List<InetAddress> addresses(InstanceModel model) {
    return model.addresses().stream().map(AddressModel::address).toList();
  }

  private static AuthenticationType type(InstanceModel model) {
    Authentication authentication = model.authentication();
    return switch (authentication.kind()) {
      case NONE -> AuthenticationType.NONE;
      case PASS -> AuthenticationType.SIMPLE;
      case AH -> AuthenticationType.HEADER;
    };
  }
}
