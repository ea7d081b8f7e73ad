package io.jhaproxy.core.config;

/** Settings that describe a proxy as such and belong to no particular room. */
public final class ProxyKeys {
  /** {@code mode}. */
  public static final SettingKey<ProxyMode> MODE = SettingKey.inherited("mode", ProxyMode.TCP);

  /** {@code disabled} / {@code enabled}: the proxy exists but is not started. */
  public static final SettingKey<Boolean> DISABLED = SettingKey.inherited("disabled", false);

  /** {@code description}; empty where there is none. */
  public static final SettingKey<String> DESCRIPTION = SettingKey.own("description", "");

  /** {@code id}: the number statistics show; 0 = to be assigned in order of appearance. */
  public static final SettingKey<Integer> ID = SettingKey.own("id", 0);

  /** {@code default_backend}: a backend or listen section's name; empty = none. */
  public static final SettingKey<String> DEFAULT_BACKEND =
      SettingKey.inherited("default_backend", "");

  private ProxyKeys() {}
}
