package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.net.KeepAlive;
import java.util.Optional;

/** Proxy settings of the server side. Times are in milliseconds. */
public final class BackendKeys {
  /** {@code server} lines. */
  public static final ListKey<ServerModel> SERVERS = ListKey.own("server");

  /** What {@code default-server} lines said so far. */
  public static final SettingKey<Settings> DEFAULT_SERVER =
      SettingKey.inherited("default-server", Settings.EMPTY);

  /** {@code balance}. */
  public static final SettingKey<BalanceModel> BALANCE =
      SettingKey.inherited("balance", BalanceModel.ROUNDROBIN);

  /** {@code hash-type}, {@code hash-balance-factor}. */
  public static final SettingKey<HashModel> HASH =
      SettingKey.inherited("hash-type", HashModel.DEFAULT);

  /** {@code retries}, {@code retry-on}. */
  public static final SettingKey<RetriesModel> RETRIES =
      SettingKey.inherited("retries", RetriesModel.DEFAULT);

  /**
   * {@code option redispatch [N]}: 0 = never to another server, -1 = only the last retry, N &gt; 0
   * = every Nth retry, N &lt; -1 = the Nth last.
   */
  public static final SettingKey<Integer> REDISPATCH = SettingKey.inherited("option redispatch", 0);

  /** {@code fullconn}; 0 = a tenth of the frontends' maxconn. */
  public static final SettingKey<Integer> FULLCONN = SettingKey.inherited("fullconn", 0);

  /** {@code cookie}. */
  public static final SettingKey<CookieModel> COOKIE =
      SettingKey.inherited("cookie", CookieModel.NONE);

  /** {@code dispatch}. */
  public static final SettingKey<Optional<Address>> DISPATCH =
      SettingKey.own("dispatch", Optional.empty());

  /** {@code source} of the proxy. */
  public static final SettingKey<SourceModel> SOURCE =
      SettingKey.inherited("source", SourceModel.NONE);

  /** {@code timeout connect}; 0 = none. */
  public static final SettingKey<Long> TIMEOUT_CONNECT = timeout("connect");

  /** {@code timeout server}; 0 = none. */
  public static final SettingKey<Long> TIMEOUT_SERVER = timeout("server");

  /** {@code timeout server-fin}; 0 = timeout server. */
  public static final SettingKey<Long> TIMEOUT_SERVER_FIN = timeout("server-fin");

  /** {@code timeout queue}; 0 = timeout connect. */
  public static final SettingKey<Long> TIMEOUT_QUEUE = timeout("queue");

  /** {@code option abortonclose}. */
  public static final SettingKey<Boolean> ABORTONCLOSE = option("abortonclose");

  /** {@code option allbackups}. */
  public static final SettingKey<Boolean> ALLBACKUPS = option("allbackups");

  /** {@code option persist}. */
  public static final SettingKey<Boolean> PERSIST = option("persist");

  /** {@code option tcp-smart-connect}; where nothing is said it holds in HTTP mode. */
  public static final SettingKey<Boolean> SMART_CONNECT = option("tcp-smart-connect");

  /** {@code option srvtcpka} or {@code option tcpka}. */
  public static final SettingKey<Boolean> SRVTCPKA = option("srvtcpka");

  /** {@code srvtcpka-cnt}, {@code srvtcpka-idle}, {@code srvtcpka-intvl}. */
  public static final SettingKey<KeepAlive> SERVER_PROBES =
      SettingKey.inherited("srvtcpka", KeepAlive.SYSTEM);

  /** {@code persist rdp-cookie}: the cookie's name; empty = none. */
  public static final SettingKey<String> PERSIST_RDP =
      SettingKey.inherited("persist rdp-cookie", "");

  /** {@code option transparent}. */
  public static final SettingKey<Boolean> TRANSPARENT = option("transparent");

  /** {@code dynamic-cookie-key}; empty = none. */
  public static final SettingKey<String> DYNAMIC_COOKIE_KEY =
      SettingKey.inherited("dynamic-cookie-key", "");

  /** {@code option prefer-last-server}. */
  public static final SettingKey<Boolean> PREFER_LAST_SERVER = option("prefer-last-server");

  /** {@code max-keep-alive-queue}; -1 = no limit. */
  public static final SettingKey<Integer> MAX_KEEP_ALIVE_QUEUE =
      SettingKey.inherited("max-keep-alive-queue", -1);

  private BackendKeys() {}

  private static SettingKey<Long> timeout(String name) {
    return SettingKey.inherited("timeout " + name, 0L);
  }

  private static SettingKey<Boolean> option(String name) {
    return SettingKey.inherited("option " + name, false);
  }
}
