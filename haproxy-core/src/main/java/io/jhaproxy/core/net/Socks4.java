package io.jhaproxy.core.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes an outgoing connection through a SOCKS4 proxy (manual 5.2, {@code socks4}). Its owner hears
 * of the connection when the proxy has made it; until then the connection is this one's.
 */
public final class Socks4 implements ConnectionHandler {
  private static final byte VERSION = 4;
  private static final byte CONNECT = 1;
  private static final int REPLY = 8;
  private static final int GRANTED = 0x5a;
  private static final byte[] USER = "HAProxy\0".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress target;
  private final ConnectionHandler owner;
  private final byte[] reply = new byte[REPLY];
  private int received;
  private @Nullable ByteBuf later;

  private Socks4(InetSocketAddress target, ConnectionHandler owner) {
    this.target = target;
    this.owner = owner;
  }

  /**
   * Starts a connection, as {@link Connection#connect} does.
   *
   * @param proxy where the proxy is; null: the connection is made without one
   * @return null if it cannot be made, for instance because the target has no IPv4 address
   */
  public static @Nullable Connection connect(
      Worker worker,
      @Nullable SocketAddress proxy,
      SocketAddress target,
      @Nullable SocketAddress source,
      SocketOptions options,
      ConnectionHandler owner) {
    if (proxy == null) {
      return Connection.connect(worker, target, source, options, owner);
    }
    if (!(target instanceof InetSocketAddress inet)
        || !(inet.getAddress() instanceof Inet4Address)) {
      return null;
    }
    Socks4 handshake = new Socks4(inet, owner);
    Connection made = Connection.connect(worker, proxy, source, options, handshake);
    if (made != null && !made.isConnecting()) {
      made.watchHandshake();
      worker.execute(() -> handshake.connected(made));
    }
    return made;
  }

  @Override
  public void connected(Connection connection) {
    if (connection.isClosed()) {
      return;
    }
    connection.watchHandshake();
    later = connection.takePrefix();
    ByteBuf request = Unpooled.directBuffer(8 + USER.length);
    request.writeByte(VERSION).writeByte(CONNECT).writeShort(target.getPort());
    request.writeBytes(target.getAddress().getAddress()).writeBytes(USER);
    boolean sent = connection.write(request) >= 0 && !request.isReadable();
    request.release();
    if (!sent) {
      fail(connection, ConnectFailure.OTHER);
    }
  }

  @Override
  public void connectFailed(Connection connection, ConnectFailure cause) {
    owner.connectFailed(connection, cause);
  }

  @Override
  public void readable(Connection connection) {
    while (received < REPLY) {
      ByteBuf buffer = connection.worker().readBuffer();
      buffer.clear();
      int count = connection.read(buffer, REPLY - received);
      if (count == Connection.AGAIN) {
        return;
      }
      if (count < 0) {
        fail(connection, ConnectFailure.OTHER);
        return;
      }
      buffer.readBytes(reply, received, count);
      received += count;
    }
    if (reply[0] != 0 || (reply[1] & 0xff) != GRANTED) {
      fail(connection, ConnectFailure.DENIED);
      return;
    }
    ByteBuf prefix = later;
    if (prefix != null) {
      later = null;
      connection.prepend(prefix);
    }
    connection.handshakeEnds();
    connection.handler(owner);
    owner.connected(connection);
  }

  @Override
  public void writable(Connection connection) {}

  @Override
  public void failed(Connection connection) {
    release();
    owner.failed(connection);
  }

  private void fail(Connection connection, ConnectFailure cause) {
    release();
    connection.handshakeEnds();
    connection.close();
    owner.connectFailed(connection, cause);
  }

  private void release() {
    ByteBuf prefix = later;
    if (prefix != null) {
      later = null;
      prefix.release();
    }
  }
}
