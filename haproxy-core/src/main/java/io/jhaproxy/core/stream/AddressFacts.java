package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.Namespaces;
import io.jhaproxy.core.net.NetworkNamespace;
import io.jhaproxy.core.net.ProxyProtocol;
import io.jhaproxy.core.rule.RuleText;
import io.jhaproxy.core.rule.StreamChange;
import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Slice;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The addresses of a stream, and what rules have changed of them and of other settings. */
abstract class AddressFacts extends ProxyFacts {
  private @Nullable StreamOverrides overrides;

  /** Our address towards a server whose connection was closed. */
  private @Nullable SocketAddress lastLocal;

  private byte @Nullable [] uniqueId;

  AddressFacts(Session session) {
    super(session);
  }

  /** The network namespace of the client; null: the process's own. */
  final @Nullable NetworkNamespace clientNamespace() {
    Namespaces.Named known = session.namespace();
    return known == null ? null : known.place();
  }

  @Override
  protected void forgetFacts() {
    super.forgetFacts();
    overrides = null;
    lastLocal = null;
    uniqueId = null;
  }

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
      case EXPECT_NETSCALER -> session.expectNetScaler();
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
    return fill(into, connection == null ? lastLocal : connection.localAddress());
  }

  /** A connection to a server is about to be closed; log lines still tell from where it came. */
  protected final void noteAddress(Connection connection) {
    lastLocal = connection.localAddress();
  }

  /** Whether that is known of the stream which its id is made of. */
  protected boolean isIdentified() {
    return true;
  }

  @Override
  public final boolean uniqueId(Slice into) {
    RuleText format = session.frontend().rules().uniqueId();
    if (format == null || !isIdentified()) {
      return false;
    }
    if (uniqueId == null) {
      uniqueId = format.bytes(this);
    }
    return filled(uniqueId, into);
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
}
