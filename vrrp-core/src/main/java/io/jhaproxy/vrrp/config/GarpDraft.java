package io.jhaproxy.vrrp.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Announcement options, of an instance or the defaults of all; null means "not given". */
final class GarpDraft {
  @Nullable Duration delay;
  @Nullable Integer repeat;
  @Nullable Duration refresh;
  @Nullable Integer refreshRepeat;
  @Nullable Duration lowerPriorityDelay;
  @Nullable Integer lowerPriorityRepeat;
  @Nullable Duration extraInterface;
  boolean extraInterfaceAll;

  /**
   * The options with what is not given taken from the defaults.
   *
   * @param minimal {@code vrrp_min_garp}: one announcement and no second set unless given
   */
  GarpOptions build(
      GarpDraft defaults, Duration garpInterval, Duration gnaInterval, boolean minimal) {
    Duration delayed =
        first(delay, defaults.delay, minimal ? Duration.ZERO : Duration.ofSeconds(5));
    int repeated = first(repeat, defaults.repeat, minimal ? 1 : 5);
    return new GarpOptions(
        delayed,
        repeated,
        first(refresh, defaults.refresh, Duration.ZERO),
        first(refreshRepeat, defaults.refreshRepeat, 1),
        first(lowerPriorityDelay, defaults.lowerPriorityDelay, delayed),
        first(lowerPriorityRepeat, defaults.lowerPriorityRepeat, repeated),
        garpInterval,
        gnaInterval,
        first(extraInterface, defaults.extraInterface, Duration.ZERO),
        extraInterface == null ? defaults.extraInterfaceAll : extraInterfaceAll);
  }

  private static <T> T first(@Nullable T own, @Nullable T common, T builtIn) {
    if (own != null) {
      return own;
    }
    return common != null ? common : builtIn;
  }
}
