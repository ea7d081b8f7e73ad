package io.jhaproxy.vrrp.kernel;

import com.sun.jna.Pointer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * Receives IP protocol 112 of one address family on one interface, multicast and unicast. What it
 * hands out is not checked: that is the state machine's business.
 */
public final class AdvertReceiver extends Socket {
  /** IP protocol number of VRRP. */
  public static final int PROTOCOL = 112;

  static final int IPPROTO_IP = 0;
  static final int IPPROTO_IPV6 = 41;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_MULTICAST_ALL = 49;
  private static final int IPV6_ADD_MEMBERSHIP = 20;
  private static final int IPV6_MULTICAST_ALL = 29;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int IPV6_PKTINFO = 50;
  private static final int IPV6_RECVHOPLIMIT = 51;
  private static final int IPV6_HOPLIMIT = 52;

  /** The default buffer of 208 KiB holds 277 small packets. */
  private static final int MOST_AT_ONCE = 1024;

  private final boolean ipv4;
  private final int interfaceIndex;
  private final Set<InetAddress> groups = new HashSet<>();

  /**
   * Takes one packet; {@code payload} is what follows the IP header and belongs to the receiver.
   */
  public interface Sink {
    /**
     * One packet has arrived.
     *
     * @param ttl time to live or hop limit, -1 if the kernel did not say
     */
    void packet(byte[] payload, InetAddress source, InetAddress destination, int ttl);
  }

  /** Opens the socket; it hears unicast packets at once and groups after {@link #join}. */
  public AdvertReceiver(boolean ipv4, String interfaceName, int interfaceIndex)
      throws KernelException {
    super(ipv4 ? Libc.AF_INET : Libc.AF_INET6, Libc.SOCK_RAW, PROTOCOL);
    this.ipv4 = ipv4;
    this.interfaceIndex = interfaceIndex;
    bindToDevice(interfaceName);
    if (ipv4) {
      option(IPPROTO_IP, IP_MULTICAST_ALL, 0, "IP_MULTICAST_ALL");
    } else {
      option(IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0, "IPV6_MULTICAST_ALL");
      option(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1, "IPV6_RECVPKTINFO");
      option(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1, "IPV6_RECVHOPLIMIT");
    }
  }

  /** Joins a multicast group on this interface; joining twice is harmless. */
  public void join(InetAddress group) throws KernelException {
    if (!groups.add(group)) {
      return;
    }
    ByteBuffer request = ByteBuffer.allocate(ipv4 ? 12 : 20).order(ByteOrder.nativeOrder());
    request.put(group.getAddress());
    if (ipv4) {
      request.putInt(0);
    }
    request.putInt(interfaceIndex);
    option(
        ipv4 ? IPPROTO_IP : IPPROTO_IPV6,
        ipv4 ? IP_ADD_MEMBERSHIP : IPV6_ADD_MEMBERSHIP,
        request.array(),
        "join " + group.getHostAddress());
  }

  /** Size of the receive buffer in bytes. */
  public void buffer(int bytes) throws KernelException {
    receiveBuffer(bytes, true);
  }

  /**
   * Hands the packets that wait to the sink: at most as many as the largest usual receive buffer
   * holds, so that a flood that outruns us does not keep the timers from running.
   */
  public void drain(Reception reception, Sink sink) {
    for (int left = MOST_AT_ONCE; left > 0 && reception.receive(this); left--) {
      try {
        if (ipv4) {
          ipv4(reception, sink);
        } else {
          ipv6(reception, sink);
        }
      } catch (UnknownHostException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static void ipv4(Reception reception, Sink sink) throws UnknownHostException {
    int header = (reception.unsignedByte(0) & 15) * 4;
    if (reception.length() < header || header < 20) {
      return;
    }
    sink.packet(
        reception.data(header, reception.length() - header),
        InetAddress.getByAddress(reception.data(12, 4)),
        InetAddress.getByAddress(reception.data(16, 4)),
        reception.unsignedByte(8));
  }

  private static void ipv6(Reception reception, Sink sink) throws UnknownHostException {
    Pointer hopLimit = reception.control(IPPROTO_IPV6, IPV6_HOPLIMIT);
    Pointer info = reception.control(IPPROTO_IPV6, IPV6_PKTINFO);
    InetAddress destination =
        info == null
            ? Inet4Address.getByAddress(new byte[16])
            : InetAddress.getByAddress(info.getByteArray(0, 16));
    sink.packet(
        reception.data(0, reception.length()),
        InetAddress.getByAddress(reception.senderBytes(8, 16)),
        destination,
        hopLimit == null ? -1 : hopLimit.getInt(0));
  }
}
