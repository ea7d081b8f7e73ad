package io.jhaproxy.vrrp.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network interface as the kernel described it.
 *
 * @param index its number, above 0
 * @param flags {@code IFF_*}
 * @param mac hardware address, empty if it has none
 * @param lower index of the interface below (for VLAN, macvlan), 0 if none
 * @param kind {@code macvlan}, {@code veth} ..., empty for hardware
 */
@SuppressWarnings("ArrayRecordComponent") // the address is never compared and never changed
public record Link(int index, String name, int flags, byte[] mac, int mtu, int lower, String kind) {
  private static final int IFF_UP = 1;
  private static final int IFF_RUNNING = 0x40;
  private static final int IFF_LOOPBACK = 8;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;

  /** Whether it is up and has a carrier. */
  public boolean running() {
    return (flags & (IFF_UP | IFF_RUNNING)) == (IFF_UP | IFF_RUNNING);
  }

  /** Whether it was set up by the administrator. */
  public boolean up() {
    return (flags & IFF_UP) != 0;
  }

  /** Whether it is the loopback interface. */
  public boolean loopback() {
    return (flags & IFF_LOOPBACK) != 0;
  }

  /** From {@code RTM_NEWLINK} or {@code RTM_DELLINK}; null without a name. */
  static @Nullable Link read(NetlinkReader message) {
    Map<Integer, byte[]> attributes = message.attributes(16);
    String name = NetlinkReader.text(attributes.get(IFLA_IFNAME));
    if (name.isEmpty()) {
      return null;
    }
    byte[] info = attributes.get(IFLA_LINKINFO);
    byte[] kind = info == null ? null : NetlinkReader.nested(info).get(IFLA_INFO_KIND);
    byte[] mac = attributes.get(IFLA_ADDRESS);
    return new Link(
        message.u32(4),
        name,
        message.u32(8),
        mac == null ? new byte[0] : mac,
        NetlinkReader.u32(attributes.get(IFLA_MTU), 0),
        NetlinkReader.u32(attributes.get(IFLA_LINK), 0),
        NetlinkReader.text(kind));
  }
}
