package io.jhaproxy.core.log;

import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.grammar.source.Location;
import java.util.ArrayList;
import java.util.List;

/** Settings of logs, in proxies and in the global section. */
public final class LogKeys {
  /** {@code log} lines, of the global section or of a proxy. */
  public static final ListKey<LogTarget> TARGETS = ListKey.inherited("log");

  /**
   * {@code log-format}, or the name of a built-in one: {@link #HTTPLOG}, {@link #TCPLOG}, {@link
   * #CLFLOG}, {@link #HTTPSLOG}; empty = HAProxy's default ("Connect from ...").
   */
  public static final SettingKey<String> FORMAT = SettingKey.inherited("log-format", "");

  /** The keyword that gave {@link #FORMAT}; not inherited. */
  static final SettingKey<String> FORMAT_SOURCE = SettingKey.own("log format's keyword", "");

  /** Where {@link #FORMAT} was given. */
  public static final SettingKey<Location> FORMAT_LOCATION =
      SettingKey.inherited("log-format line", Location.NOWHERE);

  /** Value of {@link #FORMAT} for {@code option httplog}. */
  public static final String HTTPLOG = "\0httplog";

  /** Value of {@link #FORMAT} for {@code option tcplog}. */
  public static final String TCPLOG = "\0tcplog";

  /** Value of {@link #FORMAT} for {@code option httplog clf}. */
  public static final String CLFLOG = "\0clflog";

  /** Value of {@link #FORMAT} for {@code option httpslog}. */
  public static final String HTTPSLOG = "\0httpslog";

  /** {@code log-format-sd}; empty = none. */
  public static final SettingKey<String> FORMAT_SD = SettingKey.inherited("log-format-sd", "");

  /** {@code error-log-format}; empty = none. */
  public static final SettingKey<String> ERROR_FORMAT =
      SettingKey.inherited("error-log-format", "");

  /** {@code log-tag}, proxy or global; empty = the program's name. */
  public static final SettingKey<String> TAG = SettingKey.inherited("log-tag", "");

  /** {@code log-send-hostname} (global); "\0" = no host name is sent, empty = the system's. */
  public static final SettingKey<String> SEND_HOSTNAME = SettingKey.own("log-send-hostname", "\0");

  /** {@code option dontlognull}. */
  public static final SettingKey<Boolean> DONTLOGNULL = option("dontlognull");

  /** {@code option dontlog-normal}. */
  public static final SettingKey<Boolean> DONTLOG_NORMAL = option("dontlog-normal");

  /** {@code option logasap}. */
  public static final SettingKey<Boolean> LOGASAP = option("logasap");

  /** {@code option log-separate-errors}. */
  public static final SettingKey<Boolean> LOG_SEPARATE_ERRORS = option("log-separate-errors");

  /** {@code option log-health-checks}. */
  public static final SettingKey<Boolean> LOG_HEALTH_CHECKS = option("log-health-checks");

  private LogKeys() {}

  /**
   * A proxy's targets with {@code log global} replaced by the global section's lines. Said twice,
   * as by a defaults section and again by the proxy, it counts once; other lines add up.
   */
  public static List<LogTarget> targets(Settings proxy, Settings global) {
    List<LogTarget> targets = new ArrayList<>();
    boolean globalTaken = false;
    for (LogTarget target : proxy.list(TARGETS)) {
      if (target.kind() == LogTarget.Kind.GLOBAL) {
        if (!globalTaken) {
          targets.addAll(global.list(TARGETS));
        }
        globalTaken = true;
      } else {
        targets.add(target);
      }
    }
    return targets;
  }

  private static SettingKey<Boolean> option(String name) {
    return SettingKey.inherited("option " + name, false);
  }
}
