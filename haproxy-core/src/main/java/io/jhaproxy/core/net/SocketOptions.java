package io.jhaproxy.core.net;

import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * What an outgoing socket is made with.
 *
 * @param keepAlive send TCP keep-alive probes (option srvtcpka)
 * @param userTimeout milliseconds that sent bytes may stay unacknowledged (tcp-ut); 0: as the
 *     system does
 * @param noLinger closing resets the connection (option nolinger)
 */
public record SocketOptions(boolean keepAlive, int userTimeout, boolean noLinger) {
  /** Plain sockets. */
  public static final SocketOptions PLAIN = new SocketOptions(false, 0, false);

  private static final int SOL_IP = 0;
  private static final int IP_BIND_ADDRESS_NO_PORT = 24;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_USER_TIMEOUT = 18;

  LinuxSocket newSocket(SocketAddress target) throws IOException {
    if (target instanceof DomainSocketAddress) {
      return LinuxSocket.newSocketDomain();
    }
    InetSocketAddress inet = (InetSocketAddress) target;
    LinuxSocket socket =
        LinuxSocket.newSocketStream(
            inet.getAddress() instanceof Inet6Address
                ? SocketProtocolFamily.INET6
                : SocketProtocolFamily.INET);
    socket.setTcpNoDelay(true);
    if (keepAlive) {
      socket.setKeepAlive(true);
    }
    if (noLinger) {
      socket.setSoLinger(0);
    }
    if (userTimeout != 0) {
      socket.setIntOpt(IPPROTO_TCP, TCP_USER_TIMEOUT, userTimeout);
    }
    return socket;
  }

  void bindSource(LinuxSocket socket, SocketAddress source) throws IOException {
    if (source instanceof InetSocketAddress inet && inet.getPort() == 0) {
      socket.setIntOpt(SOL_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    } else {
      socket.setReuseAddress(true);
    }
    socket.bind(source);
  }
}
