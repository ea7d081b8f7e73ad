package io.jhaproxy.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.stream.StreamKeys;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parameters of a bind line do to the socket, asked back from the kernel. */
class ListenOptionsTest {
  static {
    Epoll.ensureAvailability();
  }

  private final List<String> complaints = new ArrayList<>();

  private static ListenOptions options(String parameters, boolean keepAlive) {
    ConfigModel model = ConfigCheck.model("listen a\n bind 127.0.0.1:80 " + parameters + "\n");
    return new ListenOptions(
        model.proxies().get(0).settings().list(StreamKeys.BINDS).get(0).settings(), keepAlive, 77);
  }

  private LinuxSocket applied(ListenOptions options, boolean six) throws IOException {
    LinuxSocket socket =
        LinuxSocket.newSocketStream(six ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET);
    options.apply(socket, six, complaints);
    return socket;
  }

  @ParameterizedTest
  @CsvSource({
    // parameters, IPv6, level, option, value
    "tcp-ut 5s,          false,  6, 18, 5000", // TCP_USER_TIMEOUT
    "tfo,                false,  6, 23, 77", // TCP_FASTOPEN, the backlog
    "defer-accept,       false,  6,  9, 1", // TCP_DEFER_ACCEPT, in the kernel's steps of seconds
    "transparent,        false,  0, 15, 0", // IP_FREEBIND only where IP_TRANSPARENT is refused
    "'',                 false,  6, 18, 0",
    "'',                 false,  6, 23, 0",
    "v6only,             true,  41, 26, 1",
    "v4v6,               true,  41, 26, 0",
    "v6only v4v6,        true,  41, 26, 1",
    "'',                 true,  41, 26, 0",
  })
  void isSet(String parameters, boolean six, int level, int option, int value) throws IOException {
    LinuxSocket socket = applied(options(parameters, false), six);
    try {
      boolean freeBind = option == 15 && socket.getIntOpt(0, 19) == 0;
      assertThat(socket.getIntOpt(level, option)).isEqualTo(freeBind ? 1 : value);
      assertThat(complaints).isEmpty();
    } finally {
      socket.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 0"})
  void keepAlive(boolean wanted, int value) throws IOException {
    LinuxSocket socket = applied(options("", wanted), false);
    try {
      assertThat(socket.getIntOpt(1, 9)).isEqualTo(value); // SO_KEEPALIVE
    } finally {
      socket.close();
    }
  }

  @Test
  void device() throws IOException {
    LinuxSocket socket = applied(options("interface lo", false), false);
    try {
      ByteBuffer name = ByteBuffer.allocate(16);
      socket.getRawOpt(1, 25, name); // SO_BINDTODEVICE
      assertThat(new String(name.array(), java.nio.charset.StandardCharsets.US_ASCII))
          .startsWith("lo\0");
      assertThat(complaints).isEmpty();
    } finally {
      socket.close();
    }
  }

  @Test
  void unknownDeviceIsSaidAndTheSocketGoesWithoutIt() throws IOException {
    applied(options("interface nosuch", false), false).close();
    assertThat(complaints)
        .containsExactly("cannot bind receiver to device 'nosuch' (No such device)");
  }
}
