package io.jhaproxy.core.http;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.stream.Cause;
import io.jhaproxy.core.stream.Phase;
import io.jhaproxy.core.stream.Tunnel;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What remains of an exchange after 101 or a CONNECT: bytes both ways, one log line at the end. */
final class UpgradedTunnel {
  private final HttpStream stream;
  private @Nullable Tunnel tunnel;
  private long requestBytesBefore;
  private long responseBytesBefore;

  UpgradedTunnel(HttpStream stream) {
    this.stream = stream;
  }

  void start(Connection server, ByteBuf fromClient, ByteBuf fromServer) {
    Tunnel made = new Tunnel(stream.client(), server);
    tunnel = made;
    requestBytesBefore = stream.bytesIn;
    responseBytesBefore = stream.bytesOut;
    made.offerRequest(fromClient);
    made.offerResponse(fromServer);
    stream.worker().execute(this::go);
  }

  void go() {
    Tunnel running = tunnel;
    if (running == null) {
      return;
    }
    Tunnel.State state = running.pump();
    stream.bytesIn = requestBytesBefore + running.bytesFromClient();
    stream.bytesOut = responseBytesBefore + running.bytesToClient();
    switch (state) {
      case RUNNING -> touch(running);
      case YIELDED -> {
        touch(running);
        stream.worker().execute(this::go);
      }
      case FINISHED -> end(Cause.NONE);
      case CLIENT_BROKEN -> end(Cause.CLIENT);
      case SERVER_BROKEN -> end(Cause.SERVER);
      default -> throw new IllegalStateException();
    }
  }

  private void touch(Tunnel running) {
    stream.tunnelDeadlines(running.requestMoved(), running.responseMoved());
  }

  void end(Cause why) {
    Tunnel running = tunnel;
    if (running != null) {
      tunnel = null;
      running.release();
      stream.abort(why, why == Cause.NONE ? Phase.NONE : Phase.DATA);
    }
  }
}
