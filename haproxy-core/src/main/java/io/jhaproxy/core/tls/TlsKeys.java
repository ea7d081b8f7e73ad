package io.jhaproxy.core.tls;

import io.jhaproxy.core.config.SettingKey;

/** Settings of TLS; manual 3.1, 5.1 and 5.2. */
public final class TlsKeys {
  /** {@code crt-base}: where relative certificates are looked for; empty = current directory. */
  public static final SettingKey<String> CRT_BASE = SettingKey.own("crt-base", "");

  /** {@code ca-base}: where relative CA and CRL files are looked for. */
  public static final SettingKey<String> CA_BASE = SettingKey.own("ca-base", "");

  /** {@code ssl} on a bind or server line. */
  public static final SettingKey<Boolean> SSL = SettingKey.inherited("ssl", false);

  /** Whether a bind line names a certificate, by {@code crt} or {@code crt-list}. */
  public static final SettingKey<Boolean> CERTIFICATE = SettingKey.own("crt", false);

  /** {@code verify} of a server line; empty = the default. */
  public static final SettingKey<String> VERIFY = SettingKey.inherited("verify", "");

  /** Whether a line names a CA file. */
  public static final SettingKey<Boolean> AUTHORITY = SettingKey.inherited("ca-file", false);

  private TlsKeys() {}
}
