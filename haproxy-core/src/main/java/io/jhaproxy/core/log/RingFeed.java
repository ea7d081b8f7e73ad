package io.jhaproxy.core.log;

import io.jhaproxy.core.net.ConnectFailure;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ConnectionHandler;
import io.jhaproxy.core.net.SocketOptions;
import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a ring holds to one server over TCP, for good: a lost connection is made again. It
 * lives on one worker.
 */
public final class RingFeed implements Ring.Reader, ConnectionHandler {
  /** How long to wait after a connection was lost, in milliseconds. */
  private static final long PAUSE = 1000;

  private final Ring ring;
  private final Worker worker;
  private final SocketAddress address;
  private final boolean counted;
  private final long connectTimeout;
  private final long serverTimeout;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile long position;
  private @Nullable Connection connection;
  private @Nullable ByteBuf unsent;
  private boolean stopped;
  private final Timer retry =
      new Timer() {
        @Override
        protected void expire() {
          connect();
        }
      };
  private final Timer limit =
      new Timer() {
        @Override
        protected void expire() {
          lost();
        }
      };

  /**
   * Makes a feed that is not connected.
   *
   * @param counted whether each message stands behind its length (octet-count); else LF ends it
   * @param connectTimeout milliseconds for a connection, 0 for no limit
   * @param serverTimeout milliseconds for the server to take what is sent, 0 for no limit
   */
  public RingFeed(
      Ring ring,
      Worker worker,
      SocketAddress address,
      boolean counted,
      long connectTimeout,
      long serverTimeout) {
    this.ring = ring;
    this.worker = worker;
    this.address = address;
    this.counted = counted;
    this.connectTimeout = connectTimeout;
    this.serverTimeout = serverTimeout;
  }

  /** Goes on where the feed of the same ring to the same server is. */
  public void succeed(RingFeed old) {
    if (ring.name().equals(old.ring.name()) && address.equals(old.address)) {
      position = old.position;
    }
  }

  /** Begins, with the oldest message that the server did not have. */
  public void start() {
    position = Math.max(position, ring.first());
    ring.add(this);
    worker.execute(this::connect);
  }

  /** Ends; what was not sent stays in the ring. */
  public void stop() {
    ring.remove(this);
    worker.execute(
        () -> {
          stopped = true;
          worker.timers().cancel(retry);
          close();
        });
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      worker.execute(this::pump);
    }
  }

  private void connect() {
    if (stopped) {
      return;
    }
    Connection made = Connection.connect(worker, address, null, SocketOptions.PLAIN, this);
    if (made == null) {
      worker.schedule(retry, PAUSE);
      return;
    }
    connection = made;
    if (!made.isConnecting()) {
      pump();
    } else if (connectTimeout > 0) {
      worker.schedule(limit, connectTimeout);
    }
  }

  @Override
  public void connected(Connection established) {
    worker.timers().cancel(limit);
    pump();
  }

  @Override
  public void connectFailed(Connection failed, ConnectFailure cause) {
    connection = null;
    lost();
  }

  /** Servers say nothing; what they send is read to see their end. */
  @Override
  public void readable(Connection from) {
    while (from.mayRead()) {
      ByteBuf buffer = worker.readBuffer();
      buffer.clear();
      int count = from.read(buffer, buffer.writableBytes());
      if (count == Connection.EOF || count == Connection.BROKEN) {
        lost();
        return;
      }
      if (count == Connection.AGAIN) {
        return;
      }
    }
  }

  @Override
  public void writable(Connection to) {
    pump();
  }

  private void pump() {
    woken.set(false);
    Connection to = connection;
    if (to == null || to.isConnecting() || stopped) {
      return;
    }
    if (!flush(to)) {
      return;
    }
    for (List<byte[]> more = ring.from(position); !more.isEmpty(); more = ring.from(position)) {
      position = Math.max(position, ring.first());
      for (byte[] message : more) {
        unsent = framed(message);
        position++;
        if (!flush(to)) {
          return;
        }
      }
    }
  }

  private ByteBuf framed(byte[] message) {
    ByteBuf out = Unpooled.directBuffer(message.length + 8);
    if (counted) {
      String length = Integer.toString(message.length) + ' ';
      out.writeBytes(length.getBytes(StandardCharsets.US_ASCII)).writeBytes(message);
    } else {
      out.writeBytes(message).writeByte('\n');
    }
    return out;
  }

  /** True if nothing is left to send. */
  private boolean flush(Connection to) {
    ByteBuf rest = unsent;
    if (rest == null) {
      return true;
    }
    if (to.write(rest) == Connection.BROKEN) {
      lost();
      return false;
    }
    if (rest.isReadable()) {
      if (serverTimeout > 0 && !limit.isSet()) {
        worker.schedule(limit, serverTimeout);
      }
      return false;
    }
    worker.timers().cancel(limit);
    unsent = null;
    rest.release();
    return true;
  }

  private void lost() {
    close();
    if (!stopped) {
      worker.schedule(retry, PAUSE);
    }
  }

  private void close() {
    worker.timers().cancel(limit);
    Connection old = connection;
    connection = null;
    if (old != null) {
      old.close();
    }
    ByteBuf rest = unsent;
    unsent = null;
    if (rest != null) {
      rest.release();
    }
  }
}
