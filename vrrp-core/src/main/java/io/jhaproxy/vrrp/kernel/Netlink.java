package io.jhaproxy.vrrp.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The command side of rtnetlink: a request is sent and its answer awaited (the kernel answers
 * before the call returns, so this takes microseconds). One thread.
 */
public final class Netlink extends Socket {
  private static final int NETLINK_ROUTE = 0;

  private final Reception reception = new Reception(65536);
  private int sequence;

  /** Opens the socket. */
  public Netlink() throws KernelException {
    super(Libc.AF_NETLINK, Libc.SOCK_RAW, NETLINK_ROUTE);
    bind(SocketAddresses.netlink(0));
  }

  /** Receive buffer in bytes. */
  public void buffer(int bytes, boolean force) throws KernelException {
    receiveBuffer(bytes, force);
  }

  /** Sends a request and waits for its acknowledgement; fails with the kernel's error. */
  void request(NetlinkMessage message, String what) throws KernelException {
    send(message);
    int error = answers(reader -> {});
    if (error != 0) {
      throw new KernelException(what, error);
    }
  }

  /**
   * Sends a dump request and turns each answer into a value; answers that give null are left out.
   */
  <T> List<T> dump(NetlinkMessage message, Function<NetlinkReader, @Nullable T> reading)
      throws KernelException {
    List<T> found = new ArrayList<>();
    send(message);
    int error =
        answers(
            reader -> {
              T value = reading.apply(reader);
              if (value != null) {
                found.add(value);
              }
            });
    if (error != 0) {
      throw new KernelException("netlink dump", error);
    }
    return found;
  }

  private void send(NetlinkMessage message) throws KernelException {
    sequence++;
    sendTo(message.bytes(sequence), SocketAddresses.netlink(0));
  }

  private int answers(Consumer<NetlinkReader> each) throws KernelException {
    try (Poller ready = new Poller()) {
      ready.add(fd(), () -> {});
      while (true) {
        if (!reception.receive(this)) {
          if (!ready.await(2_000_000_000L)) {
            return 110;
          }
          continue;
        }
        NetlinkReader reader = new NetlinkReader(reception.data(0, reception.length()));
        while (reader.next()) {
          if (reader.sequence() != sequence) {
            continue;
          }
          if (reader.type() == NetlinkReader.NLMSG_DONE) {
            return 0;
          }
          if (reader.type() == NetlinkReader.NLMSG_ERROR) {
            return -reader.u32(0);
          }
          each.accept(reader);
        }
      }
    }
  }

  @Override
  public void close() {
    super.close();
    reception.close();
  }
}
