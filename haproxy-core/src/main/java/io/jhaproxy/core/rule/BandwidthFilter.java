package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.TimeUnits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code filter bwlim-in|bwlim-out} with a limit for each stream (a word of 2.7).
 *
 * @param request whether it holds for what clients send
 * @param limit bytes in a period
 * @param period milliseconds
 * @param least bytes that are passed on at once at least
 */
public record BandwidthFilter(boolean request, long limit, long period, long least) {
  private static final long SECOND = 1000;

  /** Reads a line from {@code bwlim-in} or {@code bwlim-out} on, which was checked. */
  public static BandwidthFilter of(RuleStatement line) throws TimeUnits.BadTimeException {
    long limit = 0;
    long period = SECOND;
    long least = 0;
    for (int i = 2; i + 1 < line.words().size(); i += 2) {
      String value = line.word(i + 1);
      switch (line.word(i)) {
        case "default-limit" -> limit = TimeUnits.parseSize(value);
        case "default-period" ->
            period = TimeUnits.parse(value, TimeUnits.Unit.MILLISECONDS).milliseconds();
        case "min-size" -> least = TimeUnits.parseSize(value);
        default -> {}
      }
    }
    return new BandwidthFilter(line.word(0).equals("bwlim-in"), limit, Math.max(1, period), least);
  }

  /** The filters of a configuration by proxy and name; filled before anybody asks. */
  public static final class Names {
    private final Map<String, BandwidthFilter> byName = new ConcurrentHashMap<>();

    /** Creates it without filters. */
    public Names() {}

    /** Adds a filter of a proxy. */
    public void put(String proxy, String name, BandwidthFilter filter) {
      byName.put(proxy + '/' + name, filter);
    }

    @Nullable BandwidthFilter get(String proxy, String name) {
      return byName.get(proxy + '/' + name);
    }
  }
}
