package io.jhaproxy.core.stats;

import io.jhaproxy.core.config.SettingKey;

/** Settings of the statistics page. */
public final class StatsKeys {
  /** All {@code stats} lines of a proxy. */
  public static final SettingKey<StatsModel> STATS =
      SettingKey.inherited("stats", StatsModel.DEFAULT);

  private StatsKeys() {}
}
