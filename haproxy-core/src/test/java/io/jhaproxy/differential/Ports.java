package io.jhaproxy.differential;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the loopback address, below those of outgoing connections, kept for one run until it is
 * closed.
 *
 * <p>Proxies share ports without an error, so two runs at the same time must not meet. Each port is
 * therefore held by a socket that is bound, allows to be shared and never listens: a proxy can bind
 * beside it, while whoever only probes finds the port taken.
 */
final class Ports implements AutoCloseable {
  private static final int FIRST = 20_000;
  private static final int COUNT = 10_000;
  private static final AtomicInteger next =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 37));

  private final List<Socket> held = new ArrayList<>();
  private final int[] numbers;

  Ports(int count) {
    numbers = new int[count];
    for (int i = 0; i < count; ) {
      int port = FIRST + Math.floorMod(next.getAndIncrement(), COUNT);
      if (isFree(port) && hold(port)) {
        numbers[i++] = port;
      }
    }
  }

  int[] numbers() {
    return numbers;
  }

  /** Whether nobody has it, nor a connection of before that has not faded away. */
  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(false);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private boolean hold(int port) {
    Socket socket = new Socket();
    try {
      socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      held.add(socket);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
  }
}
