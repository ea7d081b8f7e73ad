package io.jhaproxy.core.stream;

import io.jhaproxy.core.config.SettingKey;

/** Parameters of a {@code bind} line (manual 5.1). */
public final class BindKeys {
  /** {@code name}; empty = {@code sock-N} in messages and statistics. */
  public static final SettingKey<String> NAME = SettingKey.own("name", "");

  /** {@code id}; 0 = assigned. */
  public static final SettingKey<Integer> ID = SettingKey.own("id", 0);

  /** {@code maxconn} of the listener; 0 = unlimited. */
  public static final SettingKey<Integer> MAXCONN = SettingKey.own("maxconn", 0);

  /** {@code backlog}; 0 = the proxy's. */
  public static final SettingKey<Integer> BACKLOG = SettingKey.own("backlog", 0);

  /** {@code expose-fd listeners}, of stats sockets. */
  public static final SettingKey<Boolean> EXPOSE_LISTENERS = SettingKey.own("expose-fd", false);

  /** {@code nice}, -1024 to 1024. */
  public static final SettingKey<Integer> NICE = SettingKey.own("nice", 0);

  /** {@code interface}: SO_BINDTODEVICE; empty = none. */
  public static final SettingKey<String> INTERFACE = SettingKey.own("interface", "");

  /** {@code mss}: TCP_MAXSEG; 0 = system. */
  public static final SettingKey<Integer> MSS = SettingKey.own("mss", 0);

  /** {@code tcp-ut}: TCP_USER_TIMEOUT in milliseconds; 0 = system. */
  public static final SettingKey<Long> TCP_USER_TIMEOUT = SettingKey.own("tcp-ut", 0L);

  /** {@code transparent}. */
  public static final SettingKey<Boolean> TRANSPARENT = SettingKey.own("transparent", false);

  /** {@code v4v6}. */
  public static final SettingKey<Boolean> V4V6 = SettingKey.own("v4v6", false);

  /** {@code v6only}. */
  public static final SettingKey<Boolean> V6ONLY = SettingKey.own("v6only", false);

  /** {@code accept-proxy}. */
  public static final SettingKey<Boolean> ACCEPT_PROXY = SettingKey.own("accept-proxy", false);

  /** {@code accept-netscaler-cip}: the number that its header begins with; 0 = no header. */
  public static final SettingKey<Integer> NETSCALER_MAGIC =
      SettingKey.own("accept-netscaler-cip", 0);

  /** {@code defer-accept}. */
  public static final SettingKey<Boolean> DEFER_ACCEPT = SettingKey.own("defer-accept", false);

  /** {@code tfo}. */
  public static final SettingKey<Boolean> TFO = SettingKey.own("tfo", false);

  /** {@code mode}: permissions of a unix socket, octal value; -1 = umask. */
  public static final SettingKey<Integer> UNIX_MODE = SettingKey.own("mode", -1);

  /** {@code user} or {@code uid} of a unix socket; empty = the process's. */
  public static final SettingKey<String> UNIX_USER = SettingKey.own("user", "");

  /** {@code group} or {@code gid} of a unix socket; empty = the process's. */
  public static final SettingKey<String> UNIX_GROUP = SettingKey.own("group", "");

  /** {@code level} of a stats socket: user, operator or admin. */
  public static final SettingKey<String> LEVEL = SettingKey.own("level", "operator");

  /** {@code severity-output} of a stats socket: none, number or string. */
  public static final SettingKey<String> SEVERITY = SettingKey.own("severity-output", "none");

  /** {@code namespace}; empty = the process's own. */
  public static final SettingKey<String> NAMESPACE = SettingKey.own("namespace", "");

  private BindKeys() {}
}
