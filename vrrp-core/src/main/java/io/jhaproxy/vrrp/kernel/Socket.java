package io.jhaproxy.vrrp.kernel;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A kernel socket: its descriptor, options, and the errors of its calls. Not blocking, closed on
 * exec. The owner closes it; after that nothing may be called. One thread.
 */
class Socket implements AutoCloseable {
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_PRIORITY = 12;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SO_RCVBUFFORCE = 33;

  private int fd;

  Socket(int domain, int type, int protocol) throws KernelException {
    fd =
        KernelException.check(
            Libc.socket(domain, type | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK, protocol), "socket");
  }

  /** The descriptor, for {@link Poller}. */
  public final int fd() {
    return fd;
  }

  final void option(int level, int name, byte[] value, String what) throws KernelException {
    KernelException.check(Libc.setsockopt(fd, level, name, value, value.length), what);
  }

  final void option(int level, int name, int value, String what) throws KernelException {
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
    option(level, name, bytes, what);
  }

  final void bindToDevice(String interfaceName) throws KernelException {
    byte[] name = (interfaceName + "\0").getBytes(StandardCharsets.US_ASCII);
    option(SOL_SOCKET, SO_BINDTODEVICE, name, "bind to " + interfaceName);
  }

  /** Priority TC_PRIO_CONTROL: adverts go before other traffic of the host. */
  final void controlTraffic() throws KernelException {
    option(SOL_SOCKET, SO_PRIORITY, 7, "SO_PRIORITY");
  }

  /** Size of the receive buffer in bytes, beyond the system's limit if that is permitted. */
  final void receiveBuffer(int bytes, boolean force) throws KernelException {
    option(SOL_SOCKET, force ? SO_RCVBUFFORCE : SO_RCVBUF, bytes, "SO_RCVBUF");
  }

  final void bind(byte[] address) throws KernelException {
    KernelException.check(Libc.bind(fd, address, address.length), "bind");
  }

  final void sendTo(byte[] data, byte[] address) throws KernelException {
    long sent = Libc.sendto(fd, data, data.length, Libc.MSG_NOSIGNAL, address, address.length);
    if (sent < 0) {
      throw new KernelException("send", Native.getLastError());
    }
  }

  @Override
  public void close() {
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }
}
