package io.jhaproxy.core.config;

/** An address as the configuration names it (manual, "bind", "server", "log"); not yet resolved. */
public sealed interface Address {
  /** Which IP versions a host name or wildcard stands for. */
  enum Family {
    ANY,
    IPV4,
    IPV6
  }

  /** How the port is given. */
  enum PortKind {
    /** No port. */
    NONE,
    /** One port. */
    FIXED,
    /** {@code first-last}. */
    RANGE,
    /** {@code +N} or {@code -N}: the client's destination port plus {@code port}. */
    RELATIVE
  }

  /**
   * An IP address or host name with a port.
   *
   * @param family restriction to IPv4 or IPv6, from the {@code ipv4@}, {@code ipv6@} prefixes
   * @param host literal address without brackets, or a name; empty for the wildcard ({@code *},
   *     nothing)
   * @param portKind how {@code port} is meant
   * @param port the port, the first one of a range, or the signed offset
   * @param lastPort the last port of a range, otherwise {@code port}
   * @param datagram whether {@code udp@} was given
   */
  record Inet(
      Family family, String host, PortKind portKind, int port, int lastPort, boolean datagram)
      implements Address {
    /** The same with another host. */
    public Inet withHost(String other) {
      return new Inet(family, other, portKind, port, lastPort, datagram);
    }

    /** Whether this is the wildcard address, under any spelling. */
    public boolean isWildcard() {
      return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }
  }

  /**
   * A unix socket in the file system.
   *
   * @param path the path, {@code unix-bind prefix} not yet applied
   */
  record Unix(String path) implements Address {}

  /**
   * A Linux abstract unix socket.
   *
   * @param name without the leading zero byte
   */
  record Abstract(String name) implements Address {}

  /**
   * An inherited file descriptor: already bound and listening (bind), or open for writing (log).
   *
   * @param fd its number
   */
  record Descriptor(int fd) implements Address {}

  /**
   * An inherited socket pair over which connections are passed ({@code sockpair@}).
   *
   * @param fd its number
   */
  record SocketPair(int fd) implements Address {}
}
