package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.kernel.FrameSocket;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.Link;
import io.jhaproxy.vrrp.kernel.Sysctl;
import io.jhaproxy.vrrp.packet.AddressText;
import io.jhaproxy.vrrp.packet.Frames;
import io.jhaproxy.vrrp.state.LogLevel;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Tells neighbours where an address is now: gratuitous ARP and neighbour advertisements. */
final class NeighbourAnnouncer implements AutoCloseable {
  private static final int ETHERNET_ADDRESS = 6;

  private final FrameSocket socket;
  private final InterfaceTable table;
  private final DaemonLog log;

  NeighbourAnnouncer(InterfaceTable table, DaemonLog log) throws KernelException {
    this.socket = new FrameSocket();
    this.table = table;
    this.log = log;
  }

  void announce(InetAddress address, String device) {
    Link link = table.link(device);
    if (link == null || link.loopback() || link.mac().length != ETHERNET_ADDRESS) {
      return;
    }
    try {
      if (address instanceof Inet6Address ip) {
        boolean router = Sysctl.get("ipv6", device, "forwarding", 0) != 0;
        socket.send(link.index(), Frames.unsolicitedNeighbourAdvertisement(link.mac(), ip, router));
      } else {
        socket.send(link.index(), Frames.gratuitousArp(link.mac(), (Inet4Address) address));
      }
    } catch (KernelException e) {
      log.log(
          LogLevel.DETAIL,
          "Error sending announcement of " + AddressText.of(address) + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
