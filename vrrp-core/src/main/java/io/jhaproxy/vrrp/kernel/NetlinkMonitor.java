package io.jhaproxy.vrrp.kernel;

/** Tells of changes of links and addresses that anybody makes. */
public final class NetlinkMonitor extends Socket {
  private static final int NETLINK_ROUTE = 0;
  private static final int RTMGRP_LINK = 1;
  private static final int RTMGRP_IPV4_IFADDR = 0x10;
  private static final int RTMGRP_IPV6_IFADDR = 0x100;

  private final Reception reception = new Reception(65536);

  /** Takes the events in the kernel's order. */
  public interface Listener {
    /** A link is new or has changed. */
    void changed(Link link);

    /** A link is gone. */
    void gone(Link link);

    /** An address was added or changed. */
    void added(InterfaceAddress address);

    /** An address was removed. */
    void removed(InterfaceAddress address);

    /** The kernel had to drop events: everything must be read again. */
    void lost();
  }

  /** Opens the socket; events from now on are kept until {@link #drain}. */
  public NetlinkMonitor() throws KernelException {
    super(Libc.AF_NETLINK, Libc.SOCK_RAW, NETLINK_ROUTE);
    bind(SocketAddresses.netlink(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR));
  }

  /** Receive buffer in bytes. */
  public void buffer(int bytes, boolean force) throws KernelException {
    receiveBuffer(bytes, force);
  }

  /** Hands all waiting events to the listener. */
  public void drain(Listener listener) {
    while (reception.receive(this)) {
      NetlinkReader reader = new NetlinkReader(reception.data(0, reception.length()));
      while (reader.next()) {
        dispatch(reader, listener);
      }
    }
    if (reception.overrun()) {
      // What still waits is older than what will be read anew.
      while (reception.receive(this) || reception.overrun()) {
        continue;
      }
      listener.lost();
    }
  }

  private static void dispatch(NetlinkReader reader, Listener listener) {
    int type = reader.type();
    if (type == Interfaces.RTM_NEWLINK || type == Interfaces.RTM_DELLINK) {
      Link link = Link.read(reader);
      if (link != null && type == Interfaces.RTM_NEWLINK) {
        listener.changed(link);
      } else if (link != null) {
        listener.gone(link);
      }
    } else if (type == Interfaces.RTM_NEWADDR || type == Interfaces.RTM_DELADDR) {
      InterfaceAddress address = InterfaceAddress.read(reader);
      if (address != null && type == Interfaces.RTM_NEWADDR) {
        listener.added(address);
      } else if (address != null) {
        listener.removed(address);
      }
    }
  }

  @Override
  public void close() {
    super.close();
    reception.close();
  }
}
