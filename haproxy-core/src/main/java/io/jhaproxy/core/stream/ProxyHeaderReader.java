package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ConnectionHandler;
import io.jhaproxy.core.net.NetScalerHeader;
import io.jhaproxy.core.net.ProxyProtocol;
import io.jhaproxy.core.net.ProxyProtocol.Progress;
import io.jhaproxy.core.net.Timer;
import io.netty.buffer.ByteBuf;

/**
 * Reads what a proxy in front says of a client before its stream begins: a header of the PROXY
 * protocol ({@code accept-proxy}, {@code expect-proxy}) or of NetScaler ({@code
 * accept-netscaler-cip}). What comes behind the header is given back to the connection.
 */
final class ProxyHeaderReader implements ConnectionHandler {
  private final Session session;
  private final ConnectionHandler stream;
  private final Runnable then;
  private final ByteBuf memory;
  private final boolean netScaler;
  private final Timer limit =
      new Timer() {
        @Override
        protected void expire() {
          refuse();
        }
      };
  private boolean done;

  /**
   * Takes the client's connection over.
   *
   * @param stream whose connection it is when the header was read
   * @param netScaler whether it is NetScaler's header
   * @param then what happens after that
   */
  ProxyHeaderReader(Session session, ConnectionHandler stream, boolean netScaler, Runnable then) {
    this.netScaler = netScaler;
    this.session = session;
    this.stream = stream;
    this.then = then;
    this.memory = session.worker().buffers().take();
  }

  void start() {
    Connection client = session.client();
    client.handler(this);
    long timeout = session.frontend().settings().clientTimeout();
    if (timeout != 0) {
      session.worker().schedule(limit, timeout);
    }
    readable(client);
    if (!done) {
      client.watch();
    }
  }

  @Override
  public void readable(Connection client) {
    while (!done && client.mayRead()) {
      int room = session.worker().buffers().bufferSize() - memory.writerIndex();
      int count = room <= 0 ? Connection.EOF : client.read(memory, room);
      if (count == Connection.AGAIN) {
        return;
      }
      Progress progress = count < 0 ? Progress.INVALID : netScaler ? inserted() : relayed();
      if (progress != Progress.COMPLETE) {
        // As in the reference it has to come in one piece.
        refuse();
      } else {
        client.unread(memory);
        finish();
        client.handler(stream);
        then.run();
      }
    }
  }

  private Progress relayed() {
    ProxyProtocol.Header header = new ProxyProtocol.Header();
    Progress progress = ProxyProtocol.read(memory, header);
    if (progress == Progress.COMPLETE) {
      session.relayed(header);
    }
    return progress;
  }

  /** It has to come in one piece, as the reference wants it. */
  private Progress inserted() {
    NetScalerHeader.Ends ends = NetScalerHeader.read(memory, session.bind().netScalerMagic());
    if (ends == null) {
      return Progress.INVALID;
    }
    session.inserted(ends.source(), ends.destination());
    return Progress.COMPLETE;
  }

  @Override
  public void writable(Connection connection) {}

  @Override
  public void failed(Connection connection) {
    refuse();
    session.fail();
  }

  private void refuse() {
    finish();
    session.failed();
  }

  private void finish() {
    done = true;
    session.worker().timers().cancel(limit);
    session.worker().buffers().give(memory);
  }
}
