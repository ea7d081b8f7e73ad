package io.jhaproxy.core.net;

import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;

/**
 * TCP keep-alive probes of a socket ({@code option clitcpka}, {@code clitcpka-cnt} and so on; on
 * the server side {@code srvtcpka}). 0: as the system does.
 *
 * @param count probes without an answer after which the connection is given up (TCP_KEEPCNT)
 * @param idle seconds of silence before the first probe (TCP_KEEPIDLE)
 * @param interval seconds between probes (TCP_KEEPINTVL)
 */
public record KeepAlive(int count, int idle, int interval) {
  /** Probes as the system sends them. */
  public static final KeepAlive SYSTEM = new KeepAlive(0, 0, 0);

  private static final int IPPROTO_TCP = 6;
  private static final int TCP_KEEPIDLE = 4;
  private static final int TCP_KEEPINTVL = 5;
  private static final int TCP_KEEPCNT = 6;

  /** With another number of probes. */
  public KeepAlive withCount(int probes) {
    return new KeepAlive(probes, idle, interval);
  }

  /** With another silence before the first probe, in seconds. */
  public KeepAlive withIdle(int seconds) {
    return new KeepAlive(count, seconds, interval);
  }

  /** With another pause between probes, in seconds. */
  public KeepAlive withInterval(int seconds) {
    return new KeepAlive(count, idle, seconds);
  }

  /** Switches the probes on for a socket, or for those that a listening socket accepts. */
  public void apply(LinuxSocket socket) throws IOException {
    socket.setKeepAlive(true);
    set(socket, TCP_KEEPCNT, count);
    set(socket, TCP_KEEPIDLE, idle);
    set(socket, TCP_KEEPINTVL, interval);
  }

  /** A value that the system does not take leaves its own in force. */
  private static void set(LinuxSocket socket, int option, int value) {
    if (value == 0) {
      return;
    }
    try {
      socket.setIntOpt(IPPROTO_TCP, option, value);
    } catch (IOException | RuntimeException outOfRange) {
      return;
    }
  }
}
