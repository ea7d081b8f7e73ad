package io.jhaproxy.vrrp.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The options of a route that are numbers of TCP and IP: {@code mtu [lock] N} and so on. */
final class RouteMetrics {
  private static final int LOCK = 1;
  private static final int ECN = 1;
  private static final long MAX = Integer.MAX_VALUE;
  private static final String PLAIN = "Invalid %s %s specified for route";
  private static final String VALUE = "Invalid %s value %s specified for route";
  private static final String TIME = "Invalid %s %s for route";

  /** One of them: its {@code RTAX_*} number, its limit, and what is said of a wrong value. */
  private record Metric(int number, String name, boolean lockable, long limit, String complaint) {}

  private static final Map<String, Metric> METRICS =
      Map.ofEntries(
          Map.entry("mtu", new Metric(2, "MTU", true, MAX, PLAIN)),
          Map.entry("window", new Metric(3, "window", false, MAX, VALUE)),
          Map.entry("rtt", new Metric(4, "rtt", true, MAX, TIME)),
          Map.entry("rttvar", new Metric(5, "rttvar", true, MAX, TIME)),
          Map.entry("ssthresh", new Metric(6, "ssthresh", true, MAX, VALUE)),
          Map.entry("cwnd", new Metric(7, "cwnd", true, MAX, VALUE)),
          Map.entry("advmss", new Metric(8, "advmss", true, MAX, PLAIN)),
          Map.entry("reordering", new Metric(9, "reordering", true, MAX, VALUE)),
          Map.entry("hoplimit", new Metric(10, "hoplimit", false, 255, PLAIN)),
          Map.entry("initcwnd", new Metric(11, "initcwnd", false, MAX, VALUE)),
          Map.entry("rto_min", new Metric(13, "rto_min", true, MAX, VALUE)),
          Map.entry("initrwnd", new Metric(14, "initrwnd", false, MAX, VALUE)),
          Map.entry("quickack", new Metric(15, "quickack", false, 1, VALUE)),
          Map.entry("fastopen_no_cookie", new Metric(17, "fastopen_no_cookie", false, 1, VALUE)));

  /** Times, with how many of the kernel's units make a millisecond. */
  private static final Map<String, Integer> TIMES = Map.of("rtt", 8, "rttvar", 4, "rto_min", 1);

  /** keepalived sets no time below TCP's own smallest timeout. */
  private static final long LEAST_MILLIS = 200;

  private static final Pattern TIME_TEXT =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]*)?|\\.[0-9]+)(s|ms|)");

  private static final int CONGESTION_CONTROL = 16;
  private static final int FEATURES = 12;

  private final Words words;
  private final Map<Integer, Integer> values = new HashMap<>();
  private @Nullable String congestionControl;

  RouteMetrics(Words words) {
    this.words = words;
  }

  /** By {@code RTAX_*} number; number 1 tells with one bit each which are locked. */
  Map<Integer, Integer> values() {
    return values;
  }

  /** TCP's algorithm; null if not given. */
  @Nullable String congestionControl() {
    return congestionControl;
  }

  /** Reads what follows the word; false if it is none of these options. */
  boolean read(String word) {
    switch (word) {
      case "features" -> features(words.value());
      case "congctl" -> {
        lock(CONGESTION_CONTROL, words.skip("lock"));
        congestionControl = words.value();
      }
      default -> {
        Metric metric = METRICS.get(word);
        if (metric == null) {
          return false;
        }
        number(word, metric);
      }
    }
    return true;
  }

  private void lock(int number, boolean wanted) {
    if (wanted) {
      values.merge(LOCK, 1 << number, (a, b) -> a | b);
    }
  }

  private void features(String text) {
    if (text.equals("ecn")) {
      values.put(FEATURES, ECN);
    } else {
      words.line().error("feature " + text + " not supported");
    }
  }

  private void number(String word, Metric metric) {
    lock(metric.number, metric.lockable && words.skip("lock"));
    String text = words.value();
    Integer unitsPerMilli = TIMES.get(word);
    if (unitsPerMilli != null) {
      time(text, metric, unitsPerMilli);
      return;
    }
    OptionalLong value = words.line().number(text, 0, metric.limit);
    if (value.isEmpty()) {
      words.refuse(String.format(metric.complaint, metric.name, text));
      return;
    }
    values.put(metric.number, (int) value.getAsLong());
  }

  /** Seconds or milliseconds with their unit; without one the kernel's own unit. */
  private void time(String text, Metric metric, int unitsPerMilli) {
    Matcher parts = TIME_TEXT.matcher(text);
    if (!parts.matches()) {
      words.line().error("invalid number '" + text + "'");
      words.refuse(String.format(metric.complaint, metric.name, text));
      return;
    }
    String digits = parts.group(1);
    boolean seconds = parts.group(2).equals("s");
    boolean plain = parts.group(2).isEmpty();
    BigDecimal number = new BigDecimal(digits).movePointRight(seconds ? 3 : 0);
    if (number.stripTrailingZeros().scale() > 0) {
      words.line().error("number '" + digits + "' has too many decimal places");
    }
    long rounded = number.setScale(0, RoundingMode.HALF_UP).longValue();
    long value = rounded * (plain ? 1 : unitsPerMilli);
    values.put(metric.number, (int) Math.min(MAX, Math.max(value, LEAST_MILLIS * unitsPerMilli)));
  }
}
