package io.jhaproxy.core.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * One stream socket on one worker, edge-triggered and registered once for everything. It remembers
 * whether the kernel may have bytes ({@link #mayRead()}) and room ({@link #mayWrite()}); the owner
 * reads and writes when it can and is told of new edges. No exception leaves {@link #read} and
 * {@link #write}: the network's failures are results.
 */
public final class Connection implements EpollIoHandle, ByteSource {
  /** Result of {@link #read}: nothing there now. */
  public static final int AGAIN = 0;

  /** Result of {@link #read}: the peer has finished sending. */
  public static final int EOF = -1;

  /** Result of {@link #read} and {@link #write}: the connection is broken (reset, timed out). */
  public static final int BROKEN = -2;

  private static final EpollIoOps INPUT_OPS =
      EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP).with(EpollIoOps.EPOLLET);
  private static final EpollIoOps ALL_OPS = INPUT_OPS.with(EpollIoOps.EPOLLOUT);
  private static final int SOL_SOCKET = 1;
  private static final int SO_MARK = 36;
  private static final int IPPROTO_IP = 0;
  private static final int IP_TOS = 1;
  private static final int IP_TTL = 2;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_CORK = 3;
  private static final int TCP_QUICKACK = 12;
  private static final int TCP_REPAIR = 19;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int TCP_INFO = 11;
  private static final ThreadLocal<ByteBuffer> TCP_INFO_MEMORY =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(104).order(ByteOrder.nativeOrder()));
  private static final int IPV6_TCLASS = 67;
  private static final int EPOLLIN = 0x1;
  private static final int EPOLLOUT = 0x4;
  private static final int EPOLLERR = 0x8;
  private static final int EPOLLHUP = 0x10;
  private static final int EPOLLRDHUP = 0x2000;

  private final Worker worker;
  private final LinuxSocket socket;
  private final SocketAddress peer;
  private ConnectionHandler handler;
  private @Nullable IoRegistration registration;
  private boolean connecting;
  private boolean shakingHands;
  private boolean mayRead;
  private boolean mayWrite;
  private boolean watchesOutput;
  private boolean hangUpSeen;
  private boolean inputEnded;
  private boolean outputShut;
  private boolean endAnnounced;
  private boolean broken;
  private boolean closed;
  private int uses;
  private @Nullable ByteBuf unread;
  private @Nullable ByteBuf prefix;
  private @Nullable Object owner;

  private Connection(
      Worker worker, LinuxSocket socket, SocketAddress peer, ConnectionHandler handler) {
    this.worker = worker;
    this.socket = socket;
    this.peer = peer;
    this.handler = handler;
  }

  /**
   * Takes over an accepted, non-blocking socket. It is not watched before {@link #watch()}; the
   * owner usually tries to read first.
   */
  public static Connection accepted(
      Worker worker, LinuxSocket socket, SocketAddress peer, ConnectionHandler handler) {
    Connection connection = new Connection(worker, socket, peer, handler);
    connection.mayRead = true;
    connection.mayWrite = true;
    return connection;
  }

  /**
   * Starts an outgoing connection. The handler hears {@link ConnectionHandler#connected} or {@link
   * ConnectionHandler#connectFailed} later, never from within this call, unless the kernel refuses
   * at once: then the result is null and nothing is called.
   *
   * @param source local address to bind to, or null
   */
  public static @Nullable Connection connect(
      Worker worker,
      SocketAddress target,
      @Nullable SocketAddress source,
      SocketOptions options,
      ConnectionHandler handler) {
    LinuxSocket socket;
    try {
      socket = options.newSocket(target);
    } catch (IOException | RuntimeException noDescriptor) {
      return null;
    }
    Connection connection = new Connection(worker, socket, target, handler);
    try {
      if (source != null) {
        options.bindSource(socket, source);
      }
      connection.connecting = !socket.connect(target);
      connection.mayWrite = true;
      connection.watch();
      return connection;
    } catch (IOException | RuntimeException refused) {
      connection.close();
      return null;
    }
  }

  /**
   * Registers with the loop; once per connection. That the kernel takes bytes is watched only where
   * it matters: while connecting, and from the first write on of which it did not take all. Watched
   * from the start, every accepted connection would wake the loop for nothing, and again when its
   * output is shut.
   */
  public void watch() {
    if (registration == null && !closed) {
      IoRegistration made = worker.register(this);
      registration = made;
      watchesOutput = connecting || !mayWrite;
      made.submit(watchesOutput ? ALL_OPS : INPUT_OPS);
    }
  }

  private void outputIsFull() {
    mayWrite = false;
    IoRegistration registered = registration;
    if (!watchesOutput && registered != null) {
      watchesOutput = true;
      registered.submit(ALL_OPS);
    }
  }

  /** The worker on which everything of this connection happens. */
  public Worker worker() {
    return worker;
  }

  /** The other end's address. */
  public SocketAddress peer() {
    return peer;
  }

  /** This end's address, asked from the kernel; null if it is gone. */
  public @Nullable InetSocketAddress localAddress() {
    return closed ? null : socket.localAddress();
  }

  /**
   * A field of the kernel's {@code struct tcp_info} (tcp(7)), or -1 if this is no TCP connection.
   *
   * @param offset where the field is; fields below 8 have one byte, others four
   */
  public long tcpInfo(int offset) {
    if (closed) {
      return -1;
    }
    ByteBuffer info = TCP_INFO_MEMORY.get();
    info.clear();
    try {
      socket.getRawOpt(IPPROTO_TCP, TCP_INFO, info);
    } catch (IOException | RuntimeException none) {
      return -1;
    }
    return offset < 8 ? info.get(offset) & 0xff : info.getInt(offset) & 0xffffffffL;
  }

  /** Changes the owner; events from now on go to it. */
  public void handler(ConnectionHandler owner) {
    this.handler = owner;
  }

  /** Counts that an owner is done with it; how often that was so, this time included. */
  public int countUse() {
    return ++uses;
  }

  /** How often an owner was done with it. */
  public int uses() {
    return uses;
  }

  /** Whether the outgoing connection is not yet established. */
  public boolean isConnecting() {
    return connecting || shakingHands;
  }

  /** Something stands between its ends that must agree first: for its owner it still connects. */
  void watchHandshake() {
    shakingHands = true;
  }

  /** Whether only something between its ends has yet to agree. */
  public boolean isShakingHands() {
    return shakingHands;
  }

  /** What stood between its ends has agreed or not. */
  void handshakeEnds() {
    shakingHands = false;
  }

  /** Takes away what stands ahead of everything else; the caller releases it. */
  @Nullable ByteBuf takePrefix() {
    ByteBuf bytes = prefix;
    prefix = null;
    return bytes;
  }

  /** Whether bytes, an end or an error may be waiting in the kernel. */
  @Override
  public boolean mayRead() {
    return mayRead && !closed;
  }

  /** Whether the kernel took all of the last write. */
  public boolean mayWrite() {
    return mayWrite && !closed;
  }

  /** Whether the peer has finished sending and all of it was read. */
  @Override
  public boolean inputEnded() {
    return inputEnded;
  }

  /** Whether the peer closed its sending side or the connection broke, even if unread. */
  public boolean hangUpSeen() {
    return hangUpSeen;
  }

  /** Whether {@link #shutdownOutput()} was called. */
  public boolean outputShut() {
    return outputShut;
  }

  /** Whether an error ended this connection. */
  @Override
  public boolean isBroken() {
    return broken;
  }

  /** Whether {@link #close()} was called. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Reads at most {@code limit} bytes to the end of a direct buffer and moves its writer index.
   *
   * @return bytes read, {@link #AGAIN}, {@link #EOF} or {@link #BROKEN}
   */
  @Override
  public int read(ByteBuf into, int limit) {
    if (unread != null) {
      return readAgain(into, limit);
    }
    if (closed || inputEnded) {
      return closed ? BROKEN : EOF;
    }
    int start = into.writerIndex();
    int count;
    try {
      count = socket.readAddress(into.memoryAddress(), start, start + limit);
    } catch (IOException | RuntimeException reset) {
      broken = true;
      mayRead = false;
      inputEnded = true;
      return BROKEN;
    }
    if (count > 0) {
      into.writerIndex(start + count);
      if (count < limit && !hangUpSeen) {
        mayRead = false;
      }
      return count;
    }
    mayRead = false;
    if (count < 0) {
      inputEnded = true;
      hangUpSeen = true;
      return EOF;
    }
    return AGAIN;
  }

  /**
   * Writes the readable bytes of a direct buffer and moves its reader index by what the kernel
   * took.
   *
   * @return bytes written, 0 or more, or {@link #BROKEN}
   */
  public int write(ByteBuf from) {
    int start = from.readerIndex();
    int wanted = from.readableBytes();
    if (wanted == 0) {
      return 0;
    }
    if (closed || outputShut) {
      return BROKEN;
    }
    if (prefix != null && !writePrefix()) {
      return broken ? BROKEN : 0;
    }
    int count;
    try {
      count = socket.writeAddress(from.memoryAddress(), start, start + wanted);
    } catch (IOException | RuntimeException reset) {
      broken = true;
      mayWrite = false;
      return BROKEN;
    }
    from.readerIndex(start + count);
    if (count < wanted) {
      outputIsFull();
    }
    return count;
  }

  /** Gives back bytes that were read and belong to the next owner; they are copied. */
  public void unread(ByteBuf bytes) {
    if (bytes.isReadable()) {
      unread = bytes.alloc().directBuffer(bytes.readableBytes()).writeBytes(bytes);
      mayRead = true;
    }
  }

  private int readAgain(ByteBuf into, int limit) {
    ByteBuf bytes = unread;
    if (bytes == null || closed) {
      return BROKEN;
    }
    int count = Math.min(limit, bytes.readableBytes());
    into.writeBytes(bytes, count);
    if (!bytes.isReadable()) {
      bytes.release();
      unread = null;
    }
    return count;
  }

  /** Puts bytes ahead of everything that is written; the connection releases the buffer. */
  public void prepend(ByteBuf bytes) {
    prefix = bytes;
  }

  /** Whom or what it is for, or null for everybody. */
  public @Nullable Object owner() {
    return owner;
  }

  /** Binds the connection to somebody or something: it is of no use for others when it is idle. */
  public void owner(Object only) {
    owner = only;
  }

  /** Writes what stands ahead of everything else; false if some of it is left. */
  public boolean writePrefix() {
    ByteBuf bytes = prefix;
    if (bytes == null) {
      return true;
    }
    prefix = null;
    if (write(bytes) >= 0 && bytes.isReadable()) {
      prefix = bytes;
      return false;
    }
    bytes.release();
    return !broken;
  }

  /** Moves bytes from the socket into a pipe; 0 or less if there were none. */
  int spliceTo(Pipes.Pipe pipe) {
    if (closed || inputEnded) {
      return 0;
    }
    try {
      return Native.splice(socket.intValue(), -1, pipe.in.intValue(), -1, Pipes.SIZE);
    } catch (IOException | RuntimeException reset) {
      return 0;
    }
  }

  /** Moves what a pipe holds into the socket; bytes moved or {@link #BROKEN}. */
  int spliceFrom(Pipes.Pipe pipe) {
    if (closed || outputShut) {
      return BROKEN;
    }
    try {
      int count = Native.splice(pipe.out.intValue(), -1, socket.intValue(), -1, pipe.held);
      if (count < pipe.held) {
        outputIsFull();
      }
      return count;
    } catch (IOException | RuntimeException reset) {
      broken = true;
      mayWrite = false;
      return BROKEN;
    }
  }

  /**
   * Says that the end of the stream, by {@link #shutdownOutput()} or {@link #close()}, follows the
   * next write at once: then the system sends both in one segment, which spares both sides a packet
   * and the peer a wake-up.
   */
  public void announceEnd() {
    if (!endAnnounced && !closed && !connecting && peer instanceof InetSocketAddress) {
      endAnnounced = true;
      setOption(IPPROTO_TCP, TCP_CORK, 1);
    }
  }

  /** Sends the end of the stream after all that was written; the other direction goes on. */
  public void shutdownOutput() {
    if (closed || outputShut || connecting) {
      return;
    }
    outputShut = true;
    try {
      socket.shutdown(false, true);
    } catch (IOException | RuntimeException gone) {
      broken = true;
    }
  }

  /** Makes {@link #close()} send a reset instead of an orderly end. */
  public void resetOnClose() {
    try {
      socket.setSoLinger(0);
    } catch (IOException | RuntimeException gone) {
      broken = true;
    }
  }

  /**
   * Makes {@link #close()} keep its silence: the peer gets neither an end nor a reset (manual,
   * {@code silent-drop}). The socket goes into repair mode, which needs CAP_NET_ADMIN; without it a
   * reset is sent with a time to live of 1, so that it does not leave this host's network.
   */
  public void abandon() {
    outputShut = true;
    try {
      socket.setSoLinger(0);
    } catch (IOException | RuntimeException gone) {
      broken = true;
    }
    // What was received is acknowledged now: the peer would send it again, and be answered by a
    // reset.
    setOption(IPPROTO_TCP, TCP_QUICKACK, 1);
    if (!setOption(IPPROTO_TCP, TCP_REPAIR, 1)) {
      setOption(IPPROTO_IP, IP_TTL, 1);
      setOption(IPPROTO_IPV6, IPV6_UNICAST_HOPS, 1);
    }
  }

  private boolean setOption(int level, int option, int value) {
    try {
      socket.setIntOpt(level, option, value);
      return true;
    } catch (IOException | RuntimeException refused) {
      return false;
    }
  }

  /** Sets SO_MARK, which needs CAP_NET_ADMIN; without it nothing happens. */
  public void mark(int mark) {
    setOption(SOL_SOCKET, SO_MARK, mark);
  }

  /** Sets the TOS or traffic class of what is sent, 0 to 255. */
  public void trafficClass(int value) {
    setOption(IPPROTO_IP, IP_TOS, value);
    setOption(IPPROTO_IPV6, IPV6_TCLASS, value);
  }

  /** Closes the socket; safe to call twice. No event comes after it. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    mayRead = false;
    mayWrite = false;
    if (unread != null) {
      unread.release();
      unread = null;
    }
    if (prefix != null) {
      prefix.release();
      prefix = null;
    }
    try {
      socket.close();
    } catch (IOException | RuntimeException gone) {
      broken = true;
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
    int ops = ((EpollIoEvent) event).ops().value();
    try {
      if (connecting) {
        finishConnect(ops);
      } else {
        deliver(ops);
      }
    } catch (RuntimeException | Error failure) {
      worker.failed(failure);
      end();
    }
  }

  /** Ends after an unexpected failure with all that belongs to it. */
  private void end() {
    try {
      handler.failed(this);
    } catch (RuntimeException | Error again) {
      worker.failed(again);
    }
    close();
  }

  /**
   * Tells a connection that its first write succeeded before the loop said so: it is established.
   */
  public void establishedByWrite() {
    connecting = false;
  }

  private void finishConnect(int ops) {
    if ((ops & (EPOLLERR | EPOLLHUP)) != 0) {
      ConnectFailure cause = connectError();
      connecting = false;
      broken = true;
      try {
        handler.connectFailed(this, cause);
      } finally {
        close();
      }
    } else if ((ops & EPOLLOUT) != 0) {
      connecting = false;
      mayWrite = true;
      note(ops);
      handler.connected(this);
    }
  }

  private void note(int ops) {
    if ((ops & (EPOLLIN | EPOLLRDHUP | EPOLLERR | EPOLLHUP)) != 0) {
      mayRead = true;
      if ((ops & (EPOLLRDHUP | EPOLLERR | EPOLLHUP)) != 0) {
        hangUpSeen = true;
      }
    }
  }

  private void deliver(int ops) {
    note(ops);
    if ((ops & (EPOLLOUT | EPOLLERR)) != 0 && !mayWrite) {
      mayWrite = true;
      handler.writable(this);
    }
    if (mayRead && !closed && (ops & ~EPOLLOUT) != 0) {
      handler.readable(this);
    }
  }

  private ConnectFailure connectError() {
    int error;
    try {
      error = socket.getSoError();
    } catch (IOException | RuntimeException gone) {
      return ConnectFailure.OTHER;
    }
    return switch (error) {
      case 111 -> ConnectFailure.REFUSED;
      case 104 -> ConnectFailure.RESET;
      case 101, 113, 110 -> ConnectFailure.UNREACHABLE;
      case 12, 24, 23, 99, 11 -> ConnectFailure.RESOURCE;
      default -> ConnectFailure.OTHER;
    };
  }
}
