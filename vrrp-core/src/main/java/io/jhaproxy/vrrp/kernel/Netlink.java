package io.jhaproxy.vrrp.kernel;

import java.io.ByteArrayOutputStream;
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
  private static final int NETLINK_NETFILTER = 12;
  private static final int ETIMEDOUT = 110;

  private static final long PATIENCE_NANOS = 2_000_000_000L;

  private final Reception reception = new Reception(65536);
  private final Poller answered = new Poller();
  private int sequence;

  /** Opens a socket for links, addresses, routes and rules. */
  public Netlink() throws KernelException {
    this(NETLINK_ROUTE);
  }

  private Netlink(int protocol) throws KernelException {
    super(Libc.AF_NETLINK, Libc.SOCK_RAW, protocol);
    bind(SocketAddresses.netlink(0));
    answered.add(fd(), () -> {});
  }

  /** Opens a socket for the packet filter. */
  static Netlink filter() throws KernelException {
    return new Netlink(NETLINK_NETFILTER);
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
   * Sends several messages as one transaction. The last but one asks for an acknowledgement; the
   * last ends the transaction and has no answer.
   */
  void transaction(List<NetlinkMessage> messages, String what) throws KernelException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int end = messages.size() - 1;
    for (int i = 0; i < end; i++) {
      sequence++;
      all.writeBytes(messages.get(i).bytes(sequence));
    }
    all.writeBytes(messages.get(end).bytes(0));
    sendTo(all.toByteArray(), SocketAddresses.netlink(0));
    int error = answers(reader -> {}, true);
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
    return answers(each, false);
  }

  private int answers(Consumer<NetlinkReader> each, boolean anyError) throws KernelException {
    while (true) {
      if (!reception.receive(this)) {
        if (!answered.await(PATIENCE_NANOS)) {
          return ETIMEDOUT;
        }
        continue;
      }
      NetlinkReader reader = new NetlinkReader(reception.data(0, reception.length()));
      while (reader.next()) {
        if (anyError && reader.type() == NetlinkReader.NLMSG_ERROR && reader.u32(0) != 0) {
          return -reader.u32(0);
        }
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

  @Override
  public void close() {
    super.close();
    answered.close();
    reception.close();
  }
}
