package io.jhaproxy.core.net;

import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What an outgoing socket is made with.
 *
 * @param keepAlive TCP keep-alive probes (option srvtcpka), or null for none
 * @param userTimeout milliseconds that sent bytes may stay unacknowledged (tcp-ut); 0: as the
 *     system does
 * @param noLinger closing resets the connection (option nolinger)
 * @param foreignSource whether the address it is bound to may be another machine's (usesrc)
 * @param fastOpen whether the first bytes go with the first packet (tfo); a connection is then told
 *     to be established before it is
 * @param smartConnect whether the peer learns that the connection is there with the first bytes,
 *     not before (option tcp-smart-connect); for who has something to send at once
 * @param namespace where the socket is made; null: where the process is
 * @param device the network device that it is bound to; empty: none
 */
public record SocketOptions(
    @Nullable KeepAlive keepAlive,
    int userTimeout,
    boolean noLinger,
    boolean foreignSource,
    String device,
    boolean fastOpen,
    boolean smartConnect,
    @Nullable NetworkNamespace namespace) {
  /** Plain sockets. */
  public static final SocketOptions PLAIN =
      new SocketOptions(null, 0, false, false, "", false, false, null);

  private static final int SOL_SOCKET = 1;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SOL_IP = 0;
  private static final int IP_FREEBIND = 15;
  private static final int IP_TRANSPARENT = 19;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_TRANSPARENT = 75;
  private static final int IP_BIND_ADDRESS_NO_PORT = 24;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_QUICKACK = 12;
  private static final int TCP_USER_TIMEOUT = 18;
  private static final int TCP_FASTOPEN_CONNECT = 30;

  /** Plain sockets of a namespace. */
  public static SocketOptions plain(@Nullable NetworkNamespace namespace) {
    return namespace == null
        ? PLAIN
        : new SocketOptions(null, 0, false, false, "", false, false, namespace);
  }

  /** The same in another namespace; null: where the process is. */
  public SocketOptions in(@Nullable NetworkNamespace there) {
    return new SocketOptions(
        keepAlive, userTimeout, noLinger, foreignSource, device, fastOpen, smartConnect, there);
  }

  LinuxSocket newSocket(SocketAddress target) throws IOException {
    NetworkNamespace there = namespace;
    if (there == null) {
      return prepared(target);
    }
    try (NetworkNamespace.Visit visit = there.enter()) {
      return prepared(target);
    }
  }

  private LinuxSocket prepared(SocketAddress target) throws IOException {
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
    if (keepAlive != null) {
      keepAlive.apply(socket);
    }
    if (noLinger) {
      socket.setSoLinger(0);
    }
    if (userTimeout != 0) {
      socket.setIntOpt(IPPROTO_TCP, TCP_USER_TIMEOUT, userTimeout);
    }
    if (smartConnect) {
      socket.setIntOpt(IPPROTO_TCP, TCP_QUICKACK, 0);
    }
    if (fastOpen) {
      allowFastOpen(socket);
    }
    if (!device.isEmpty()) {
      bindToDevice(socket);
    }
    return socket;
  }

  /** Where the system knows no such thing, the connection is made as usual. */
  private static void allowFastOpen(LinuxSocket socket) {
    try {
      socket.setIntOpt(IPPROTO_TCP, TCP_FASTOPEN_CONNECT, 1);
    } catch (IOException | RuntimeException unknown) {
      return;
    }
  }

  /** Without the device the connection is made all the same, as the reference does. */
  private void bindToDevice(LinuxSocket socket) {
    byte[] name = (device + "\0").getBytes(StandardCharsets.UTF_8);
    try {
      socket.setRawOpt(SOL_SOCKET, SO_BINDTODEVICE, ByteBuffer.wrap(name));
    } catch (IOException | RuntimeException unknownOrForbidden) {
      return;
    }
  }

  void bindSource(LinuxSocket socket, SocketAddress source) throws IOException {
    if (foreignSource) {
      allowForeign(
          socket,
          source instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet6Address);
    }
    if (source instanceof InetSocketAddress inet && inet.getPort() == 0) {
      socket.setIntOpt(SOL_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    } else {
      socket.setReuseAddress(true);
    }
    socket.bind(source);
  }

  /** Lets a socket be bound to any address, which needs CAP_NET_ADMIN; else the bind fails. */
  private static void allowForeign(LinuxSocket socket, boolean six) {
    try {
      socket.setIntOpt(six ? SOL_IPV6 : SOL_IP, six ? IPV6_TRANSPARENT : IP_TRANSPARENT, 1);
    } catch (IOException | RuntimeException forbidden) {
      try {
        socket.setIntOpt(SOL_IP, IP_FREEBIND, 1);
      } catch (IOException | RuntimeException neither) {
        return;
      }
    }
  }
}
