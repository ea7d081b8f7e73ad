package io.jhaproxy.core.net;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket on one worker. It accepts until the kernel has no more or the acceptor says
 * stop; {@link #resume()} goes on.
 */
public final class Listener implements EpollIoHandle {
  /** Connections taken in one turn of the loop, so that others get their turn. */
  private static final int ACCEPTS_PER_TURN = 64;

  /** How long to wait when the process has no descriptor left, in milliseconds. */
  private static final long PAUSE_WITHOUT_DESCRIPTORS = 100;

  private static final int IPPROTO_TCP = 6;
  private static final int TCP_QUICKACK = 12;

  private final Worker worker;
  private final LinuxSocket socket;
  private Acceptor acceptor;
  private final byte[] addressBytes = new byte[26];
  private final Timer retry =
      new Timer() {
        @Override
        protected void expire() {
          acceptAll();
        }
      };
  private @Nullable IoRegistration registration;
  private boolean pending;
  private boolean paused;
  private boolean acknowledging;
  private volatile boolean closed;

  /** Decides about new connections. */
  public interface Acceptor {
    /**
     * Whether another connection may be taken now; if not, call {@link Listener#resume()} later.
     */
    boolean mayAccept(Listener listener);

    /**
     * Whether the first bytes of a connection are acknowledged with the answer to them; if none is
     * sent, the system does so 40 ms later.
     */
    default boolean acknowledgesWithAnswers() {
      return false;
    }

    /** Takes an accepted, non-blocking socket. */
    void accepted(Listener listener, LinuxSocket socket, SocketAddress peer);
  }

  /** Listens with a bound, listening, non-blocking socket; call {@link #start()} on its worker. */
  public Listener(Worker worker, LinuxSocket socket, Acceptor acceptor) {
    this.worker = worker;
    this.socket = socket;
    this.acceptor = acceptor;
  }

  /** Who decides about new connections from now on; on the worker's thread. */
  public void acceptor(Acceptor next) {
    acceptor = next;
    setAcknowledging();
    resume();
  }

  /** Takes what the kernel has connected already, as far as the acceptor lets, and closes. */
  public void closeDrained() {
    if (!closed && !paused) {
      acceptAll();
    }
    close();
  }

  /** Whether it was closed; from any thread. */
  public boolean isClosed() {
    return closed;
  }

  /** The socket, to be handed to another process. */
  public FileDescriptor socket() {
    return socket;
  }

  /** The worker on which connections of this listener live. */
  public Worker worker() {
    return worker;
  }

  /** The address that the socket is bound to, or null for a unix socket. */
  public @Nullable InetSocketAddress localAddress() {
    return socket.localAddress();
  }

  /** Begins to accept, unless it does; on the worker's thread. */
  public void start() {
    if (registration != null || closed) {
      return;
    }
    setAcknowledging();
    IoRegistration made = worker.register(this);
    registration = made;
    made.submit(EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET));
  }

  /** Goes on after the acceptor said stop; on the worker's thread. */
  public void resume() {
    if (pending) {
      acceptAll();
    }
  }

  /** Refuses connections until {@link #unpause}; on the worker's thread. */
  public void pause() {
    if (closed || paused) {
      return;
    }
    paused = true;
    try {
      // Linux ends listening and keeps the address.
      socket.shutdown(true, true);
    } catch (IOException refused) {
      worker.failed(refused);
    }
  }

  /** Listens again after {@link #pause}; on the worker's thread. */
  public void unpause(int backlog) {
    if (closed || !paused) {
      return;
    }
    paused = false;
    try {
      socket.listen(backlog);
      acknowledging = false;
      setAcknowledging();
      acceptAll();
    } catch (IOException refused) {
      worker.failed(refused);
    }
  }

  /** Accepted sockets inherit it; to listen resets it. */
  private void setAcknowledging() {
    boolean wanted = acceptor.acknowledgesWithAnswers();
    if (closed || wanted == acknowledging) {
      return;
    }
    acknowledging = wanted;
    try {
      socket.setIntOpt(IPPROTO_TCP, TCP_QUICKACK, wanted ? 0 : 1);
    } catch (IOException | RuntimeException noTcp) {
      return;
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    worker.timers().cancel(retry);
    try {
      socket.close();
    } catch (IOException gone) {
      worker.failed(gone);
    }
    IoRegistration registered = registration;
    if (registered != null) {
      registered.cancel();
    }
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public void handle(IoRegistration registration, IoEvent event) {
    acceptAll();
  }

  private void acceptAll() {
    pending = true;
    for (int count = 0; !closed && !paused && acceptor.mayAccept(this); count++) {
      if (count == ACCEPTS_PER_TURN) {
        worker.execute(this::resume);
        return;
      }
      if (!acceptOne()) {
        return;
      }
    }
  }

  private boolean acceptOne() {
    int fd;
    try {
      fd = socket.accept(addressBytes);
    } catch (IOException noDescriptor) {
      worker.schedule(retry, PAUSE_WITHOUT_DESCRIPTORS);
      return false;
    }
    if (fd < 0) {
      pending = false;
      return false;
    }
    try {
      acceptor.accepted(this, LinuxSocket.newSocket(fd), peerAddress());
    } catch (RuntimeException | Error failure) {
      worker.failed(failure);
    }
    return true;
  }

  private SocketAddress peerAddress() {
    int length = addressBytes[0];
    if (length != 8 && length != 24) {
      return new DomainSocketAddress("");
    }
    return decode(addressBytes, 1, length);
  }

  /** Netty's layout: 4 address bytes or 16 with a 4-byte scope, then a 4-byte port. */
  private static SocketAddress decode(byte[] bytes, int offset, int length) {
    int addressLength = length == 8 ? 4 : 16;
    byte[] address = new byte[addressLength];
    System.arraycopy(bytes, offset, address, 0, addressLength);
    int at = offset + length - 4;
    int port = ((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
