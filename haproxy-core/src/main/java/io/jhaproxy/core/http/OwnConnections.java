package io.jhaproxy.core.http;

import io.jhaproxy.core.backend.Affinity;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ConnectionHandler;
import io.jhaproxy.core.sample.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The idle server connections that are for one client alone, and the server that its next request
 * stays with for their sake (manual 4.2, {@code option prefer-last-server}). A connection on which
 * the server sends anything or hangs up is closed. On the client's worker.
 */
final class OwnConnections implements ConnectionHandler {
  private static final byte[] WWW_AUTHENTICATE = KnownFields.ascii("www-authenticate");
  private static final byte[] PROXY_AUTHENTICATE = KnownFields.ascii("proxy-authenticate");

  /** Logins that hold for the connection, not for the request. */
  private static final byte[][] OF_CONNECTIONS = {
    KnownFields.ascii("negotiate"), KnownFields.ascii("ntlm")
  };

  private final List<Connection> connections = new ArrayList<>(0);
  private final List<Server> servers = new ArrayList<>(0);
  private final Slice value = new Slice();
  private boolean challenged;

  /** Keeps a connection for the client's next request to that server. */
  void give(Connection connection, Server server) {
    int reuses = server.settings().maxReuse();
    if (connection.hangUpSeen()
        || connection.outputShut()
        || (reuses >= 0 && connection.countUse() > reuses)
        || !server.acceptsPersistent()) {
      connection.close();
      return;
    }
    connection.handler(this);
    connections.add(connection);
    servers.add(server);
  }

  /** The connection to a server that is still open, or null; the caller must set its handler. */
  @Nullable Connection take(Server server) {
    for (int i = 0; i < connections.size(); i++) {
      if (servers.get(i) == server) {
        Connection connection = remove(i);
        i--;
        if (!connection.isClosed() && !connection.hangUpSeen()) {
          return connection;
        }
        connection.close();
      }
    }
    return null;
  }

  private Connection remove(int index) {
    servers.remove(index);
    return connections.remove(index);
  }

  /** The server that the next request stays with, or null if the algorithm chooses. */
  @Nullable Server preferred(HttpBackend backend) {
    if (connections.isEmpty() || backend.balancer().isDeterministic()) {
      return null;
    }
    Affinity affinity = backend.affinity();
    for (int i = 0; i < connections.size(); i++) {
      Server server = servers.get(i);
      if (server.backend() == backend
          && server.isUsable()
          && server.isListed()
          && affinity.keeps(server, challenged)) {
        return server;
      }
    }
    return null;
  }

  /** Whether a response begins a login that holds for the server's connection. */
  boolean isLogin(HttpHead response) {
    if (response.status != 401 && response.status != 407) {
      return false;
    }
    byte[] name = response.status == 401 ? WWW_AUTHENTICATE : PROXY_AUTHENTICATE;
    for (int i = response.find(name, 0); i >= 0; i = response.find(name, i + 1)) {
      response.value(i, value);
      if (namesSuchLogin()) {
        challenged = true;
        return true;
      }
    }
    return false;
  }

  /** Whether an element of the list begins with the name of such a login. */
  private boolean namesSuchLogin() {
    boolean begins = true;
    for (int at = 0; at < value.length(); at++) {
      int c = value.at(at);
      if (begins && c != ' ' && c != '\t') {
        for (byte[] scheme : OF_CONNECTIONS) {
          if (startsWith(at, scheme)) {
            return true;
          }
        }
        begins = false;
      }
      begins |= c == ',';
    }
    return false;
  }

  private boolean startsWith(int at, byte[] lowerCase) {
    if (value.length() - at < lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      if (Bytes.lower((byte) value.at(at + i)) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The client went over to another configuration: connections are kept where it has the server.
   */
  void goOver() {
    for (int i = servers.size() - 1; i >= 0; i--) {
      Server before = servers.get(i);
      Server next = before.successor();
      if (next != null && next.sharesConnections(before)) {
        servers.set(i, next);
      } else {
        remove(i).close();
      }
    }
  }

  /** Closes all: the client has gone. */
  void close() {
    while (!connections.isEmpty()) {
      remove(connections.size() - 1).close();
    }
  }

  @Override
  public void readable(Connection connection) {
    int index = connections.indexOf(connection);
    if (index >= 0) {
      remove(index);
    }
    connection.close();
  }

  @Override
  public void writable(Connection connection) {}
}
