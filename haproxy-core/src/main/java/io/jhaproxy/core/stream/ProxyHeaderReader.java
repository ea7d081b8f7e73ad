package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ConnectionHandler;
import io.jhaproxy.core.net.ProxyProtocol;
import io.jhaproxy.core.net.ProxyProtocol.Progress;
import io.jhaproxy.core.net.Timer;
import io.netty.buffer.ByteBuf;

/**
 * Reads the PROXY protocol header of a client ({@code accept-proxy}, {@code expect-proxy}) before
 * its stream begins. What comes behind the header is given back to the connection.
 */
final class ProxyHeaderReader implements ConnectionHandler {
  private final Session session;
  private final ConnectionHandler stream;
  private final Runnable then;
  private final ByteBuf memory;
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
   * @param then what happens after that
   */
  ProxyHeaderReader(Session session, ConnectionHandler stream, Runnable then) {
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
      ProxyProtocol.Header header = new ProxyProtocol.Header();
      Progress progress = count < 0 ? Progress.INVALID : ProxyProtocol.read(memory, header);
      if (progress == Progress.INVALID) {
        refuse();
      } else if (progress == Progress.COMPLETE) {
        session.relayed(header);
        client.unread(memory);
        finish();
        client.handler(stream);
        then.run();
      }
    }
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
