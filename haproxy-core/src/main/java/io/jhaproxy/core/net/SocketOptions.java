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
 */
public record SocketOptions(boolean keepAlive) {
  /** Plain sockets. */
  public static final SocketOptions PLAIN = new SocketOptions(false);

  private static final int SOL_IP = 0;
  private static final int IP_BIND_ADDRESS_NO_PORT = 24;

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
