package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.SettingKey;

/** Parameters of {@code server} and {@code default-server} lines (manual 5.2), checks excepted. */
public final class ServerKeys {
  /** {@code weight}, 0-256. */
  public static final SettingKey<Integer> WEIGHT = SettingKey.inherited("weight", 1);

  /** {@code backup}. */
  public static final SettingKey<Boolean> BACKUP = SettingKey.inherited("backup", false);

  /** {@code disabled}: starts in maintenance. */
  public static final SettingKey<Boolean> DISABLED = SettingKey.inherited("disabled", false);

  /** {@code id}; 0 = assigned. */
  public static final SettingKey<Integer> ID = SettingKey.own("id", 0);

  /** {@code maxconn}; 0 = unlimited. */
  public static final SettingKey<Integer> MAXCONN = SettingKey.inherited("maxconn", 0);

  /** {@code minconn}; 0 = no dynamic limit. */
  public static final SettingKey<Integer> MINCONN = SettingKey.inherited("minconn", 0);

  /** {@code maxqueue}; 0 = unlimited. */
  public static final SettingKey<Integer> MAXQUEUE = SettingKey.inherited("maxqueue", 0);

  /** {@code cookie} value; empty = none. */
  public static final SettingKey<String> COOKIE = SettingKey.own("cookie", "");

  /** {@code send-proxy}, {@code send-proxy-v2}: the version; 0 = none. */
  public static final SettingKey<Integer> SEND_PROXY = SettingKey.inherited("send-proxy", 0);

  /** {@code proxy-v2-options} as written; empty = none. */
  public static final SettingKey<String> PROXY_OPTIONS =
      SettingKey.inherited("proxy-v2-options", "");

  /** {@code slowstart}, milliseconds; 0 = none. */
  public static final SettingKey<Long> SLOWSTART = SettingKey.inherited("slowstart", 0L);

  /** {@code redir} prefix; empty = none. */
  public static final SettingKey<String> REDIR = SettingKey.own("redir", "");

  /** {@code on-marked-down}. */
  public static final SettingKey<OnMarkedDown> ON_MARKED_DOWN =
      SettingKey.inherited("on-marked-down", OnMarkedDown.NONE);

  /** {@code on-marked-up shutdown-backup-sessions}. */
  public static final SettingKey<Boolean> SHUTDOWN_BACKUP_SESSIONS =
      SettingKey.inherited("on-marked-up", false);

  /** {@code source}. */
  public static final SettingKey<SourceModel> SOURCE =
      SettingKey.inherited("source", SourceModel.NONE);

  /** {@code tfo}. */
  public static final SettingKey<Boolean> TFO = SettingKey.inherited("tfo", false);

  /** {@code tcp-ut}, milliseconds; 0 = system. */
  public static final SettingKey<Long> TCP_USER_TIMEOUT = SettingKey.inherited("tcp-ut", 0L);

  /** {@code socks4} address; empty = none. */
  public static final SettingKey<String> SOCKS4 = SettingKey.inherited("socks4", "");

  /** {@code namespace}; empty = the process's own, {@code *} = the client's. */
  public static final SettingKey<String> NAMESPACE = SettingKey.inherited("namespace", "");

  /** The value of {@link #NAMESPACE} that stands for the client's. */
  public static final String CLIENTS_NAMESPACE = "*";

  /** {@code log-proto octet-count}. */
  public static final SettingKey<Boolean> OCTET_COUNT = SettingKey.inherited("log-proto", false);

  /** {@code track [BACKEND/]SERVER}; empty = none. */
  public static final SettingKey<String> TRACK = SettingKey.inherited("track", "");

  /** {@code init-addr} as written; empty = {@code last,libc}. */
  public static final SettingKey<String> INIT_ADDR = SettingKey.inherited("init-addr", "");

  /** {@code resolvers} section; empty = none. */
  public static final SettingKey<String> RESOLVERS = SettingKey.inherited("resolvers", "");

  /** {@code pool-max-conn}; -1 = unlimited. */
  public static final SettingKey<Integer> POOL_MAX_CONN = SettingKey.inherited("pool-max-conn", -1);

  /** {@code pool-low-conn}. */
  public static final SettingKey<Integer> POOL_LOW_CONN = SettingKey.inherited("pool-low-conn", 0);

  /** {@code pool-purge-delay}, milliseconds. */
  public static final SettingKey<Long> POOL_PURGE_DELAY =
      SettingKey.inherited("pool-purge-delay", 5000L);

  /** {@code max-reuse}; -1 = unlimited. */
  public static final SettingKey<Integer> MAX_REUSE = SettingKey.inherited("max-reuse", -1);

  /** {@code non-stick}: stick tables never remember the server. */
  public static final SettingKey<Boolean> NON_STICK = SettingKey.inherited("non-stick", false);

  /** What happens to a server's sessions when it goes down. */
  public enum OnMarkedDown {
    NONE,
    SHUTDOWN_SESSIONS
  }

  private ServerKeys() {}
}
