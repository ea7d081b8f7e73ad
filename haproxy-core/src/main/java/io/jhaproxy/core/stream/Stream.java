package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.stick.StickRules;
import io.jhaproxy.core.stick.StickStores;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One request or tunnel of a client and its way to a server. Admission and the rules that choose a
 * server are here; {@link QueuedStream} and {@link ConnectedStream} are the way. What is done with
 * the connected server is up to the subclass.
 */
public abstract class Stream extends ConnectedStream {
  private @Nullable StickStores stores;

  /** A stream of a client that was just accepted. */
  protected Stream(Session session) {
    super(session);
  }

  @Override
  public final Worker worker() {
    return worker;
  }

  @Override
  public final SocketAddress clientAddress() {
    StreamOverrides changed = overrides();
    return changed == null || changed.source == null
        ? session.source()
        : ServerPlace.of(changed.source, session.source());
  }

  @Override
  public final SampleContext samples() {
    return this;
  }

  // -- admission

  /** The client is let in: its stream begins. */
  protected abstract void admitted();

  /** Takes the client past connection rules, PROXY header and session rules, or away. */
  protected final void admit() {
    FrontendRules rules = session.frontend().rules();
    if (!rules.connection().isEmpty()) {
      Verdict verdict = rules.connection().evaluate(this);
      if (verdict != Verdict.CONTINUE) {
        if (verdict == Verdict.DROPPED) {
          session.client().abandon();
        }
        session.reject();
        return;
      }
    }
    if (session.expectsProxy()) {
      new ProxyHeaderReader(session, this, false, this::admitBehindProxy).start();
    } else {
      admitBehindProxy();
    }
  }

  private void admitBehindProxy() {
    if (session.expectsNetScaler()) {
      new ProxyHeaderReader(session, this, true, this::admitSession).start();
    } else {
      admitSession();
    }
  }

  private void admitSession() {
    RuleSet rules = session.frontend().rules().session();
    if (!rules.isEmpty() && rules.evaluate(this) != Verdict.CONTINUE) {
      session.refuse();
    } else {
      session.admitted();
      admitted();
    }
  }

  /** Applies the backend's rules about persistence, then those that choose a server. */
  protected final void applyServerRules(ServerSideRules rules) {
    for (int i = 0; i < rules.persistence().size(); i++) {
      ServerSideRules.PersistenceRule rule = rules.persistence().get(i);
      if (rule.condition().holds(this)) {
        forcesPersistence = rule.force();
        ignoresPersistence = !rule.force();
        break;
      }
    }
    Server wanted = rules.servers().choose(this);
    if (wanted != null && (wanted.acceptsPersistent() || forcesPersistence || triesDownServers())) {
      boundServer = wanted;
    }
    if (boundServer == null
        && backend instanceof StreamBackend ruled
        && ruled.rdpPersistence() != null) {
      boundServer = ruled.rdpPersistence().find(ruled, this, triesDownServers());
    }
  }

  /** Applies the backend's stick lines: an entry may lead to a server, keys may be kept. */
  protected final void applyStickRules(ServerSideRules rules) {
    StickRules stick = rules.stick();
    StickStores keys = stores;
    if (stick.isEmpty()) {
      if (keys != null) {
        keys.clear();
      }
      return;
    }
    if (keys == null) {
      keys = new StickStores();
      stores = keys;
    }
    keys.clear();
    boolean any = forcesPersistence || triesDownServers();
    Server found = stick.request(this, chosenBackend(), keys, boundServer != null, any);
    if (found != null) {
      boundServer = found;
    }
  }

  /** The server has answered, or is connected where nothing is asked: tables remember it. */
  protected final void storeServer() {
    StickStores keys = stores;
    Server target = server;
    if (keys != null && target != null) {
      serverSideRules().stick().response(this, keys);
      keys.store(target);
    }
  }

  private boolean triesDownServers() {
    return chosenBackend().settings().persist();
  }

  /** The rules of the backend, which must have been entered. */
  protected final ServerSideRules serverSideRules() {
    return chosenBackend() instanceof StreamBackend ruled ? ruled.rules() : ServerSideRules.NONE;
  }

  @Override
  public final void failed(Connection connection) {
    session.fail();
  }
}
