package io.jhaproxy.vrrp.kernel;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Sends adverts of one instance out of one interface, with an IP header of our own: type of service
 * 0xc0, no fragmentation flags, the identification counted from 1 (RFC 5798 section 5.1.1).
 */
public final class AdvertSender extends Socket {
  private static final int IPPROTO_RAW = 255;
  private static final int IP_MULTICAST_IF = 32;
  private static final int IP_MULTICAST_LOOP = 34;
  private static final int IPV6_MULTICAST_IF = 17;
  private static final int IPV6_MULTICAST_LOOP = 19;
  private static final int TRAFFIC_CLASS = 0xc0;

  private final boolean ipv4;
  private final int interfaceIndex;
  private int identification;

  /** Opens the socket. Sockets of protocol "raw" receive nothing. */
  public AdvertSender(boolean ipv4, String interfaceName, int interfaceIndex)
      throws KernelException {
    super(ipv4 ? Libc.AF_INET : Libc.AF_INET6, Libc.SOCK_RAW, IPPROTO_RAW);
    this.ipv4 = ipv4;
    this.interfaceIndex = interfaceIndex;
    bindToDevice(interfaceName);
    controlTraffic();
    if (ipv4) {
      byte[] request =
          ByteBuffer.allocate(12)
              .order(ByteOrder.nativeOrder())
              .putInt(0)
              .putInt(0)
              .putInt(interfaceIndex)
              .array();
      option(AdvertReceiver.IPPROTO_IP, IP_MULTICAST_IF, request, "IP_MULTICAST_IF");
      option(AdvertReceiver.IPPROTO_IP, IP_MULTICAST_LOOP, 0, "IP_MULTICAST_LOOP");
    } else {
      option(AdvertReceiver.IPPROTO_IPV6, IPV6_MULTICAST_IF, interfaceIndex, "IPV6_MULTICAST_IF");
      option(AdvertReceiver.IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0, "IPV6_MULTICAST_LOOP");
    }
  }

  /** A new round: the packets of one advert, to one group or to several peers, share an id. */
  public void nextIdentification() {
    identification = (identification + 1) & 0xffff;
  }

  /** Sends one advert. */
  public void send(byte[] advert, InetAddress source, InetAddress destination, int ttl)
      throws KernelException {
    byte[] packet =
        ipv4 ? ipv4(advert, source, destination, ttl) : ipv6(advert, source, destination, ttl);
    sendTo(packet, SocketAddresses.ip(destination, interfaceIndex));
  }

  private byte[] ipv4(byte[] advert, InetAddress source, InetAddress destination, int ttl) {
    return ByteBuffer.allocate(20 + advert.length)
        .put((byte) 0x45)
        .put((byte) TRAFFIC_CLASS)
        .putShort((short) (20 + advert.length))
        .putShort((short) identification)
        .putShort((short) 0)
        .put((byte) ttl)
        .put((byte) AdvertReceiver.PROTOCOL)
        .putShort((short) 0)
        .put(source.getAddress())
        .put(destination.getAddress())
        .put(advert)
        .array();
  }

  private static byte[] ipv6(
      byte[] advert, InetAddress source, InetAddress destination, int hopLimit) {
    return ByteBuffer.allocate(40 + advert.length)
        .putInt(0x60000000 | TRAFFIC_CLASS << 20)
        .putShort((short) advert.length)
        .put((byte) AdvertReceiver.PROTOCOL)
        .put((byte) hopLimit)
        .put(source.getAddress())
        .put(destination.getAddress())
        .put(advert)
        .array();
  }
}
