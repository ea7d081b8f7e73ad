package io.jhaproxy.core.check;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.SettingKey;
import java.util.List;
import java.util.Optional;

/** Settings of health checks: of proxies first, of server lines after. Times in milliseconds. */
public final class CheckKeys {
  /** Which check the {@code option} lines chose. */
  public static final SettingKey<CheckMethod> METHOD =
      SettingKey.inherited("check method", CheckMethod.CONNECT);

  /** {@code option httpchk}'s arguments. */
  public static final SettingKey<HttpCheckRequest> HTTPCHK =
      SettingKey.inherited("option httpchk", HttpCheckRequest.DEFAULT);

  /** Arguments of mysql-check, smtpchk and the like, as written. */
  public static final SettingKey<List<String>> METHOD_ARGUMENTS =
      SettingKey.inherited("check arguments", List.of());

  /** {@code tcp-check} lines in order. */
  public static final ListKey<CheckStep> TCP_CHECK = ListKey.inherited("tcp-check");

  /** {@code http-check} lines in order. */
  public static final ListKey<CheckStep> HTTP_CHECK = ListKey.inherited("http-check");

  /** Whether the proxy has {@code tcp-check} lines of its own. */
  static final SettingKey<Boolean> OWN_TCP_CHECK = SettingKey.own("own tcp-check", false);

  /** Whether the proxy has {@code http-check} lines of its own. */
  static final SettingKey<Boolean> OWN_HTTP_CHECK = SettingKey.own("own http-check", false);

  /** {@code http-check disable-on-404}. */
  public static final SettingKey<Boolean> DISABLE_ON_404 =
      SettingKey.inherited("http-check disable-on-404", false);

  /** {@code http-check send-state}. */
  public static final SettingKey<Boolean> SEND_STATE =
      SettingKey.inherited("http-check send-state", false);

  /** {@code timeout check}; 0 = the connect timeout and inter. */
  public static final SettingKey<Long> TIMEOUT_CHECK = SettingKey.inherited("timeout check", 0L);

  /** Server: {@code check}. */
  public static final SettingKey<Boolean> CHECK = SettingKey.inherited("check", false);

  /** Server: {@code inter}. */
  public static final SettingKey<Long> INTER = SettingKey.inherited("inter", 2000L);

  /** Server: {@code fastinter}; 0 = inter. */
  public static final SettingKey<Long> FASTINTER = SettingKey.inherited("fastinter", 0L);

  /** Server: {@code downinter}; 0 = inter. */
  public static final SettingKey<Long> DOWNINTER = SettingKey.inherited("downinter", 0L);

  /** Server: {@code rise}. */
  public static final SettingKey<Integer> RISE = SettingKey.inherited("rise", 2);

  /** Server: {@code fall}. */
  public static final SettingKey<Integer> FALL = SettingKey.inherited("fall", 3);

  /** Server: {@code port}; 0 = the server's. */
  public static final SettingKey<Integer> PORT = SettingKey.inherited("port", 0);

  /** Server: {@code addr}; empty = the server's. */
  public static final SettingKey<Optional<Address>> ADDR =
      SettingKey.inherited("addr", Optional.empty());

  /** Server: {@code observe}. */
  public static final SettingKey<Observe> OBSERVE = SettingKey.inherited("observe", Observe.NONE);

  /** Server: {@code error-limit}. */
  public static final SettingKey<Integer> ERROR_LIMIT = SettingKey.inherited("error-limit", 10);

  /** Server: {@code on-error}. */
  public static final SettingKey<OnError> ON_ERROR =
      SettingKey.inherited("on-error", OnError.FAIL_CHECK);

  /** {@code observe}: traffic that counts as a check. */
  public enum Observe {
    NONE,
    LAYER4,
    LAYER7
  }

  /** {@code on-error}. */
  public enum OnError {
    FASTINTER,
    FAIL_CHECK,
    SUDDEN_DEATH,
    MARK_DOWN
  }

  /** {@code check-ssl} on a server line. */
  public static final SettingKey<Boolean> CHECK_SSL = SettingKey.inherited("check-ssl", false);

  /** {@code check-send-proxy} on a server line. */
  public static final SettingKey<Boolean> SEND_PROXY =
      SettingKey.inherited("check-send-proxy", false);

  /** {@code check-via-socks4} on a server line. */
  public static final SettingKey<Boolean> VIA_SOCKS4 =
      SettingKey.inherited("check-via-socks4", false);

  /** {@code agent-port} on a server line; 0 = none. */
  public static final SettingKey<Integer> AGENT_PORT = SettingKey.inherited("agent-port", 0);

  /** {@code agent-addr} on a server line; empty = the server's. */
  public static final SettingKey<String> AGENT_ADDRESS = SettingKey.inherited("agent-addr", "");

  /** {@code agent-check} on a server line. */
  public static final SettingKey<Boolean> AGENT = SettingKey.inherited("agent-check", false);

  /** {@code external-check command}; empty = none. */
  public static final SettingKey<String> EXTERNAL_COMMAND =
      SettingKey.inherited("external-check command", "");

  /** {@code external-check path}: the variable PATH of the command. */
  public static final SettingKey<String> EXTERNAL_PATH =
      SettingKey.inherited("external-check path", "");

  private CheckKeys() {}
}
