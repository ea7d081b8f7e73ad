package io.jhaproxy.core.log;

import io.jhaproxy.core.config.Address;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Puts messages onto one destination without waiting: a message that does not fit is dropped and
 * counted. One per worker and destination; used on that worker only. Nothing is allocated per
 * message.
 */
abstract class LogSender implements AutoCloseable {
  /** Port of syslog. */
  private static final int SYSLOG = 514;

  private long dropped;

  /** Opens the sender of an address of a {@code log} line. */
  static LogSender open(Address address) throws IOException {
    if (address instanceof Address.Inet inet) {
      return new Udp(resolve(inet));
    }
    // What follows is native; elsewhere in the process it may not have been loaded yet.
    Epoll.ensureAvailability();
    if (address instanceof Address.Unix unix) {
      return new UnixDatagram(unix.path());
    }
    if (address instanceof Address.Descriptor descriptor) {
      return new Descriptor(descriptor.fd());
    }
    throw new IOException("log address '" + address + "' is not supported yet");
  }

  private static InetSocketAddress resolve(Address.Inet inet) throws UnknownHostException {
    String host = inet.host().isEmpty() ? "127.0.0.1" : inet.host();
    int port = inet.portKind() == Address.PortKind.NONE ? SYSLOG : inet.port();
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  /** Sends {@code length} bytes from the start of {@code bytes}; counts a failure. */
  final void send(byte[] bytes, int length) {
    try {
      if (!write(bytes, length)) {
        dropped++;
      }
    } catch (IOException e) {
      // No listener, or no route: as with a full socket, the message is lost and counted.
      dropped++;
    }
  }

  /** Messages lost so far. */
  final long dropped() {
    return dropped;
  }

  /** Whether each message ends with LF. */
  boolean endsLines() {
    return true;
  }

  /** Writes without waiting; false if it could not be. */
  abstract boolean write(byte[] bytes, int length) throws IOException;

  @Override
  public abstract void close() throws IOException;

  private static ByteBuffer fill(ByteBuffer buffer, byte[] bytes, int length) {
    buffer.clear();
    buffer.put(bytes, 0, Math.min(length, buffer.capacity()));
    return buffer.flip();
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(LogOutput.MAXIMUM_LENGTH);
  }

  /** Into a ring. */
  static final class ToRing extends LogSender {
    private final Ring ring;

    ToRing(Ring ring) {
      this.ring = ring;
    }

    @Override
    boolean endsLines() {
      return false;
    }

    @Override
    boolean write(byte[] bytes, int length) {
      return ring.add(bytes, length);
    }

    @Override
    public void close() {}
  }

  /** Into a file, by the thread that writes it. */
  static final class ToFile extends LogSender {
    private final LogFileWriter writer;

    ToFile(LogTarget.File target, Consumer<String> failures) {
      this.writer = LogFileWriter.of(target, failures);
    }

    @Override
    boolean write(byte[] bytes, int length) {
      return writer.add(bytes, length);
    }

    @Override
    public void close() {
      writer.release();
    }
  }

  /** UDP; not connected, so that an absent receiver costs no error. */
  private static final class Udp extends LogSender {
    private final DatagramChannel channel;
    private final InetSocketAddress target;
    private final ByteBuffer buffer = buffer();

    Udp(InetSocketAddress target) throws IOException {
      this.target = target;
      boolean ipv4 = target.getAddress().getAddress().length == 4;
      this.channel =
          DatagramChannel.open(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
      channel.configureBlocking(false);
    }

    @Override
    boolean write(byte[] bytes, int length) throws IOException {
      return channel.send(fill(buffer, bytes, length), target) > 0;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Datagrams to a Unix socket such as /dev/log. */
  private static final class UnixDatagram extends LogSender {
    static {
      Epoll.ensureAvailability();
    }

    private final Socket socket = Socket.newSocketDomainDgram();
    private final byte[] path;
    private final ByteBuffer buffer = buffer();

    UnixDatagram(String path) {
      this.path = path.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    boolean write(byte[] bytes, int length) throws IOException {
      ByteBuffer filled = fill(buffer, bytes, length);
      return socket.sendToDomainSocket(filled, 0, filled.limit(), path) > 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** An inherited descriptor, stdout or stderr; it belongs to the process and is not closed. */
  private static final class Descriptor extends LogSender {
    private final FileDescriptor descriptor;
    private final ByteBuffer buffer = buffer();

    Descriptor(int fd) {
      this.descriptor = new FileDescriptor(fd);
    }

    @Override
    boolean write(byte[] bytes, int length) throws IOException {
      ByteBuffer filled = fill(buffer, bytes, length);
      int limit = filled.limit();
      for (int at = 0; at < limit; ) {
        int written = descriptor.write(filled, at, limit);
        if (written <= 0) {
          return false;
        }
        at += written;
      }
      return true;
    }

    @Override
    public void close() {}
  }
}
