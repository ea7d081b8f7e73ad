package io.jhaproxy.core.log;

import io.jhaproxy.core.config.SettingKey;

/** Settings of {@code ring} sections; times in milliseconds. */
public final class RingKeys {
  /** {@code size} in bytes. */
  public static final SettingKey<Long> SIZE = SettingKey.own("size", 16_384L);

  /** {@code maxlen} in bytes; 0 = the size. */
  public static final SettingKey<Long> MAXLEN = SettingKey.own("maxlen", 0L);

  /** {@code format}. */
  public static final SettingKey<String> FORMAT = SettingKey.own("format", "raw");

  /** {@code description}; empty = the name. */
  public static final SettingKey<String> DESCRIPTION = SettingKey.own("description", "");

  /** {@code timeout connect}; 0 = none. */
  public static final SettingKey<Long> TIMEOUT_CONNECT = SettingKey.own("timeout connect", 0L);

  /** {@code timeout server}; 0 = none. */
  public static final SettingKey<Long> TIMEOUT_SERVER = SettingKey.own("timeout server", 0L);

  private RingKeys() {}
}
