package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Connection;
import io.netty.buffer.ByteBuf;

/** Bytes both ways between a client and a server, each direction ending on its own. */
public final class Tunnel {
  private final Connection client;
  private final Connection server;
  private final Flow request;
  private final Flow response;
  private boolean held;
  private long requestSeen;
  private long responseSeen;

  /** What {@link #pump()} left behind. */
  public enum State {
    /** Waiting for events. */
    RUNNING,
    /** There is more to do at once: call again from the loop. */
    YIELDED,
    /** Both directions have ended. */
    FINISHED,
    /** The client's connection broke. */
    CLIENT_BROKEN,
    /** The server's connection broke. */
    SERVER_BROKEN
  }

  /** A tunnel without bytes yet. */
  public Tunnel(Connection client, Connection server) {
    this.client = client;
    this.server = server;
    this.request = new Flow(client, server);
    this.response = new Flow(server, client);
  }

  /** The server's side. */
  public Connection server() {
    return server;
  }

  /** Tells a trace of all bytes from now on. */
  void trace(StreamTrace told) {
    request.witness((buffer, from, count) -> told.payload(true, 0, buffer, from, count));
    response.witness((buffer, from, count) -> told.payload(false, 0, buffer, from, count));
  }

  /** Takes over what was read from the client for a server that failed. */
  void inherit(Tunnel failed) {
    request.inherit(failed.request);
  }

  /** Keeps the response back until {@link #openResponse}. */
  void holdResponse() {
    held = true;
  }

  /** Lets the response flow, beginning with what was read of it already. */
  void openResponse(FirstBytes read) {
    held = false;
    read.giveTo(response);
  }

  /** The response ends with what was read of it. */
  void endResponse() {
    response.end();
    request.end();
  }

  /** Counts bytes of a response that was read and is not passed on. */
  void countHeld(int bytes) {
    response.count(bytes);
  }

  /** Takes over what was read from the client before the tunnel began. */
  void offerRequest(FirstBytes early) {
    early.giveTo(request);
  }

  /** Bytes that were read from the client before the tunnel began; copied. */
  public void offerRequest(ByteBuf early) {
    request.offer(early);
  }

  /** Bytes that were read from the server before the tunnel began; copied. */
  public void offerResponse(ByteBuf early) {
    response.offer(early);
  }

  /** Bytes read from the client. */
  public long bytesFromClient() {
    return request.bytes();
  }

  /** Bytes read from the server. */
  public long bytesToClient() {
    return response.bytes();
  }

  /** Whether the client has sent anything since this was asked last. */
  public boolean requestMoved() {
    long before = requestSeen;
    requestSeen = request.bytes();
    return requestSeen != before;
  }

  /** Whether the server has sent anything since this was asked last. */
  public boolean responseMoved() {
    long before = responseSeen;
    responseSeen = response.bytes();
    return responseSeen != before;
  }

  /** Whether the client has finished sending. */
  public boolean requestEnded() {
    return request.isEnded();
  }

  /** Whether the server has finished sending. */
  public boolean responseEnded() {
    return response.isEnded();
  }

  /**
   * Sends what the client has sent while the connect may still be under way.
   *
   * @return true if the server took bytes, so that it is known to be connected
   */
  boolean tryEarlyData() {
    long before = request.bytes();
    request.pumpOnce();
    return request.bytes() > before && !request.isBlocked();
  }

  /** Moves what can be moved now in both directions. */
  public State pump() {
    request.closeFollows(response.isEnded());
    Flow.Progress up = request.pump();
    if (up == Flow.Progress.SOURCE_BROKEN) {
      return State.CLIENT_BROKEN;
    }
    response.closeFollows(request.isEnded());
    Flow.Progress down = held ? Flow.Progress.DRAINED : response.pump();
    if (down == Flow.Progress.SOURCE_BROKEN || (up == Flow.Progress.SINK_BROKEN && ended(down))) {
      return State.SERVER_BROKEN;
    }
    if (down == Flow.Progress.SINK_BROKEN) {
      return State.CLIENT_BROKEN;
    }
    if (up == Flow.Progress.SINK_BROKEN) {
      return State.SERVER_BROKEN;
    }
    if (ended(up) && ended(down)) {
      return State.FINISHED;
    }
    return up == Flow.Progress.YIELDED || down == Flow.Progress.YIELDED
        ? State.YIELDED
        : State.RUNNING;
  }

  private static boolean ended(Flow.Progress progress) {
    return progress == Flow.Progress.ENDED;
  }

  /** Gives memory back. */
  public void release() {
    request.release();
    response.release();
  }

  @Override
  public String toString() {
    return client.peer() + " - " + server.peer();
  }
}
