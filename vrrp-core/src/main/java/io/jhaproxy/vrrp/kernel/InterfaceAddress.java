package io.jhaproxy.vrrp.kernel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An address of an interface, as read from the kernel or as it is to be set.
 *
 * @param interfaceIndex the interface
 * @param address the local address
 * @param peer the far end, null where there is none
 * @param scope {@code RT_SCOPE_*}: 0 global, 253 link, 254 host
 * @param flags {@code IFA_F_*}
 * @param preferred preferred life time in seconds, -1 for ever
 */
public record InterfaceAddress(
    int interfaceIndex,
    InetAddress address,
    int prefixLength,
    @Nullable InetAddress peer,
    @Nullable InetAddress broadcast,
    @Nullable String label,
    int scope,
    int flags,
    int preferred) {
  /** Secondary of its network (IPv4) or temporary (IPv6). */
  public static final int IFA_F_SECONDARY = 1;

  /** No duplicate address detection. */
  public static final int IFA_F_NODAD = 2;

  /** Scope of addresses that are valid on their link only. */
  public static final int SCOPE_LINK = 253;

  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;
  static final int IFA_LABEL = 3;
  static final int IFA_BROADCAST = 4;
  static final int IFA_CACHEINFO = 6;
  static final int IFA_FLAGS = 8;

  /** Whether it is an IPv4 address. */
  public boolean ipv4() {
    return address instanceof Inet4Address;
  }

  /** From {@code RTM_NEWADDR} or {@code RTM_DELADDR}; null if it has no address. */
  static @Nullable InterfaceAddress read(NetlinkReader message) {
    Map<Integer, byte[]> attributes = message.attributes(8);
    byte[] far = attributes.get(IFA_ADDRESS);
    byte[] local = attributes.getOrDefault(IFA_LOCAL, far);
    if (local == null || message.u8(0) != Libc.AF_INET && message.u8(0) != Libc.AF_INET6) {
      return null;
    }
    InetAddress address = address(local);
    InetAddress peer = far == null ? address : address(far);
    byte[] broadcast = attributes.get(IFA_BROADCAST);
    return new InterfaceAddress(
        message.u32(4),
        address,
        message.u8(1),
        peer.equals(address) ? null : peer,
        broadcast == null ? null : address(broadcast),
        NetlinkReader.text(attributes.get(IFA_LABEL)),
        message.u8(3),
        NetlinkReader.u32(attributes.get(IFA_FLAGS), message.u8(2)),
        -1);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
