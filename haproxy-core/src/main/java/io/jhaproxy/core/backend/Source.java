package io.jhaproxy.core.backend;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.AddressText;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where connections to a server come from (manual 4.2 and 5.2, {@code source}). Addresses that are
 * not this machine's are bound with IP_TRANSPARENT, which needs CAP_NET_ADMIN. Safe for all
 * workers.
 */
public final class Source {
  /** The system chooses. */
  public static final Source SYSTEM = new Source(Kind.FIXED, null, 0, 0, null);

  private final Kind kind;
  private final @Nullable SocketAddress address;
  private final int firstPort;
  private final int ports;
  private final @Nullable HashKey header;
  private final AtomicInteger next = new AtomicInteger();

  /** Whose address it is. */
  public enum Kind {
    /** One of this machine's. */
    FIXED,
    /** {@code usesrc ADDR[:PORT]}: any. */
    FOREIGN,
    /** {@code usesrc client}: the client's, with its port. */
    CLIENT,
    /** {@code usesrc clientip}: the client's, with another port. */
    CLIENT_ADDRESS,
    /** {@code usesrc hdr_ip(NAME[,OCCURRENCE])}: one that a header field names. */
    HEADER
  }

  /**
   * Makes a source.
   *
   * @param address of FIXED and FOREIGN; null for the system's choice
   * @param firstPort first port of a range of FIXED
   * @param ports how many ports the range has; 0 for no range
   * @param header finds the field's value, of HEADER
   */
  public Source(
      Kind kind,
      @Nullable SocketAddress address,
      int firstPort,
      int ports,
      @Nullable HashKey header) {
    this.kind = kind;
    this.address = address;
    this.firstPort = firstPort;
    this.ports = ports;
    this.header = header;
  }

  /**
   * Whether connections come from the same places; one that asks a header field is like no other.
   */
  boolean isLike(Source other) {
    return this == other
        || (kind == other.kind
            && Objects.equals(address, other.address)
            && firstPort == other.firstPort
            && ports == other.ports
            && header == null
            && other.header == null);
  }

  /** Whether the addresses need not be this machine's. */
  public boolean isForeign() {
    return kind != Kind.FIXED;
  }

  /** How many addresses may be tried for one connection until one is free. */
  public int choices() {
    return Math.max(1, ports);
  }

  /** Whether each client has another. */
  public boolean isClients() {
    return kind == Kind.CLIENT || kind == Kind.CLIENT_ADDRESS || kind == Kind.HEADER;
  }

  /** The address for the next connection of a stream; null for the system's choice. */
  public @Nullable SocketAddress next(BalanceKey stream) {
    return switch (kind) {
      case FIXED -> ports == 0 ? address : fromRange();
      case FOREIGN -> address;
      case CLIENT -> stream.clientAddress();
      case CLIENT_ADDRESS -> withoutPort(stream.clientAddress());
      case HEADER -> named(stream);
    };
  }

  private @Nullable SocketAddress fromRange() {
    int port = firstPort + Integer.remainderUnsigned(next.getAndIncrement(), ports);
    return address instanceof InetSocketAddress inet
        ? new InetSocketAddress(inet.getAddress(), port)
        : address;
  }

  private static SocketAddress withoutPort(SocketAddress client) {
    return client instanceof InetSocketAddress inet
        ? new InetSocketAddress(inet.getAddress(), 0)
        : client;
  }

  private @Nullable SocketAddress named(BalanceKey stream) {
    HashKey field = header;
    SampleContext request = stream.samples();
    Sample value = new Sample();
    Address parsed = new Address();
    if (field == null
        || request == null
        || !field.find(request, value)
        || !AddressText.parse(value.bytes, parsed)) {
      return null;
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(parsed.bytes()), 0);
    } catch (UnknownHostException impossible) {
      return null;
    }
  }
}
