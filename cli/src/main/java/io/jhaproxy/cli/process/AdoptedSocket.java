package io.jhaproxy.cli.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;

/**
 * An inherited socket as a channel. The library makes channels for its own descriptors only: so one
 * of the same family is opened, and its descriptor is made to mean the inherited socket.
 */
final class AdoptedSocket {
  private static final int BACKLOG = 128;
  private static final int AF_UNIX = 1;
  private static final int ADDRESS_SIZE = 128;

  private AdoptedSocket() {}

  static ServerSocketChannel open(int fd) throws IOException {
    try {
      boolean unix = family(fd) == AF_UNIX;
      LibC.listen(fd, BACKLOG);
      // A thread waits in accept.
      LibC.fcntl(fd, LibC.F_SETFL, LibC.fcntl(fd, LibC.F_GETFL, 0) & ~LibC.O_NONBLOCK);
      ServerSocketChannel channel =
          unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
      bindSomewhere(channel, unix);
      LibC.dup2(fd, SocketTransfer.number(channel));
      LibC.close(fd);
      return channel;
    } catch (LastErrorException refused) {
      String reason = String.valueOf(refused.getMessage()).replaceFirst("^\\[\\d+\\] ", "");
      throw new IOException("cannot use file descriptor '" + fd + "' : " + reason + ".", refused);
    }
  }

  /** A channel that is not bound accepts nobody; nobody can find this address. */
  private static void bindSomewhere(ServerSocketChannel channel, boolean unix) throws IOException {
    channel.bind(unix ? null : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    SocketAddress address = channel.getLocalAddress();
    if (address instanceof UnixDomainSocketAddress file) {
      Files.deleteIfExists(file.getPath());
    }
  }

  private static int family(int fd) {
    try (Memory address = new Memory(ADDRESS_SIZE);
        Memory size = new Memory(4)) {
      address.clear();
      size.setInt(0, ADDRESS_SIZE);
      LibC.getsockname(fd, address, size);
      return address.getShort(0);
    }
  }
}
