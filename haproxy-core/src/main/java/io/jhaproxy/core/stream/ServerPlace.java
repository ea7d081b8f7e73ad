package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Destination;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.Source;
import io.jhaproxy.core.net.NetworkNamespace;
import io.jhaproxy.core.sample.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * What tells the connections of a server from each other whose place is not the same for all
 * clients ({@code server s 0.0.0.0}, {@code source ... usesrc}): those with equal ends may serve
 * the same requests.
 *
 * @param destination the server's end
 * @param source this end, or null for the system's choice
 * @param namespace the network namespace of both, or null for the server's own
 */
public record ServerPlace(
    SocketAddress destination,
    @Nullable SocketAddress source,
    @Nullable NetworkNamespace namespace) {
  /** The place for a stream's connections; null for a server that has one for all. */
  static @Nullable ServerPlace of(Server server, QueuedStream stream) {
    if (server.isShareable()) {
      return null;
    }
    Source source = server.source();
    return new ServerPlace(
        destination(server, stream),
        source.isClients() ? source.next(stream) : null,
        server.inClientsNamespace() ? stream.clientNamespace() : null);
  }

  /** Where a connection to the server goes for a stream. */
  static SocketAddress destination(Server server, AddressFacts stream) {
    Destination how = server.destination();
    SocketAddress configured = server.address();
    if (how.isConfigured() || !(configured instanceof InetSocketAddress own)) {
      return configured;
    }
    Address client = new Address();
    if (!stream.frontendAddress(client)
        || !(of(client, configured) instanceof InetSocketAddress wanted)) {
      return configured;
    }
    return new InetSocketAddress(
        how.clientsAddress() ? wanted.getAddress() : own.getAddress(),
        how.clientsPort() ? (wanted.getPort() + how.portOffset()) & 0xffff : own.getPort());
  }

  /** An address as the socket layer wants it. */
  static SocketAddress of(Address address, SocketAddress otherwise) {
    byte[] bytes = address.bytes();
    try {
      return bytes.length == 0
          ? otherwise
          : new InetSocketAddress(InetAddress.getByAddress(bytes), address.port());
    } catch (UnknownHostException impossible) {
      return otherwise;
    }
  }
}
