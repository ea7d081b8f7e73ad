package io.jhaproxy.core.mail;

import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.Settings;

/** Settings of mails: of proxies first, of {@code mailers} sections after. */
public final class MailKeys {
  /** {@code email-alert from}; empty = none. */
  public static final SettingKey<String> FROM = text("from");

  /** {@code email-alert to}; empty = none. */
  public static final SettingKey<String> TO = text("to");

  /** {@code email-alert mailers}; empty = none. */
  public static final SettingKey<String> MAILERS = text("mailers");

  /** {@code email-alert myhostname}; empty = the system's. */
  public static final SettingKey<String> HOST_NAME = text("myhostname");

  /** {@code email-alert level}: the least severe syslog level that is mailed. */
  public static final SettingKey<Integer> LEVEL = SettingKey.inherited("email-alert level", 1);

  /** Whether there is any {@code email-alert} line. */
  static final SettingKey<Boolean> ANY = SettingKey.inherited("any email-alert line", false);

  /** {@code mailer} lines. */
  public static final ListKey<MailerModel> MAILER = ListKey.own("mailer");

  /** {@code timeout mail}, milliseconds. */
  public static final SettingKey<Long> TIMEOUT = SettingKey.own("timeout mail", 10_000L);

  private MailKeys() {}

  /** Whether a proxy says all that is needed to send mails. */
  public static boolean isComplete(Settings proxy) {
    return !proxy.get(FROM).isEmpty() && !proxy.get(TO).isEmpty() && !proxy.get(MAILERS).isEmpty();
  }

  private static SettingKey<String> text(String what) {
    return SettingKey.inherited("email-alert " + what, "");
  }
}
