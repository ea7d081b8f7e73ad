package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.SettingKey;

/** Settings of state files: of the global section and of proxies. */
public final class StateFileKeys {
  /** {@code server-state-base} (global); empty = none. */
  public static final SettingKey<String> BASE = SettingKey.own("server-state-base", "");

  /** {@code server-state-file} (global); empty = none. */
  public static final SettingKey<String> FILE = SettingKey.own("server-state-file", "");

  /** {@code load-server-state-from-file}: {@code global}, {@code local} or {@code none}. */
  public static final SettingKey<String> LOAD =
      SettingKey.inherited("load-server-state-from-file", "none");

  /** {@code server-state-file-name}; empty = the proxy's name. */
  public static final SettingKey<String> NAME = SettingKey.inherited("server-state-file-name", "");

  private StateFileKeys() {}
}
