package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.sample.Scratch;
import io.jhaproxy.core.sample.TcpFact;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What is known of the proxies and the server that a stream belongs to, and of their load. */
abstract class ProxyFacts extends WithoutHttp {
  private static final byte[] NO_SERVER = "<NOSRV>".getBytes(StandardCharsets.US_ASCII);

  protected final Session session;
  protected final Worker worker;
  protected @Nullable Backend backend;
  protected @Nullable Server server;
  protected @Nullable Connection serverConnection;
  protected byte @Nullable [] serviceName;
  protected int retriesDone;
  protected boolean redispatched;
  protected int queuePositionServer;
  protected int queuePositionBackend;
  protected long requestNumber;

  ProxyFacts(Session session) {
    this.session = session;
    this.worker = session.worker();
  }

  /** Forgets everything of the request before; for the next request of the same client. */
  protected void forgetFacts() {
    backend = null;
    server = null;
    serverConnection = null;
    serviceName = null;
    retriesDone = 0;
    redispatched = false;
    queuePositionServer = 0;
    queuePositionBackend = 0;
  }

  // -- worker

  @Override
  public final Scratch scratch() {
    return session.tools().scratch();
  }

  @Override
  public final long nowMillis() {
    return worker.wallMillis();
  }

  @Override
  public final long nowNanos() {
    return worker.nowNanos();
  }

  // -- proxies

  @Override
  public final byte[] frontendName() {
    return session.frontend().nameBytes();
  }

  @Override
  public final int frontendId() {
    return session.frontend().settings().id();
  }

  @Override
  public final byte @Nullable [] listenerName() {
    return session.bind().nameBytes();
  }

  @Override
  public final int listenerId() {
    return session.bind().id();
  }

  @Override
  public final byte @Nullable [] backendName() {
    Backend chosen = backend;
    return chosen == null ? null : chosen.nameBytes();
  }

  @Override
  public final int backendId() {
    Backend chosen = backend;
    return chosen == null ? 0 : chosen.settings().id();
  }

  @Override
  public final byte @Nullable [] serverName() {
    Server chosen = server;
    return chosen == null || !chosen.isListed() ? null : chosen.nameBytes();
  }

  @Override
  public final int serverId() {
    Server chosen = server;
    return chosen == null ? 0 : chosen.id();
  }

  @Override
  public final int bufferSize() {
    return worker.buffers().bufferSize();
  }

  @Override
  public final int workerNumber() {
    return worker.index();
  }

  @Override
  public final byte @Nullable [] defaultBackendName() {
    return session.frontend().defaultBackendName();
  }

  @Override
  public final long listenerConnections() {
    return session.bind().sessions();
  }

  @Override
  public final long clientTimeout() {
    return session.frontend().settings().clientTimeout();
  }

  @Override
  public final long serverTimeout() {
    Backend chosen = backend;
    return chosen == null ? 0 : chosen.settings().serverTimeout();
  }

  @Override
  public final long tunnelTimeout() {
    Backend chosen = backend;
    return chosen == null ? 0 : chosen.settings().tunnelTimeout();
  }

  @Override
  public final boolean hasServer() {
    return serverConnection != null;
  }

  @Override
  public final long clientTcp(TcpFact fact) {
    return session
        .client()
        .tcpInfo(
            switch (fact) {
              case RETRANSMITTED -> 2;
              case UNACKNOWLEDGED -> 24;
              case SELECTIVELY_ACKNOWLEDGED -> 28;
              case LOST -> 32;
              case FORWARD_ACKNOWLEDGED -> 40;
              case RTT -> 68;
              case RTT_VARIANCE -> 72;
              case REORDERING -> 88;
            });
  }

  @Override
  public final byte[] loggedServerName() {
    if (serviceName != null) {
      return serviceName;
    }
    Server chosen = server;
    return chosen == null || !chosen.isListed() ? NO_SERVER : chosen.nameBytes();
  }

  // -- load

  @Override
  public final int processConnections() {
    return session.tools().load().connections();
  }

  @Override
  public final int frontendConnections() {
    return (int) session.frontend().sessions();
  }

  @Override
  public final int backendConnections() {
    Backend chosen = backend;
    return chosen == null ? 0 : (int) chosen.sessions();
  }

  @Override
  public final int serverConnections() {
    Server chosen = server;
    return chosen == null || !chosen.isListed() ? 0 : chosen.served();
  }

  @Override
  public final int retries() {
    return retriesDone;
  }

  @Override
  public final boolean redispatched() {
    return redispatched;
  }

  @Override
  public final int serverQueue() {
    return queuePositionServer;
  }

  @Override
  public final int backendQueue() {
    return queuePositionBackend;
  }

  @Override
  public final long logCounter() {
    return session.frontend().nextLogLine(worker) - 1;
  }

  @Override
  public final long requestCounter() {
    return requestNumber - 1;
  }
}
