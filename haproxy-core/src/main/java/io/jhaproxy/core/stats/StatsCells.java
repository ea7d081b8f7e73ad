package io.jhaproxy.core.stats;

import org.jspecify.annotations.Nullable;

/** The cells of the statistics page's tables, with their tooltips, times and limits. */
final class StatsCells {
  private StatsCells() {}

  static String title(@Nullable String text) {
    return text == null || text.isEmpty() ? "" : " title=\"" + StatsHtml.escape(text) + "\"";
  }

  static void cell(StringBuilder page, @Nullable Object value) {
    cell(page, value, null);
  }

  static void cell(StringBuilder page, @Nullable Object value, @Nullable String tip) {
    page.append("<td").append(title(tip)).append('>').append(value == null ? "" : value);
    page.append("</td>");
  }

  static void centred(StringBuilder page, String html, @Nullable String tip) {
    page.append("<td class=\"ac\"").append(title(tip)).append('>').append(html).append("</td>");
  }

  static void blanks(StringBuilder page, int count) {
    page.append("<td></td>".repeat(count));
  }

  static Object limit(long value) {
    return value == 0 || value == StatsView.NONE ? "-" : value;
  }

  static String times(StatsView.Averages a, long queue, long connect, long response, long total) {
    return "; max / average over the last 1024, ms: queue %d / %d, connect %d / %d, response %d / %d, total %d / %d"
        .formatted(
            queue, a.queue(), connect, a.connect(), response, a.response(), total, a.total());
  }

  static String resets(long client, long server) {
    return "Connection resets during transfers: " + client + " client, " + server + " server";
  }

  static String ago(long seconds) {
    return seconds < 0 ? "?" : duration(seconds);
  }

  /** The two largest units of a duration: {@code 4s}, {@code 2m5s}, {@code 1h4m}, {@code 3d2h}. */
  static String duration(long seconds) {
    if (seconds >= 86_400) {
      return seconds / 86_400 + "d" + seconds / 3600 % 24 + "h";
    }
    if (seconds >= 3600) {
      return seconds / 3600 + "h" + seconds / 60 % 60 + "m";
    }
    return seconds >= 60 ? seconds / 60 + "m" + seconds % 60 + "s" : seconds + "s";
  }
}
