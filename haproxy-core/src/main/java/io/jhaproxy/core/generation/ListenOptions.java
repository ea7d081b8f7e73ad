package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.net.KeepAlive;
import io.jhaproxy.core.net.SocketFile;
import io.jhaproxy.core.stream.BindKeys;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The socket options of a {@code bind} line (manual 5.1). They are set on the listening socket,
 * from which accepted ones inherit them. An option that the system refuses is reported and the
 * socket goes without it, as the reference does.
 *
 * @param bind the line's parameters
 * @param keepAlive TCP keep-alive probes to clients ({@code option clitcpka}), or null for none
 * @param backlog length of the queue of connections that nobody accepted yet
 */
record ListenOptions(Settings bind, @Nullable KeepAlive keepAlive, int backlog) {
  private static final List<SettingKey<?>> FIXED =
      List.of(
          BindKeys.V6ONLY,
          BindKeys.V4V6,
          BindKeys.INTERFACE,
          BindKeys.NAMESPACE,
          BindKeys.TRANSPARENT,
          BindKeys.MSS,
          BindKeys.TCP_USER_TIMEOUT,
          BindKeys.DEFER_ACCEPT,
          BindKeys.TFO,
          BindKeys.UNIX_MODE,
          BindKeys.UNIX_USER,
          BindKeys.UNIX_GROUP);

  private static final int SOL_SOCKET = 1;
  private static final int SO_BINDTODEVICE = 25;
  private static final int IPPROTO_IP = 0;
  private static final int IP_FREEBIND = 15;
  private static final int IP_TRANSPARENT = 19;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_TRANSPARENT = 75;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_MAXSEG = 2;
  private static final int TCP_DEFER_ACCEPT = 9;
  private static final int TCP_USER_TIMEOUT = 18;
  private static final int TCP_FASTOPEN = 23;

  /**
   * What of the line cannot be changed on a socket that is bound: the same values, the same socket.
   */
  List<Object> fixed() {
    List<Object> values = new ArrayList<>();
    for (SettingKey<?> key : FIXED) {
      values.add(bind.get(key));
    }
    values.add(Optional.ofNullable(keepAlive));
    return values;
  }

  /**
   * Prepares a TCP socket that is not bound yet.
   *
   * @param six whether it is an IPv6 socket
   * @param complaints gets one text for each option that the system refused
   */
  void apply(LinuxSocket socket, boolean six, List<String> complaints) throws IOException {
    socket.setReuseAddress(true);
    socket.setReusePort(true);
    socket.setTcpNoDelay(true);
    if (six && (bind.get(BindKeys.V6ONLY) || bind.get(BindKeys.V4V6))) {
      socket.setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, bind.get(BindKeys.V6ONLY) ? 1 : 0);
    }
    if (keepAlive != null) {
      keepAlive.apply(socket);
    }
    device(socket, complaints);
    if (bind.get(BindKeys.TRANSPARENT) && !transparent(socket, six)) {
      complaints.add("cannot make listening socket transparent");
    }
    if (bind.get(BindKeys.MSS) > 0) {
      number(socket, TCP_MAXSEG, bind.get(BindKeys.MSS), "cannot set MSS", complaints);
    }
    long userTimeout = bind.get(BindKeys.TCP_USER_TIMEOUT);
    if (userTimeout != 0) {
      int millis = (int) Math.min(userTimeout, Integer.MAX_VALUE);
      number(socket, TCP_USER_TIMEOUT, millis, "cannot set TCP User Timeout", complaints);
    }
    if (bind.get(BindKeys.DEFER_ACCEPT)) {
      number(socket, TCP_DEFER_ACCEPT, 1, "cannot enable DEFER_ACCEPT", complaints);
    }
    if (bind.get(BindKeys.TFO)) {
      number(socket, TCP_FASTOPEN, backlog, "cannot enable TCP_FASTOPEN", complaints);
    }
  }

  /** {@code interface}: only what comes in there is accepted. */
  private void device(LinuxSocket socket, List<String> complaints) {
    String name = bind.get(BindKeys.INTERFACE);
    if (name.isEmpty()) {
      return;
    }
    byte[] bytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
    try {
      socket.setRawOpt(SOL_SOCKET, SO_BINDTODEVICE, ByteBuffer.wrap(bytes));
    } catch (IOException | RuntimeException refused) {
      complaints.add(
          "cannot bind receiver to device '" + name + "' (" + SocketFile.reason(refused) + ")");
    }
  }

  /** {@code transparent}: addresses that are not the machine's own may be bound. */
  private static boolean transparent(LinuxSocket socket, boolean six) {
    return six
        ? set(socket, IPPROTO_IPV6, IPV6_TRANSPARENT) || set(socket, IPPROTO_IP, IP_FREEBIND)
        : set(socket, IPPROTO_IP, IP_TRANSPARENT) || set(socket, IPPROTO_IP, IP_FREEBIND);
  }

  private static boolean set(LinuxSocket socket, int level, int option) {
    try {
      socket.setIntOpt(level, option, 1);
      return true;
    } catch (IOException | RuntimeException refused) {
      return false;
    }
  }

  private static void number(
      LinuxSocket socket, int option, int value, String complaint, List<String> complaints) {
    try {
      socket.setIntOpt(IPPROTO_TCP, option, value);
    } catch (IOException | RuntimeException refused) {
      complaints.add(complaint);
    }
  }
}
