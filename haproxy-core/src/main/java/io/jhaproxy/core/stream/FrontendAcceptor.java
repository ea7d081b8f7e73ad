package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ConnectionHandler;
import io.jhaproxy.core.net.Listener;
import io.jhaproxy.core.net.Timer;
import io.netty.channel.epoll.LinuxSocket;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes connections for a frontend as far as the limits allow and starts their streams. */
public final class FrontendAcceptor implements Listener.Acceptor {
  private static final ConnectionHandler NOBODY =
      new ConnectionHandler() {
        @Override
        public void readable(Connection connection) {}

        @Override
        public void writable(Connection connection) {}
      };

  /** How long to wait when connections come too fast, in milliseconds. */
  private static final long RATE_INTERVAL = 10;

  private final Frontend frontend;
  private final BindPoint bind;
  private final WorkerTools tools;
  private final Consumer<Session> starter;
  private final Timer again =
      new Timer() {
        @Override
        protected void expire() {
          Listener listener = slowedDown;
          if (listener != null) {
            listener.resume();
          }
        }
      };

  /** The listener that waits because connections come too fast. */
  private @Nullable Listener slowedDown;

  /**
   * Makes an acceptor for one worker.
   *
   * @param starter makes the stream of a session: it sets the connection's handler, reads what is
   *     there and watches the connection
   */
  public FrontendAcceptor(
      Frontend frontend, BindPoint bind, WorkerTools tools, Consumer<Session> starter) {
    this.frontend = frontend;
    this.bind = bind;
    this.tools = tools;
    this.starter = starter;
  }

  @Override
  public boolean mayAccept(Listener listener) {
    if (tools.load().isFull()) {
      frontend.listenerWaits();
      tools.load().listenerWaits(frontend);
      return false;
    }
    if (frontend.isFull() || bind.isFull()) {
      frontend.listenerWaits();
      return false;
    }
    long now = tools.worker().wallMillis();
    if (frontend.isTooFast(now) || tools.load().isTooFast(now)) {
      slowedDown = listener;
      tools.worker().schedule(again, RATE_INTERVAL);
      return false;
    }
    return true;
  }

  @Override
  public boolean acknowledgesWithAnswers() {
    return frontend.settings().smartAccept();
  }

  @Override
  public void accepted(Listener listener, LinuxSocket socket, SocketAddress peer) {
    Connection client = Connection.accepted(tools.worker(), socket, peer, NOBODY);
    if (frontend.settings().noLinger()) {
      client.resetOnClose();
    }
    Session session = new Session(frontend, bind, tools, client);
    try {
      starter.accept(session);
    } catch (RuntimeException | Error failure) {
      tools.worker().failed(failure);
      session.fail();
    }
  }
}
