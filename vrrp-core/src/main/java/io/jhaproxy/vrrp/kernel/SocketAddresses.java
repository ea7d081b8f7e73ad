package io.jhaproxy.vrrp.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Socket addresses in the kernel's layout (native byte order, ports and addresses in network
 * order).
 */
final class SocketAddresses {
  private SocketAddresses() {}

  /** {@code sockaddr_in} or {@code sockaddr_in6} without port; the scope is for IPv6 link-local. */
  static byte[] ip(InetAddress address, int scope) {
    if (address instanceof Inet6Address) {
      return buffer(28)
          .putShort((short) Libc.AF_INET6)
          .putShort((short) 0)
          .putInt(0)
          .put(address.getAddress())
          .putInt(scope)
          .array();
    }
    return buffer(16)
        .putShort((short) Libc.AF_INET)
        .putShort((short) 0)
        .put(address.getAddress())
        .array();
  }

  /** {@code sockaddr_ll} for sending a complete frame, or for binding to an interface. */
  static byte[] link(int interfaceIndex, int protocol, byte[] destination) {
    return buffer(20)
        .putShort((short) Libc.AF_PACKET)
        .order(ByteOrder.BIG_ENDIAN)
        .putShort((short) protocol)
        .order(ByteOrder.nativeOrder())
        .putInt(interfaceIndex)
        .putShort((short) 0)
        .put((byte) 0)
        .put((byte) destination.length)
        .put(destination)
        .array();
  }

  /** {@code sockaddr_nl} of this process with multicast groups. */
  static byte[] netlink(int groups) {
    return buffer(12)
        .putShort((short) Libc.AF_NETLINK)
        .putShort((short) 0)
        .putInt(0)
        .putInt(groups)
        .array();
  }

  /** {@code sockaddr_un}. */
  static byte[] unix(String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    return buffer(2 + name.length + 1).putShort((short) Libc.AF_UNIX).put(name).array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }
}
