package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.Address;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Configured addresses to socket addresses; names are looked up once, at start. */
final class Addresses {
  private static final byte[] ANY4 = new byte[4];
  private static final byte[] ANY6 = new byte[16];

  private Addresses() {}

  /**
   * The socket address, or null if a name is unknown.
   *
   * @param port the port to use
   */
  static @Nullable InetSocketAddress inet(Address.Inet address, int port) {
    InetAddress ip = resolve(address);
    return ip == null ? null : new InetSocketAddress(ip, port & 0xffff);
  }

  /** The socket address of anything that can be connected to, or null. */
  static @Nullable SocketAddress target(Address address, int defaultPort) {
    if (address instanceof Address.Inet inet) {
      return inet(inet, inet.portKind() == Address.PortKind.FIXED ? inet.port() : defaultPort);
    }
    if (address instanceof Address.Unix unix) {
      return new DomainSocketAddress(unix.path());
    }
    if (address instanceof Address.Abstract name) {
      return new DomainSocketAddress("\0" + name.name());
    }
    return null;
  }

  private static @Nullable InetAddress resolve(Address.Inet address) {
    try {
      if (address.host().isEmpty()) {
        boolean six = address.family() == Address.Family.IPV6;
        return InetAddress.getByAddress(six ? ANY6 : ANY4);
      }
      for (InetAddress ip : InetAddress.getAllByName(address.host())) {
        if (fits(ip, address.family())) {
          return ip;
        }
      }
      return null;
    } catch (UnknownHostException unknown) {
      return null;
    }
  }

  private static boolean fits(InetAddress ip, Address.Family family) {
    return switch (family) {
      case ANY -> true;
      case IPV4 -> ip instanceof Inet4Address;
      case IPV6 -> ip instanceof Inet6Address;
    };
  }
}
