package io.jhaproxy.core.stream;

import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.net.KeepAlive;

/** Proxy settings of the client side and of transport in general. Times are in milliseconds. */
public final class StreamKeys {
  /** {@code bind} lines. */
  public static final ListKey<BindModel> BINDS = ListKey.own("bind");

  /** {@code maxconn} of a frontend or listen; 0 = the process's. */
  public static final SettingKey<Integer> MAXCONN = SettingKey.inherited("maxconn", 0);

  /** {@code backlog}; 0 = maxconn. */
  public static final SettingKey<Integer> BACKLOG = SettingKey.inherited("backlog", 0);

  /** {@code rate-limit sessions} per second; 0 = none. */
  public static final SettingKey<Integer> RATE_LIMIT_SESSIONS =
      SettingKey.inherited("rate-limit sessions", 0);

  /** {@code timeout client}; 0 = none. */
  public static final SettingKey<Long> TIMEOUT_CLIENT = timeout("client");

  /** {@code timeout client-fin}; 0 = timeout client. */
  public static final SettingKey<Long> TIMEOUT_CLIENT_FIN = timeout("client-fin");

  /** {@code timeout tunnel}; 0 = client and server timeouts. */
  public static final SettingKey<Long> TIMEOUT_TUNNEL = timeout("tunnel");

  /** {@code timeout tarpit}; 0 = timeout connect. */
  public static final SettingKey<Long> TIMEOUT_TARPIT = timeout("tarpit");

  /** {@code option clitcpka} or {@code option tcpka}. */
  public static final SettingKey<Boolean> CLITCPKA = option("clitcpka");

  /** {@code clitcpka-cnt}, {@code clitcpka-idle}, {@code clitcpka-intvl}. */
  public static final SettingKey<KeepAlive> CLIENT_PROBES =
      SettingKey.inherited("clitcpka", KeepAlive.SYSTEM);

  /** {@code option nolinger}. */
  public static final SettingKey<Boolean> NOLINGER = option("nolinger");

  /** {@code option tcp-smart-accept}; where nothing is said it holds in HTTP mode. */
  public static final SettingKey<Boolean> SMART_ACCEPT = option("tcp-smart-accept");

  /** {@code option contstats}. */
  public static final SettingKey<Boolean> CONTSTATS = option("contstats");

  /** {@code option socket-stats}. */
  public static final SettingKey<Boolean> SOCKET_STATS = option("socket-stats");

  /** {@code option independent-streams}. */
  public static final SettingKey<Boolean> INDEPENDENT_STREAMS = option("independent-streams");

  private StreamKeys() {}

  private static SettingKey<Long> timeout(String name) {
    return SettingKey.inherited("timeout " + name, 0L);
  }

  private static SettingKey<Boolean> option(String name) {
    return SettingKey.inherited("option " + name, false);
  }
}
