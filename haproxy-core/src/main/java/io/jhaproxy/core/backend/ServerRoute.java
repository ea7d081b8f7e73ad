package io.jhaproxy.core.backend;

import io.jhaproxy.core.net.SocketOptions;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server is by its configuration, and how connections to it are made. Everything is set
 * before traffic begins; workers read.
 */
public abstract class ServerRoute {
  private final ServerSettings settings;
  private final byte[] nameBytes;
  private volatile byte @Nullable [] cookie;
  private volatile SendProxy sendProxy = SendProxy.NONE;
  private volatile Destination destination = Destination.CONFIGURED;
  private volatile Source source = Source.SYSTEM;
  private volatile boolean inClientsNamespace;
  private volatile @Nullable SocketAddress socks4;
  private volatile byte @Nullable [] redirect;
  private volatile boolean endsOwnSessions;
  private volatile boolean endsBackupSessions;
  private volatile @Nullable ServerObserver observer;

  ServerRoute(ServerSettings settings) {
    this.settings = settings;
    this.nameBytes = settings.name().getBytes(StandardCharsets.UTF_8);
    String value = settings.cookie();
    this.cookie = value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether connections are made in the same way. */
  final boolean hasRouteOf(ServerRoute other) {
    return source.isLike(other.source)
        && sendProxy.equals(other.sendProxy)
        && destination.equals(other.destination)
        && inClientsNamespace == other.inClientsNamespace
        && Objects.equals(socks4, other.socks4)
        && socketOptions().equals(other.socketOptions());
  }

  /** Name within the backend. */
  public final String name() {
    return settings.name();
  }

  /** The name as bytes, for log lines and samples. */
  public final byte[] nameBytes() {
    return nameBytes;
  }

  /** What the configuration says. */
  public final ServerSettings settings() {
    return settings;
  }

  /** The weight of the configuration, 0 to 256. */
  public final int initialWeight() {
    return settings.weight();
  }

  /** Options for sockets to this server. */
  public final SocketOptions socketOptions() {
    return settings.socketOptions();
  }

  /** Value of the persistence cookie (do not modify), or null. */
  public final byte @Nullable [] cookie() {
    return cookie;
  }

  /** Changes the value of the persistence cookie; null for none. */
  final void cookie(@Nullable String value) {
    cookie = value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The PROXY header ahead of its connections. */
  public final SendProxy sendProxy() {
    return sendProxy;
  }

  /** Sets the PROXY header ahead of its connections; before traffic begins. */
  public final void sendProxy(SendProxy header) {
    sendProxy = header;
  }

  /** How far its address is the client's. */
  public final Destination destination() {
    return destination;
  }

  /** Sets how far its address is the client's; before traffic begins. */
  public final void destination(Destination where) {
    destination = where;
  }

  /** Where its connections come from. */
  public final Source source() {
    return source;
  }

  /** Sets where its connections come from; before traffic begins. */
  public final void source(Source where) {
    source = where;
  }

  /** Whether it is reached from the client's network namespace ({@code namespace *}). */
  public final boolean inClientsNamespace() {
    return inClientsNamespace;
  }

  /** Sets whether it is reached from the client's network namespace; before traffic begins. */
  public final void inClientsNamespace(boolean there) {
    inClientsNamespace = there;
  }

  /** The SOCKS4 proxy through which it is reached, or null. */
  public final @Nullable SocketAddress socks4() {
    return socks4;
  }

  /** Sets the SOCKS4 proxy through which it is reached; before traffic begins. */
  public final void socks4(@Nullable SocketAddress proxy) {
    socks4 = proxy;
  }

  /** Where clients with a GET or HEAD request are sent instead (do not modify), or null. */
  public final byte @Nullable [] redirect() {
    return redirect;
  }

  /** Sets the beginning of the address to which clients are sent; before traffic begins. */
  public final void redirect(String prefix) {
    redirect = prefix.isEmpty() ? null : prefix.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Sets whose sessions end when it goes down or comes up; before traffic begins.
   *
   * @param endsOwn its own when it goes down
   * @param endsBackups those of all backup servers when it comes up
   */
  public final void onMarked(boolean endsOwn, boolean endsBackups) {
    this.endsOwnSessions = endsOwn;
    this.endsBackupSessions = endsBackups && !settings.backup();
  }

  /** Whether its sessions end when it goes down ({@code on-marked-down}). */
  public final boolean endsOwnSessions() {
    return endsOwnSessions;
  }

  /** Whether the sessions of backup servers end when it comes up ({@code on-marked-up}). */
  public final boolean endsBackupSessions() {
    return endsBackupSessions;
  }

  /** Who judges it by its traffic, or null. */
  public final @Nullable ServerObserver observer() {
    return observer;
  }

  /** Sets who judges it by its traffic; before traffic begins. */
  public final void observer(ServerObserver judge) {
    observer = judge;
  }
}
