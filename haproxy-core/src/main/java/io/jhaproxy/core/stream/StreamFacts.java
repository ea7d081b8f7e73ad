package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.rule.HttpAnswer;
import io.jhaproxy.core.rule.RulePlace;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stream: its times and how it ended, on top of what {@link ProxyFacts}, {@link
 * AddressFacts} and {@link VariableFacts} know. Samples, rules and log lines read it. The ways of a
 * stream are in {@link Stream}; the parts that only HTTP has answer here as for TCP.
 */
abstract class StreamFacts extends VariableFacts {
  private @Nullable RulePlace lastRule;

  /** A timer whose phase was not reached. */
  protected static final int NOT_REACHED = -1;

  /** The server that a cookie or a rule leads to, or null: the algorithm chooses. */
  protected @Nullable Server boundServer;

  protected boolean boundByCookie;
  protected boolean forcesPersistence;
  protected boolean ignoresPersistence;
  protected Cause cause = Cause.NONE;
  protected Phase phase = Phase.NONE;

  /** Worker milliseconds at which phases ended; {@link #NOT_REACHED} before. */
  protected long startedAt;

  protected long requestBeganAt;
  protected long requestAt = NOT_REACHED;
  protected long queueLeftAt = NOT_REACHED;
  protected long connectedAt = NOT_REACHED;
  protected long responseAt = NOT_REACHED;
  protected long endedAt = NOT_REACHED;

  protected long requestWall;
  protected boolean logsEarly;

  StreamFacts(Session session) {
    super(session);
    this.startedAt = session.acceptedAt();
    this.requestBeganAt = startedAt;
    this.requestWall = session.acceptedWall();
  }

  @Override
  protected void forgetFacts() {
    super.forgetFacts();
    lastRule = null;
    boundServer = null;
    boundByCookie = false;
    forcesPersistence = false;
    ignoresPersistence = false;
    cause = Cause.NONE;
    phase = Phase.NONE;
    requestAt = NOT_REACHED;
    queueLeftAt = NOT_REACHED;
    connectedAt = NOT_REACHED;
    responseAt = NOT_REACHED;
    endedAt = NOT_REACHED;
    logsEarly = false;
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
    return session.frontend().settings().logAsap();
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
