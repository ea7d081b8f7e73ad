package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.sample.Shared;
import java.util.Optional;

/** Rules and ACLs of a proxy as written; the rule room compiles them. */
public final class RuleKeys {
  /** {@code acl NAME CRITERION ...}. */
  public static final ListKey<RuleStatement> ACLS = ListKey.inherited("acl");

  /** {@code http-request} and, in place, {@code redirect} and {@code block} lines. */
  public static final ListKey<RuleStatement> HTTP_REQUEST = ListKey.inherited("http-request");

  /** {@code http-response}. */
  public static final ListKey<RuleStatement> HTTP_RESPONSE = ListKey.inherited("http-response");

  /** {@code http-after-response}. */
  public static final ListKey<RuleStatement> HTTP_AFTER_RESPONSE =
      ListKey.inherited("http-after-response");

  /** {@code tcp-request connection|session|content|inspect-delay}; words start at that word. */
  public static final ListKey<RuleStatement> TCP_REQUEST = ListKey.inherited("tcp-request");

  /** {@code tcp-response content|inspect-delay}; words start at that word. */
  public static final ListKey<RuleStatement> TCP_RESPONSE = ListKey.inherited("tcp-response");

  /** {@code tcp-request inspect-delay}, milliseconds; 0: rules do not wait. */
  public static final SettingKey<Long> REQUEST_DELAY =
      SettingKey.inherited("tcp-request inspect-delay", 0L);

  /** {@code tcp-response inspect-delay}, milliseconds; 0: rules do not wait. */
  public static final SettingKey<Long> RESPONSE_DELAY =
      SettingKey.inherited("tcp-response inspect-delay", 0L);

  /** Captured request headers and slots that rules fill. */
  public static final ListKey<CaptureSlot> REQUEST_CAPTURES =
      ListKey.inherited("capture request header");

  /** Captured response headers and slots that rules fill. */
  public static final ListKey<CaptureSlot> RESPONSE_CAPTURES =
      ListKey.inherited("capture response header");

  /** {@code capture cookie}; an empty name = none. */
  public static final SettingKey<CaptureSlot> COOKIE_CAPTURE =
      SettingKey.inherited("capture cookie", new CaptureSlot("", 0, null));

  /** {@code redirect}: applied after the http-request rules. */
  public static final ListKey<RuleStatement> REDIRECT = ListKey.own("redirect");

  /** {@code use_backend NAME [if|unless COND]}. */
  public static final ListKey<RuleStatement> USE_BACKEND = ListKey.own("use_backend");

  /** {@code use-server NAME if|unless COND}. */
  public static final ListKey<RuleStatement> USE_SERVER = ListKey.own("use-server");

  /** {@code monitor fail if|unless COND}; words start at the condition. */
  public static final ListKey<RuleStatement> MONITOR_FAIL = ListKey.own("monitor fail");

  /** {@code force-persist} and {@code ignore-persist}. */
  public static final ListKey<RuleStatement> PERSIST_RULES = ListKey.own("force-persist");

  /** What expressions have in common, once a line was checked. */
  public static final SettingKey<Optional<Shared>> SHARED =
      SettingKey.own("what expressions share", Optional.empty());

  private RuleKeys() {}
}
