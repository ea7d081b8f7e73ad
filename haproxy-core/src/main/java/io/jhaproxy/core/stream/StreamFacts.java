package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ProxyProtocol;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.rule.HttpAnswer;
import io.jhaproxy.core.rule.RulePlace;
import io.jhaproxy.core.rule.StreamChange;
import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Scratch;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.TcpFact;
import io.jhaproxy.core.sample.VariableLimits;
import io.jhaproxy.core.sample.VariableScope;
import io.jhaproxy.core.sample.Variables;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stream: the state that samples, rules and log lines read. The ways of a stream
 * are in {@link Stream}; the parts that only HTTP has answer here as for TCP.
 */
abstract class StreamFacts extends WithoutHttp {
  private @Nullable RulePlace lastRule;

  /** A timer whose phase was not reached. */
  protected static final int NOT_REACHED = -1;

  private static final byte[] NO_SERVER = "<NOSRV>".getBytes(StandardCharsets.US_ASCII);

  protected final Session session;
  protected final Worker worker;
  protected @Nullable Backend backend;
  protected @Nullable Server server;
  protected @Nullable Connection serverConnection;

  /** The server that a cookie or a rule leads to, or null: the algorithm chooses. */
  protected @Nullable Server boundServer;

  protected boolean boundByCookie;
  protected boolean forcesPersistence;
  protected boolean ignoresPersistence;
  protected Cause cause = Cause.NONE;
  protected Phase phase = Phase.NONE;
  protected byte @Nullable [] serviceName;

  /** Worker milliseconds at which phases ended; {@link #NOT_REACHED} before. */
  protected long startedAt;

  protected long requestBeganAt;
  protected long requestAt = NOT_REACHED;
  protected long queueLeftAt = NOT_REACHED;
  protected long connectedAt = NOT_REACHED;
  protected long responseAt = NOT_REACHED;
  protected long endedAt = NOT_REACHED;

  protected long requestWall;
  protected int retriesDone;
  protected boolean redispatched;
  protected int queuePositionServer;
  protected int queuePositionBackend;
  protected boolean logsEarly;
  protected long requestNumber;
  private @Nullable StreamOverrides overrides;
  private @Nullable Variables transactionVariables;
  private @Nullable Variables requestVariables;
  private @Nullable Variables responseVariables;

  StreamFacts(Session session) {
    this.session = session;
    this.worker = session.worker();
    this.startedAt = session.acceptedAt();
    this.requestBeganAt = startedAt;
    this.requestWall = session.acceptedWall();
  }

  /** Forgets everything of the request before; for the next request of the same client. */
  protected void forgetFacts() {
    lastRule = null;
    backend = null;
    server = null;
    boundServer = null;
    boundByCookie = false;
    forcesPersistence = false;
    ignoresPersistence = false;
    serverConnection = null;
    cause = Cause.NONE;
    phase = Phase.NONE;
    serviceName = null;
    requestAt = NOT_REACHED;
    queueLeftAt = NOT_REACHED;
    connectedAt = NOT_REACHED;
    responseAt = NOT_REACHED;
    endedAt = NOT_REACHED;
    retriesDone = 0;
    redispatched = false;
    queuePositionServer = 0;
    queuePositionBackend = 0;
    logsEarly = false;
    overrides = null;
    forgetVariables();
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

  // -- addresses

  @Override
  public final boolean clientAddress(Address into) {
    StreamOverrides changed = overrides;
    if (changed != null && changed.source != null) {
      into.set(changed.source);
      return true;
    }
    return fill(into, session.source());
  }

  @Override
  public final boolean frontendAddress(Address into) {
    StreamOverrides changed = overrides;
    if (changed != null && changed.destination != null) {
      into.set(changed.destination);
      return true;
    }
    return fill(into, session.destination());
  }

  /** What rules have changed, or null. */
  final @Nullable StreamOverrides overrides() {
    return overrides;
  }

  private StreamOverrides changed() {
    StreamOverrides known = overrides;
    if (known == null) {
      known = new StreamOverrides();
      overrides = known;
    }
    return known;
  }

  @Override
  public final void setAddress(boolean source, Address address) {
    Address copy = new Address().set(address);
    if (source) {
      changed().source = copy;
      addressChanged();
    } else {
      changed().destination = copy;
    }
  }

  /** The client's address is another now. */
  protected void addressChanged() {}

  @Override
  public final void change(StreamChange what, long value) {
    switch (what) {
      case LOG_LEVEL -> changed().logLevel = (int) value;
      case SERVER_TIMEOUT -> changed().serverTimeout = value;
      case TUNNEL_TIMEOUT -> changed().tunnelTimeout = value;
      case MARK -> session.client().mark((int) value);
      case TOS -> session.client().trafficClass((int) value);
      case PRIORITY_CLASS -> changed().priorityClass = (int) value;
      case PRIORITY_OFFSET -> changed().priorityOffset = (int) value;
      case L7_RETRIES -> changed().withoutRetries = value == 0;
      case STRICT_REWRITING -> changed().lenientRewriting = value == 0;
      case EXPECT_PROXY -> session.expectProxy();
    }
  }

  @Override
  public final boolean strictRewriting() {
    return overrides == null || !overrides.lenientRewriting;
  }

  @Override
  public final int logLevel() {
    return overrides == null ? (int) StreamOverrides.UNCHANGED : overrides.logLevel;
  }

  /** Whether the request may be sent again after it has reached a server. */
  protected final boolean mayRetryRequest() {
    return overrides == null || !overrides.withoutRetries;
  }

  /** {@code timeout server} of this stream, milliseconds. */
  protected final long serverTimeout(BackendSettings settings) {
    StreamOverrides changed = overrides;
    return changed == null || changed.serverTimeout == StreamOverrides.UNCHANGED
        ? settings.serverTimeout()
        : changed.serverTimeout;
  }

  /** {@code timeout tunnel} of this stream, milliseconds; 0: none. */
  protected final long tunnelTimeout(BackendSettings settings) {
    StreamOverrides changed = overrides;
    return changed == null || changed.tunnelTimeout == StreamOverrides.UNCHANGED
        ? settings.tunnelTimeout()
        : changed.tunnelTimeout;
  }

  @Override
  public final boolean backendAddress(Address into) {
    Connection connection = serverConnection;
    return connection != null && fill(into, connection.localAddress());
  }

  @Override
  public final boolean serverAddress(Address into) {
    Connection connection = serverConnection;
    if (connection != null) {
      return fill(into, connection.peer());
    }
    Server chosen = server;
    return chosen != null && fill(into, ServerPlace.destination(chosen, this));
  }

  private static boolean fill(Address into, @Nullable SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      InetAddress ip = inet.getAddress();
      if (ip == null) {
        return false;
      }
      into.setBytes(ip.getAddress(), inet.getPort());
      return true;
    }
    if (address == null) {
      return false;
    }
    into.setUnix();
    return true;
  }

  @Override
  public final boolean proxied() {
    return session.proxyHeader() != null;
  }

  @Override
  public final boolean proxyAuthority(Slice into) {
    ProxyProtocol.Header header = session.proxyHeader();
    return header != null && filled(header.authority, into);
  }

  @Override
  public final boolean proxyUniqueId(Slice into) {
    ProxyProtocol.Header header = session.proxyHeader();
    return header != null && filled(header.uniqueId, into);
  }

  /** Points at a text, if there is one. */
  protected static boolean filled(byte @Nullable [] text, Slice into) {
    if (text == null) {
      return false;
    }
    into.set(Slice.of(text));
    return true;
  }

  // -- timers

  @Override
  public final long acceptMillis() {
    return session.acceptedWall();
  }

  @Override
  public final long requestMillis() {
    return requestWall;
  }

  @Override
  public final int handshakeTime() {
    return 0;
  }

  @Override
  public final int idleTime() {
    return (int) (requestBeganAt - startedAt);
  }

  @Override
  public final int requestTime() {
    return between(requestBeganAt, requestAt);
  }

  @Override
  public final int queueTime() {
    return between(requestAt == NOT_REACHED ? requestBeganAt : requestAt, queueLeftAt);
  }

  @Override
  public final int connectTime() {
    return between(queueLeftAt, connectedAt);
  }

  @Override
  public int responseTime() {
    return between(connectedAt, responseAt);
  }

  @Override
  public final int totalTime() {
    long end = endedAt == NOT_REACHED ? worker.now() : endedAt;
    return (int) (end - startedAt);
  }

  private static int between(long from, long to) {
    return from == NOT_REACHED || to == NOT_REACHED ? NOT_REACHED : (int) (to - from);
  }

  // -- outcome

  @Override
  public final boolean early() {
    return logsEarly;
  }

  @Override
  public final byte terminationCause() {
    return cause.code();
  }

  @Override
  public final byte terminationPhase() {
    return phase.code();
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

  // -- variables

  private @Nullable Variables transactionVariables(boolean create) {
    if (transactionVariables == null && create) {
      VariableLimits limits = session.tools().variableLimits();
      transactionVariables =
          limits.ofTransaction(limits.areNested() ? session.variables(true) : null);
    }
    return transactionVariables;
  }

  private Variables messageVariables() {
    VariableLimits limits = session.tools().variableLimits();
    return limits.ofMessage(limits.areNested() ? transactionVariables(true) : null);
  }

  /** What a request's variables took counts no longer. */
  private void forgetVariables() {
    if (transactionVariables != null && session.tools().variableLimits().areNested()) {
      if (requestVariables != null) {
        requestVariables.clear();
      }
      if (responseVariables != null) {
        responseVariables.clear();
      }
      transactionVariables.clear();
    }
    transactionVariables = null;
    requestVariables = null;
    responseVariables = null;
  }

  @Override
  public final @Nullable Variables variables(VariableScope scope, boolean create) {
    return switch (scope) {
      case PROC -> session.tools().processVariables();
      case SESS -> session.variables(create);
      case CHECK -> null;
      case TXN -> transactionVariables(create);
      case REQ -> {
        if (requestVariables == null && create) {
          requestVariables = messageVariables();
        }
        yield requestVariables;
      }
      case RES -> {
        if (responseVariables == null && create) {
          responseVariables = messageVariables();
        }
        yield responseVariables;
      }
    };
  }

  /** The response begins: variables of the scope {@code req} end. */
  protected final void endRequestVariables() {
    requestVariables = null;
  }

  @Override
  public final int requestCaptures() {
    return session.frontend().settings().requestCaptures();
  }

  @Override
  public final int responseCaptures() {
    return session.frontend().settings().responseCaptures();
  }

  @Override
  public final void countFailedRewrite() {
    session.frontend().counters(worker).wrew++;
    Backend chosen = backend;
    if (chosen != null) {
      chosen.counters(worker).wrew++;
    }
  }

  @Override
  public final HttpAnswer answerBuffer() {
    return session.tools().answer();
  }

  @Override
  public boolean requestEnded() {
    return session.client().inputEnded();
  }

  @Override
  public boolean responseEnded() {
    Connection connection = serverConnection;
    return connection != null && connection.inputEnded();
  }

  @Override
  public final void lastRule(RulePlace place) {
    lastRule = place;
  }

  @Override
  public final byte @Nullable [] lastRuleFile() {
    RulePlace place = lastRule;
    return place == null ? null : place.file();
  }

  @Override
  public final int lastRuleLine() {
    RulePlace place = lastRule;
    return place == null ? 0 : place.line();
  }
}
