package io.jhaproxy.vrrp.packet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Arrays;

/** Ethernet frames that tell neighbours where an address is now. */
public final class Frames {
  private static final int ETHERNET_HEADER = 14;
  private static final int MAC_LENGTH = 6;
  private static final int ARP_LENGTH = 28;
  private static final int IPV6_HEADER = 40;
  private static final int NEIGHBOUR_ADVERTISEMENT_LENGTH = 32;
  private static final int PROTOCOL_ICMPV6 = 58;

  private Frames() {}

  /**
   * A gratuitous ARP request (RFC 5227, 3), 42 bytes.
   *
   * @param mac sender's Ethernet address, 6 bytes
   */
  public static byte[] gratuitousArp(byte[] mac, Inet4Address address) {
    byte[] frame = new byte[ETHERNET_HEADER + ARP_LENGTH];
    Arrays.fill(frame, 0, MAC_LENGTH, (byte) 0xff);
    System.arraycopy(mac, 0, frame, MAC_LENGTH, MAC_LENGTH);
    put(frame, 12, 0x0806);
    put(frame, 14, 1); // hardware: Ethernet
    put(frame, 16, 0x0800); // protocol: IPv4
    frame[18] = MAC_LENGTH;
    frame[19] = 4;
    put(frame, 20, 1); // request
    System.arraycopy(mac, 0, frame, 22, MAC_LENGTH);
    byte[] ip = address.getAddress();
    System.arraycopy(ip, 0, frame, 28, 4);
    Arrays.fill(frame, 32, 38, (byte) 0xff);
    System.arraycopy(ip, 0, frame, 38, 4);
    return frame;
  }

  /**
   * An unsolicited neighbour advertisement to all nodes (RFC 4861, 7.2.6) with the override flag
   * and the target's link-layer address, 86 bytes; the address itself is the source.
   *
   * @param mac sender's Ethernet address, 6 bytes
   * @param router whether the router flag is set (the interface forwards)
   */
  public static byte[] unsolicitedNeighbourAdvertisement(
      byte[] mac, Inet6Address address, boolean router) {
    byte[] frame = new byte[ETHERNET_HEADER + IPV6_HEADER + NEIGHBOUR_ADVERTISEMENT_LENGTH];
    frame[0] = 0x33;
    frame[1] = 0x33;
    frame[5] = 1;
    System.arraycopy(mac, 0, frame, MAC_LENGTH, MAC_LENGTH);
    put(frame, 12, 0x86dd);
    frame[14] = 0x60;
    put(frame, 18, NEIGHBOUR_ADVERTISEMENT_LENGTH);
    frame[20] = PROTOCOL_ICMPV6;
    frame[21] = (byte) 255;
    byte[] ip = address.getAddress();
    System.arraycopy(ip, 0, frame, 22, 16);
    byte[] allNodes = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    System.arraycopy(allNodes, 0, frame, 38, 16);
    int icmp = ETHERNET_HEADER + IPV6_HEADER;
    frame[icmp] = (byte) 136;
    frame[icmp + 4] = (byte) (router ? 0xa0 : 0x20);
    System.arraycopy(ip, 0, frame, icmp + 8, 16);
    frame[icmp + 24] = 2; // target link-layer address
    frame[icmp + 25] = 1;
    System.arraycopy(mac, 0, frame, icmp + 26, MAC_LENGTH);
    put(frame, icmp + 2, icmpChecksum(frame, icmp));
    return frame;
  }

  private static int icmpChecksum(byte[] frame, int icmp) {
    long sum = PROTOCOL_ICMPV6 + NEIGHBOUR_ADVERTISEMENT_LENGTH;
    for (int i = 22; i < icmp + NEIGHBOUR_ADVERTISEMENT_LENGTH; i += 2) {
      sum += (frame[i] & 0xff) << 8 | frame[i + 1] & 0xff;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) ~sum & 0xffff;
  }

  private static void put(byte[] frame, int at, int value) {
    frame[at] = (byte) (value >>> 8);
    frame[at + 1] = (byte) value;
  }
}
