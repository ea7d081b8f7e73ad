package io.jhaproxy.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.net.KeepAlive;
import io.jhaproxy.core.stream.StreamKeys;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parameters of a bind line do to the socket, asked back from the kernel. */
class ListenOptionsTest {
  static {
    Epoll.ensureAvailability();
  }

  private final List<String> complaints = new ArrayList<>();

  private static ListenOptions options(String parameters, @Nullable KeepAlive keepAlive) {
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
    LinuxSocket socket = applied(options(parameters, null), six);
    try {
      boolean freeBind = option == 15 && socket.getIntOpt(0, 19) == 0;
      assertThat(socket.getIntOpt(level, option)).isEqualTo(freeBind ? 1 : value);
      assertThat(complaints).isEmpty();
    } finally {
      socket.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // keywords, SO_KEEPALIVE, TCP_KEEPCNT, TCP_KEEPIDLE, TCP_KEEPINTVL; - the system's
        "option tcplog, 0, -, -, -",
        "clitcpka-cnt 5, 0, -, -, -",
        "option clitcpka, 1, -, -, -",
        "option clitcpka;clitcpka-cnt 5, 1, 5, -, -",
        "option clitcpka;clitcpka-idle 90, 1, -, 90, -",
        "option tcpka;clitcpka-idle 1500ms;clitcpka-intvl 2m, 1, -, 2, 120",
        "option clitcpka;clitcpka-cnt 1000, 1, -, -, -",
        "option clitcpka;clitcpka-intvl 0, 1, -, -, -",
      })
  void keepAlive(
      String keywords,
      int on,
      @Nullable Integer count,
      @Nullable Integer idle,
      @Nullable Integer interval)
      throws IOException {
    Settings proxy =
        ConfigCheck.model("defaults\n " + keywords.replace(";", "\n ") + "\nlisten a\n bind :80\n")
            .proxies()
            .get(0)
            .settings();
    LinuxSocket plain = LinuxSocket.newSocketStream(SocketProtocolFamily.INET);
    LinuxSocket socket =
        applied(
            options(
                "", proxy.get(StreamKeys.CLITCPKA) ? proxy.get(StreamKeys.CLIENT_PROBES) : null),
            false);
    try {
      assertThat(socket.getIntOpt(1, 9)).isEqualTo(on); // SO_KEEPALIVE
      assertThat(socket.getIntOpt(6, 6)).isEqualTo(count == null ? plain.getIntOpt(6, 6) : count);
      assertThat(socket.getIntOpt(6, 4)).isEqualTo(idle == null ? plain.getIntOpt(6, 4) : idle);
      assertThat(socket.getIntOpt(6, 5))
          .isEqualTo(interval == null ? plain.getIntOpt(6, 5) : interval);
    } finally {
      plain.close();
      socket.close();
    }
  }

  @Test
  void device() throws IOException {
    LinuxSocket socket = applied(options("interface lo", null), false);
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
    applied(options("interface nosuch", null), false).close();
    assertThat(complaints)
        .containsExactly("cannot bind receiver to device 'nosuch' (No such device)");
  }
}
