package io.jhaproxy.vrrp.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Links and their addresses: reading, creating, changing and removing them through rtnetlink. */
public final class Interfaces {
  static final int RTM_NEWLINK = 16;
  static final int RTM_DELLINK = 17;
  private static final int RTM_GETLINK = 18;
  static final int RTM_NEWADDR = 20;
  static final int RTM_DELADDR = 21;
  private static final int RTM_GETADDR = 22;
  private static final int IFF_UP = 1;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_MACVLAN_MODE = 1;
  private static final int MACVLAN_MODE_PRIVATE = 1;
  private static final int IFLA_IPVLAN_MODE = 1;
  private static final int IFLA_IPVLAN_FLAGS = 2;

  private final Netlink netlink;

  /** Works through a command socket. */
  public Interfaces(Netlink netlink) {
    this.netlink = netlink;
  }

  /** All links. */
  public List<Link> links() throws KernelException {
    NetlinkMessage message = new NetlinkMessage(RTM_GETLINK, NetlinkMessage.NLM_F_DUMP);
    return netlink.dump(ifinfo(message, 0, 0, 0), Link::read);
  }

  /** All addresses, IPv4 and IPv6. */
  public List<InterfaceAddress> addresses() throws KernelException {
    NetlinkMessage message = new NetlinkMessage(RTM_GETADDR, NetlinkMessage.NLM_F_DUMP);
    return netlink.dump(message.u8(0).u8(0).u8(0).u8(0).u32(0), InterfaceAddress::read);
  }

  /** Adds an address; one that is already there is left as it is. */
  public void add(InterfaceAddress address) throws KernelException {
    int flags = NetlinkMessage.NLM_F_ACK | NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_EXCL;
    try {
      netlink.request(
          addressMessage(RTM_NEWADDR, flags, address),
          "address " + address.address().getHostAddress());
    } catch (KernelException e) {
      if (e.errno() != Libc.EEXIST) {
        throw e;
      }
    }
  }

  /** Removes an address. */
  public void remove(InterfaceAddress address) throws KernelException {
    netlink.request(
        addressMessage(RTM_DELADDR, NetlinkMessage.NLM_F_ACK, address),
        "remove address " + address.address().getHostAddress());
  }

  private static NetlinkMessage addressMessage(int type, int flags, InterfaceAddress address) {
    NetlinkMessage message = new NetlinkMessage(type, flags);
    message
        .u8(address.ipv4() ? Libc.AF_INET : Libc.AF_INET6)
        .u8(address.prefixLength())
        .u8(address.flags())
        .u8(address.scope())
        .u32(address.interfaceIndex());
    byte[] local = address.address().getAddress();
    message.attribute(InterfaceAddress.IFA_LOCAL, local);
    message.attribute(
        InterfaceAddress.IFA_ADDRESS, address.peer() == null ? local : address.peer().getAddress());
    if (address.broadcast() != null) {
      message.attribute(InterfaceAddress.IFA_BROADCAST, address.broadcast().getAddress());
    }
    if (address.label() != null) {
      message.attribute(InterfaceAddress.IFA_LABEL, address.label());
    }
    if (address.flags() != 0) {
      message.attribute(InterfaceAddress.IFA_FLAGS, address.flags());
    }
    if (address.preferred() >= 0 && type == RTM_NEWADDR) {
      int info = message.beginPlain(InterfaceAddress.IFA_CACHEINFO);
      message.u32(address.preferred()).u32(-1).u32(0).u32(0).end(info);
    }
    return message;
  }

  /** Creates a private macvlan above a link; it is down. */
  public void createMacvlan(String name, int lower, byte[] mac) throws KernelException {
    NetlinkMessage message = create(name, lower);
    message.attribute(IFLA_ADDRESS, mac);
    int info = message.begin(IFLA_LINKINFO);
    message.attribute(IFLA_INFO_KIND, "macvlan");
    int data = message.begin(IFLA_INFO_DATA);
    message.attribute(IFLA_MACVLAN_MODE, MACVLAN_MODE_PRIVATE).end(data).end(info);
    netlink.request(message, "create " + name);
  }

  /** Creates an ipvlan in L2 mode above a link; flags 0 bridge, 1 private, 2 vepa. */
  public void createIpvlan(String name, int lower, int flags) throws KernelException {
    NetlinkMessage message = create(name, lower);
    int info = message.begin(IFLA_LINKINFO);
    message.attribute(IFLA_INFO_KIND, "ipvlan");
    int data = message.begin(IFLA_INFO_DATA);
    message.attribute(IFLA_IPVLAN_MODE, new byte[] {0, 0});
    message.attribute(IFLA_IPVLAN_FLAGS, new byte[] {(byte) flags, 0}).end(data).end(info);
    netlink.request(message, "create " + name);
  }

  private static NetlinkMessage create(String name, int lower) {
    int flags = NetlinkMessage.NLM_F_ACK | NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_EXCL;
    NetlinkMessage message = ifinfo(new NetlinkMessage(RTM_NEWLINK, flags), 0, 0, 0);
    return message.attribute(IFLA_LINK, lower).attribute(IFLA_IFNAME, name);
  }

  /** Sets a link up. */
  public void setUp(int index) throws KernelException {
    NetlinkMessage message = new NetlinkMessage(RTM_NEWLINK, NetlinkMessage.NLM_F_ACK);
    netlink.request(ifinfo(message, index, IFF_UP, IFF_UP), "set link up");
  }

  /** Removes a link that {@link #createMacvlan} made. */
  public void delete(int index) throws KernelException {
    NetlinkMessage message = new NetlinkMessage(RTM_DELLINK, NetlinkMessage.NLM_F_ACK);
    netlink.request(ifinfo(message, index, 0, 0), "delete link");
  }

  /** The link of a name, or null. */
  public @Nullable Link link(String name) throws KernelException {
    for (Link link : links()) {
      if (link.name().equals(name)) {
        return link;
      }
    }
    return null;
  }

  private static NetlinkMessage ifinfo(NetlinkMessage message, int index, int flags, int change) {
    return message.u8(0).u8(0).u16(0).u32(index).u32(flags).u32(change);
  }
}
